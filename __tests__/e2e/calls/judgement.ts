import type { Request } from "./request";
import { shapeOf, type ServiceModel, type Shape, type ShapeReference } from "./service-model";

/** What AWS would refuse of a request before it looks at the account, and what it has given up; nothing where all is well. */
export function faultsOf({ model, operation, input }: Request): string[] {
  const said = operation.deprecated
    ? [`${operation.name} is deprecated${because(operation.deprecatedMessage)}`]
    : [];
  const faults = operation.input
    ? valueFaults(model, operation.input, input, operation.name)
    : Object.keys(input).map((name) => `${operation.name} knows no ${name}`);
  return [...said, ...faults];
}

function valueFaults(model: ServiceModel, reference: ShapeReference, value: unknown, at: string): string[] {
  const shape = shapeOf(model, reference);
  if (shape.type === "structure") return structureFaults(model, shape, value, at);
  if (shape.type === "list") {
    if (!Array.isArray(value)) return [`${at} is no list`];
    const item = shape.member as ShapeReference;
    return [
      ...sizeFaults(shape, value.length, at, "entries"),
      ...value.flatMap((one, i) => valueFaults(model, item, one, `${at}[${i}]`)),
    ];
  }
  if (shape.type === "map") {
    if (!isMapping(value)) return [`${at} is no map`];
    const [key, entry] = [shape.key as ShapeReference, shape.value as ShapeReference];
    return [
      ...sizeFaults(shape, Object.keys(value).length, at, "entries"),
      ...Object.entries(value).flatMap(([name, one]) => [
        ...valueFaults(model, key, name, `the key ${name} of ${at}`),
        ...valueFaults(model, entry, one, `${at}.${name}`),
      ]),
    ];
  }
  return scalarFaults(shape, value, at);
}

function structureFaults(model: ServiceModel, shape: Shape, value: unknown, at: string): string[] {
  if (!isMapping(value)) return [`${at} is no structure`];
  const { members = {}, required = [] } = shape;
  const missing = required.filter((name) => value[name] === undefined || value[name] === null);
  return [
    ...missing.map((name) => `${at} lacks ${name}`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const member = members[name];
      if (!member) return [`${at} knows no ${name}`];
      if (one === null || one === undefined) return [];
      const given = valueFaults(model, member, one, `${at}.${name}`);
      return member.deprecated
        ? [`${at}.${name} is deprecated${because(member.deprecatedMessage)}`, ...given]
        : given;
    }),
  ];
}

function scalarFaults(shape: Shape, value: unknown, at: string): string[] {
  switch (shape.type) {
    case "string":
      return typeof value === "string" ? textFaults(shape, value, at) : [`${at} is no text`];
    case "integer":
    case "long": {
      const number = Number(value);
      if (!/^-?\d+$/.test(String(value))) return [`${at} is no whole number: ${JSON.stringify(value)}`];
      return sizeFaults(shape, number, at, "");
    }
    case "boolean":
      return /^(true|false)$/.test(String(value)) ? [] : [`${at} is neither true nor false`];
    case "blob": {
      const bytes = Buffer.from(String(value), "base64").length;
      return sizeFaults(shape, bytes, at, "bytes");
    }
    case "float":
    case "double":
      return Number.isFinite(Number(value)) ? [] : [`${at} is no number`];
    default:
      return Number.isNaN(Date.parse(String(value))) && !Number.isFinite(Number(value))
        ? [`${at} is no time`]
        : [];
  }
}

function textFaults(shape: Shape, value: string, at: string): string[] {
  const { pattern, enum: choices } = shape;
  return [
    ...sizeFaults(shape, value.length, at, "characters"),
    ...(pattern !== undefined && !wholePattern(pattern).test(value)
      ? [`${at} is not of the form ${pattern}: ${shown(value)}`]
      : []),
    ...(choices !== undefined && !choices.includes(value)
      ? [`${at} is none of its ${choices.length} values: ${shown(value)}`]
      : []),
  ];
}

function sizeFaults({ min, max }: Shape, size: number, at: string, of: string): string[] {
  const counted = `${size}${of && ` ${of}`}`;
  return [
    ...(min !== undefined && size < min ? [`${at} has ${counted}, at least ${min} are needed`] : []),
    ...(max !== undefined && size > max ? [`${at} has ${counted}, at most ${max} are allowed`] : []),
  ];
}

/** Patterns are written for another language: some are none with Unicode's stricter rules, some none without them. */
function wholePattern(pattern: string): RegExp {
  const whole = `^(?:${pattern})$`;
  try {
    return new RegExp(whole, "u");
  } catch {
    return new RegExp(whole);
  }
}

function shown(value: string): string {
  return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
}

function because(message: string | undefined): string {
  return message ? `: ${message}` : "";
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
