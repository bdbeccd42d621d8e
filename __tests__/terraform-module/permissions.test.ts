import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOG, GUARD_CATALOG, publishedPolicy } from "../../modules/permissions";
import { MODULE, MODULE_FILES } from "../../scripts/module-files";
import { moduleStatements, ownPolicyGrants } from "../../scripts/module-permissions";
import { blocksOf, MODULE_FOLDER, type Blocks } from "./module-copy";

const GENERATED = "permissions.tf";
const code = readFileSync(join(MODULE_FOLDER, GENERATED), "utf8");

/** Whatever stands under a key, however deep. */
function valuesOf(key: string, within: unknown): unknown[] {
  if (typeof within !== "object" || within === null) return [];
  return Object.entries(within).flatMap(([name, value]: [string, unknown]) =>
    name === key ? [value] : valuesOf(key, value),
  );
}

interface Statement {
  readonly sid: string;
  readonly actions: unknown;
}

/** The statements of every policy document of the module. */
async function writtenStatements(): Promise<Statement[]> {
  const files = Object.values(await blocksOf(MODULE_FOLDER));
  const documents = files.flatMap((file) => valuesOf("aws_iam_policy_document", file));
  const dynamic = documents.flatMap((document) =>
    valuesOf("dynamic", document).flatMap((blocks) => valuesOf("content", blocks)),
  );
  return [...documents.flatMap((document) => valuesOf("statement", withoutDynamic(document))), ...dynamic]
    .flat()
    .filter((block): block is Statement => typeof block === "object" && block !== null && "sid" in block);
}

function withoutDynamic(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => (key === "dynamic" ? undefined : value)),
  );
}

describe("the module's permissions", () => {
  it("are in every policy the actions that the catalogue has for the statement of this name", async () => {
    const statements = await writtenStatements();
    // Those of the gateway itself are made of the list of statements.
    const others = statements.filter(({ sid }) => sid !== "${statement.value.sid}");
    expect(others.map(({ actions }) => actions)).toEqual(others.map(({ sid }) => `\${local.actions.${sid}}`));
    expect(others.map(({ sid }) => sid).sort()).toEqual(
      ownPolicyGrants()
        .map(({ sid }) => sid)
        .sort(),
    );
    expect(statements.length - others.length).toBe(2);
  });

  it("are every statement of the catalogue, and Keeper's published policy", () => {
    const catalogue = [...Object.values(CATALOG), ...Object.values(GUARD_CATALOG), publishedPolicy()];
    const sids = moduleStatements().map(({ sid }) => sid.replace(/Tagged$/, ""));
    expect([...new Set(sids)].sort()).toEqual(catalogue.map(({ sid }) => sid).sort());
  });

  it("are granted by a condition of their own, and no condition is left over", async () => {
    const { "grants.tf": file } = await blocksOf(MODULE_FOLDER);
    const [granted] = valuesOf("granted", file);
    const conditions = [...String(granted).matchAll(/^ +(\w+) += /gm)].map(([, sid]) => sid);
    expect(conditions.sort()).toEqual(
      moduleStatements()
        .map(({ sid }) => sid)
        .sort(),
    );
  });

  it("have the reason of each action beside it", () => {
    const grants = [...moduleStatements().map(({ grant }) => grant), ...ownPolicyGrants()];
    for (const grant of grants) {
      expect(grant?.actions.length).toBeGreaterThan(0);
      for (const { action, why } of grant?.actions ?? []) {
        expect(code).toMatch(new RegExp(`"${escaped(action)}", +# ${escaped(why)}\n`));
      }
    }
  });

  it("are all of the module's code that is generated, and say so", async () => {
    const files: Readonly<Record<string, Blocks>> = await blocksOf(MODULE_FOLDER);
    const saying = Object.keys(files).filter((name) =>
      /generated/i.test(readFileSync(join(MODULE_FOLDER, name), "utf8")),
    );
    expect(saying).toEqual([GENERATED]);
    // What else is written is no code: the tables of the README, and a copy of the function that the constructs have.
    expect(Object.keys(MODULE_FILES).filter((path) => path.endsWith(".tf"))).toEqual([
      `${MODULE}/${GENERATED}`,
    ]);
    expect(code).toMatch(/^# Generated from the permissions catalogue by `npm run module`\.\n/);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
