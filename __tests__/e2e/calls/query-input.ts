import { shapeOf, type ServiceModel, type ShapeReference } from "./service-model";

/** Parameters of the protocol itself. */
const ENVELOPE = ["Action", "Version"];

/**
 * What a call asks for whose parameters are a form: `Tags.member.1.Key=Owner`, in EC2's way `TagSpecification.1.Tag.1.Key`.
 * Parameters that the model has no place for stay under their own names.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function queryInput(
  model: ServiceModel,
  input: ShapeReference | undefined,
  parameters: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const left = new Set([...parameters.keys()].filter((name) => !ENVELOPE.includes(name)));
  const isEc2 = model.metadata.protocol === "ec2";
  const known = input ? (structureAt(input, "") as Record<string, unknown> | undefined) : {};
  return { ...known, ...Object.fromEntries([...left].map((name) => [name, parameters.get(name)])) };

  function valueAt(reference: ShapeReference, name: string): unknown {
    const { type } = shapeOf(model, reference);
    if (type === "structure") return structureAt(reference, `${name}.`);
    if (type === "list") return listAt(reference, name);
    if (type === "map") return mapAt(reference, name);
    return taken(name);
  }

  function structureAt(reference: ShapeReference, prefix: string): unknown {
    if (prefix !== "" && !isGiven(prefix)) return undefined;
    const { members = {} } = shapeOf(model, reference);
    const given = Object.entries(members).map(([name, member]) => [
      name,
      valueAt(member, prefix + wireName(name, member)),
    ]);
    return Object.fromEntries(given.filter(([, value]) => value !== undefined));
  }

  function listAt(reference: ShapeReference, name: string): unknown {
    const { member, flattened } = shapeOf(model, reference);
    if (!member) return undefined;
    // An empty list is its name with nothing behind it.
    if (parameters.get(name) === "") {
      taken(name);
      return [];
    }
    const prefix = isEc2 || flattened ? name : `${name}.${member.locationName ?? "member"}`;
    const items = numbered(prefix, (item) => valueAt(member, item));
    return items.length === 0 ? undefined : items;
  }

  function mapAt(reference: ShapeReference, name: string): unknown {
    const { key, value, flattened } = shapeOf(model, reference);
    if (!key || !value) return undefined;
    const entries = numbered(flattened ? name : `${name}.entry`, (item) => [
      taken(`${item}.${key.locationName ?? "key"}`),
      valueAt(value, `${item}.${value.locationName ?? "value"}`),
    ]);
    return entries.length === 0 ? undefined : Object.fromEntries(entries as [string, unknown][]);
  }

  function numbered<T>(prefix: string, read: (item: string) => T): T[] {
    const items: T[] = [];
    for (let i = 1; parameters.has(`${prefix}.${i}`) || isGiven(`${prefix}.${i}.`); i++) {
      items.push(read(`${prefix}.${i}`));
    }
    return items;
  }

  function wireName(name: string, { queryName, locationName }: ShapeReference): string {
    if (!isEc2) return locationName ?? name;
    return queryName ?? (locationName ? locationName.charAt(0).toUpperCase() + locationName.slice(1) : name);
  }

  function isGiven(prefix: string): boolean {
    return [...parameters.keys()].some((name) => name.startsWith(prefix));
  }

  function taken(name: string): string | undefined {
    left.delete(name);
    return parameters.get(name);
  }
}
