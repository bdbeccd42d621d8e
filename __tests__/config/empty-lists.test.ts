import { jsonSchema } from "../../modules/config";
import { moduleVariables, type Type } from "../../scripts/module-variables";
import { stackOf } from "../support/configuration";
import { problemsIn } from "../support/refusals";
import { WRONG_VALUES } from "../terraform-module/mistakes";
import { MODULE_FOLDER } from "../terraform-module/module-copy";

/** An empty list says that there is nobody, or nothing: it must never mean more than no list does. */

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Where a configuration file can have a list. */
function listsIn(node: SchemaNode, path: readonly string[] = []): string[] {
  const alternatives = [node, ...(node.anyOf ?? [])];
  return alternatives.flatMap(({ type, properties = {}, items }) => [
    ...(type === "array" ? [path.join(".")] : []),
    ...Object.entries(properties).flatMap(([key, child]) => listsIn(child, [...path, key])),
    ...(items && items.type !== "array" ? listsIn(items, [...path.slice(0, -1), `${path.at(-1)}[]`]) : []),
  ]);
}

const NEEDED = { name: "keeper-gateway", aws: { region: "us-east-1" } };

/** For every list, what stands around it. */
const LISTS: Readonly<Record<string, (list: unknown[] | undefined) => object>> = {
  "gateway.instances": (instances) => ({ gateway: { instances } }),
  "gateway.configurationSecret.operators": (operators) => ({
    gateway: { configurationSecret: { name: "keeper", operators } },
  }),
  "gateway.configurationSecret.operatorPermissionSets": (operatorPermissionSets) => ({
    gateway: { configurationSecret: { name: "keeper", operatorPermissionSets } },
  }),
  "targets.managedDatabases": (managedDatabases) => ({ targets: { managedDatabases } }),
  "targets.directories": (directories) => ({ targets: { directories } }),
  "targets.iamUsers": (iamUsers) => ({ targets: { iamUsers } }),
  "targets.iamAccessKeys": (iamAccessKeys) => ({ targets: { iamAccessKeys } }),
  "discovery.regions": (regions) => ({ discovery: { regions } }),
  protectedUsers: (protectedUsers) => ({ protectedUsers, targets: { iamUsers: [{ path: "/service/" }] } }),
};

describe("an empty list", () => {
  it("can stand in these places of a configuration file", () => {
    expect(listsIn(jsonSchema() as SchemaNode).sort()).toEqual(Object.keys(LISTS).sort());
  });

  it.each(Object.entries(LISTS))("is refused, or says what no list says: %s", (path, around) => {
    const file = (list: unknown[] | undefined) => JSON.stringify({ ...NEEDED, ...around(list) });
    const problems = problemsIn(file([]));
    if (problems.length > 0) {
      expect(problems).toEqual([expect.stringContaining(` ${path}: `)]);
      expect(problems.join()).toMatch(/ is empty: | is named: /);
    } else expect(stackOf(file([]))).toEqual(stackOf(file(undefined)));
  });

  it("is refused by the module wherever it could be told from no list", async () => {
    const refused = WRONG_VALUES.flatMap(({ variables }) => emptyListsIn(variables));
    const variables = await moduleVariables(MODULE_FOLDER);
    const apart = variables.flatMap((variable) => apartFromNone(variable, []));
    expect(apart.length).toBeGreaterThan(0);
    expect(refused).toEqual(expect.arrayContaining(apart));
  });
});

/** Lists of a variable for which nothing given is null, and not the empty list. */
function apartFromNone(
  { name, type, default: none }: { readonly name: string; readonly type: Type; readonly default?: string },
  path: readonly string[],
): string[] {
  if (typeof type === "string" || "map" in type) return [];
  const here = [...path, name];
  if ("list" in type) return none === "[]" ? [] : [here.join(".")];
  return type.object.flatMap((attribute) => apartFromNone(attribute, here));
}

function emptyListsIn(value: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path.join(".")] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => emptyListsIn(item, [...path, key]));
}
