import type { RecordedCall } from "./recorded-call";
import { shapeOf, type Operation, type ServiceModel, type Shape } from "./service-model";

/** The operation whose method and path a call has, and what its path names. */
export function restOperation(
  { operations }: ServiceModel,
  { method, path }: RecordedCall,
): { operation: Operation; labels: Record<string, string> } | undefined {
  for (const operation of Object.values(operations)) {
    if (operation.http.method !== method) continue;
    const [template = ""] = operation.http.requestUri.split("?");
    const names: string[] = [];
    const pattern = template
      .split(/(\{[^}]+\})/)
      .map((part) => {
        const label = /^\{([^}+]+)(\+?)\}$/.exec(part);
        if (!label) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
        names.push(label[1] as string);
        return label[2] ? "(.+)" : "([^/]+)";
      })
      .join("");
    const match = new RegExp(`^${pattern}/?$`).exec(path);
    if (!match) continue;
    const labels = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? "")]));
    return { operation, labels };
  }
  return undefined;
}

/**
 * What a call asks for by its path, its query, its headers and its body of JSON.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restInput(
  model: ServiceModel,
  { operation, labels }: { readonly operation: Operation; readonly labels: Readonly<Record<string, string>> },
  { query, headers, body }: RecordedCall,
): Record<string, unknown> {
  if (!operation.input) return {};
  const shape = shapeOf(model, operation.input);
  const parameters = new URLSearchParams(query);
  const located = Object.entries(shape.members ?? {}).flatMap(([name, member]): [string, unknown][] => {
    const wire = member.locationName ?? name;
    if (member.location === "uri") return [[name, labels[wire]]];
    if (member.location === "querystring") {
      const given = parameters.getAll(wire);
      const isList = shapeOf(model, member).type === "list";
      return given.length === 0 ? [] : [[name, isList ? given : given[0]]];
    }
    if (member.location === "header") {
      const given = headers[wire.toLowerCase()];
      return given === undefined ? [] : [[name, given]];
    }
    return [];
  });
  return { ...Object.fromEntries(located), ...bodyInput(model, shape, body) };
}

function bodyInput(
  model: ServiceModel,
  { members = {}, payload }: Shape,
  body: string,
): Record<string, unknown> {
  if (payload !== undefined) {
    const member = members[payload];
    if (!member || body === "") return {};
    if (shapeOf(model, member).type === "blob") return { [payload]: body };
    return { [payload]: JSON.parse(Buffer.from(body, "base64").toString()) as unknown };
  }
  if (body === "") return {};
  const given = JSON.parse(Buffer.from(body, "base64").toString()) as Record<string, unknown>;
  const names = Object.fromEntries(
    Object.entries(members)
      .filter(([, { location }]) => location === undefined)
      .map(([name, { locationName }]) => [locationName ?? name, name]),
  );
  return Object.fromEntries(Object.entries(given).map(([wire, value]) => [names[wire] ?? wire, value]));
}
