import { TerraformElement, TerraformStack } from "cdktf";
import { block, literalText } from "../hcl";
import {
  addressHcl,
  blocksHcl,
  linesOf,
  resourceHcl,
  shapedBlockHcl,
  valueHcl,
  valuesHcl,
  type Attributes,
  type Shapes,
} from "./attributes-hcl";
import { HandWrittenBlock } from "./hand-written-block";
import { resolved } from "./resolved";

/** A stack in Terraform's own language, as the CDK takes it. */
export interface SynthesizedHcl {
  readonly hcl: string;
  readonly metadata: unknown;
}

/** Attributes by one name, and by two: those of an output, and those of a resource. */
type Named = Readonly<Record<string, Attributes>>;
type Typed = Readonly<Record<string, Named>>;

/** What a stack or an element of it makes, as JSON or with the shapes of blocks. */
interface Fragment {
  readonly terraform?: Readonly<Record<string, Attributes>>;
  readonly locals?: Attributes;
  readonly variable?: Named;
  readonly provider?: Readonly<Record<string, Shapes>>;
  readonly data?: Typed;
  readonly resource?: Typed;
  readonly check?: Named;
  readonly module?: Named;
  readonly moved?: readonly Attributes[];
  readonly import?: readonly Attributes[];
  readonly output?: Named;
}

/**
 * A stack as HCL: the values and texts are those of its JSON, overrides included, and Terraform takes them as it takes
 * those; types of variables and addresses are code, as they are there. The CDK's own writer does not see to that: a quote
 * in a text, or a bracket at its beginning, ends the text and begins code; and it leaves blocks out that it does not know,
 * and puts addresses into quotes. A nested block is one where the construct has it as a block; what an override alone
 * brings is a value, save for `dynamic` and Terraform's own blocks such as `lifecycle`. A stack of your own that is written
 * as HCL returns it: `override toHclTerraform() { return terraformHcl(this, super.toHclTerraform()); }`.
 *
 * @param synthesized what the stack itself makes; only its metadata is taken
 * @throws Error when an expression in a text does not end
 * @throws Error when an override of the stack adds what is not known here, or changes a check of this library
 */
export function terraformHcl(stack: TerraformStack, synthesized: object): SynthesizedHcl {
  const json = stack.toTerraform() as Fragment;
  const elements = elementsOf(stack);
  const byHand = elements.filter((element) => element instanceof HandWrittenBlock);
  refuseUncarried(json, byHand.map(written));
  const handWritten = new Map(
    byHand.flatMap((element) => addressesOf(written(element)).map((at) => [at, element.hcl])),
  );
  const shapes = elements.map(shapesOf);
  const blocks = [
    ...(json.terraform ? [terraformBlock(json.terraform)] : []),
    ...(json.locals ? [block("locals", valuesHcl(json.locals))] : []),
    ...named("variable", json.variable, variableHcl),
    ...providers(json, shapes),
    ...typed("data", json, shapes, handWritten),
    ...typed("resource", json, shapes, handWritten),
    ...Object.keys(json.check ?? {}).flatMap((name) => handWritten.get(`check.${name}`) ?? []),
    ...named("module", json.module, moduleHcl),
    ...(json.moved ?? []).map((attributes) => block("moved", addressedHcl(attributes))),
    ...(json.import ?? []).map((attributes) => block("import", addressedHcl(attributes))),
    ...named("output", json.output, outputHcl),
  ];
  return { hcl: `${blocks.join("\n\n")}\n`, metadata: (synthesized as SynthesizedHcl).metadata };
}

function providers(json: Fragment, shapes: readonly Fragment[]): string[] {
  return Object.entries(json.provider ?? {}).flatMap(([name, all]) => {
    const known = shapes.flatMap<Attributes>((shape) => shape.provider?.[name] ?? []);
    return all.map((settings) => block(`provider ${literalText(name)}`, shapedBlockHcl(settings, known)));
  });
}

function typed(
  kind: "data" | "resource",
  json: Fragment,
  shapes: readonly Fragment[],
  handWritten: ReadonlyMap<string, string>,
): string[] {
  return Object.entries(json[kind] ?? {}).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, attributes]) => {
      const known = shapes.flatMap<Attributes>((shape) => shape[kind]?.[type]?.[name] ?? []);
      return (
        handWritten.get(`${kind}.${type}.${name}`) ??
        block(`${kind} ${literalText(type)} ${literalText(name)}`, resourceHcl(attributes, known))
      );
    }),
  );
}

function elementsOf(stack: TerraformStack): TerraformElement[] {
  return stack.node
    .findAll()
    .filter((child): child is TerraformElement => TerraformElement.isTerraformElement(child))
    .filter((element) => TerraformStack.of(element) === stack);
}

function written(element: TerraformElement): Fragment {
  return resolved(element.toTerraform() as Fragment, element.cdktfStack);
}

/** What the construct alone says of its blocks: an override's values could look the same. */
function shapesOf(element: TerraformElement): Fragment {
  const overridden = element as unknown as { rawOverrides: object };
  const overrides = overridden.rawOverrides;
  overridden.rawOverrides = {};
  try {
    return resolved(element.toHclTerraform() as Fragment, element.cdktfStack);
  } finally {
    overridden.rawOverrides = overrides;
  }
}

const KNOWN: readonly string[] = [
  "//",
  "terraform",
  "locals",
  "variable",
  "provider",
  "data",
  "resource",
  "check",
  "module",
  "moved",
  "import",
  "output",
];

function refuseUncarried(json: Fragment, handWritten: readonly Fragment[]): void {
  const ours = new Map(
    handWritten.flatMap((fragment) => addressesOf(fragment).map((at) => [at, textAt(fragment, at)])),
  );
  const refused = [
    ...Object.keys(json).filter((key) => !KNOWN.includes(key)),
    ...addressesOf({ check: json.check }).filter((at) => !ours.has(at)),
    ...[...ours].filter(([at, text]) => textAt(json, at) !== text).map(([at]) => at),
  ];
  if (refused.length === 0) return;
  throw new Error(
    `HCL does not carry what addOverride says of ${refused.join(", ")}: synthesize the stack as JSON, or leave the override out; allowed are overrides of what the CDK has elements for`,
  );
}

/** The addresses of checks and data sources. */
function addressesOf({ check = {}, data = {} }: Fragment): string[] {
  return [
    ...Object.keys(check).map((name) => `check.${name}`),
    ...Object.entries(data).flatMap(([type, ofType]) =>
      Object.keys(ofType).map((name) => `data.${type}.${name}`),
    ),
  ];
}

function textAt(fragment: Fragment, address: string): string | undefined {
  const found = address
    .split(".")
    .reduce<unknown>((value, key) => (value as Attributes | undefined)?.[key], fragment);
  return JSON.stringify(found);
}

function terraformBlock({ required_providers, backend = {}, cloud, ...others }: Record<string, Attributes>) {
  return block(
    "terraform",
    valuesHcl(others),
    required_providers ? [block("required_providers", valuesHcl(required_providers))] : [],
    ...Object.entries(backend as Named).map(([type, settings]) => [
      block(`backend ${literalText(type)}`, stateHcl(settings)),
    ]),
    cloud ? [block("cloud", stateHcl(cloud))] : [],
  );
}

/** The settings of a place for the state, of which the workspaces are a block. */
function stateHcl({ workspaces, ...settings }: Attributes): string[] {
  return [
    ...valuesHcl(settings),
    ...(workspaces === undefined ? [] : blocksHcl("workspaces", workspaces, valuesHcl)),
  ];
}

function variableHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) => {
    if (name === "type") return addressHcl(name, value);
    if (name === "validation") return blocksHcl(name, value, valuesHcl);
    // Terraform evaluates nothing of them in JSON.
    return [`${name} = ${valueHcl(value, literalText)}`];
  });
}

function outputHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) => {
    if (name === "depends_on") return addressHcl(name, value);
    if (name === "precondition") return blocksHcl(name, value, valuesHcl);
    return [`${name} = ${name === "description" ? valueHcl(value, literalText) : valueHcl(value)}`];
  });
}

function moduleHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) =>
    name === "depends_on" || name === "providers"
      ? addressHcl(name, value)
      : [`${name} = ${valueHcl(value)}`],
  );
}

function addressedHcl(attributes: Attributes): string[] {
  return linesOf(attributes, (name, value) =>
    ["from", "to", "provider"].includes(name) ? addressHcl(name, value) : [`${name} = ${valueHcl(value)}`],
  );
}

function named(kind: string, blocks: Named = {}, lines: (attributes: Attributes) => string[]): string[] {
  return Object.entries(blocks).map(([name, attributes]) =>
    block(`${kind} ${literalText(name)}`, lines(attributes)),
  );
}
