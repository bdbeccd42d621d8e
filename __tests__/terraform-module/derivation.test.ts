import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOG, GUARD_CATALOG, publishedPolicy } from "../../modules/permissions";
import { moduleStatements } from "../../scripts/terraform-module/statements";
import { PROJECT } from "../support/engines";

const GENERATOR = join(PROJECT, "scripts", "terraform-module");

describe("the module's permissions", () => {
  it("are named nowhere in what generates it", () => {
    const files = readdirSync(GENERATOR, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const code = readFileSync(join(GENERATOR, file), "utf8");
      expect({
        file,
        actions: code.match(/\b(?:ds|ec2|iam|kms|logs|rds|secretsmanager|sts):[A-Z*]\w+/g),
      }).toEqual({
        file,
        actions: null,
      });
    }
  });

  it("are every statement of the catalogue, and Keeper's published policy", () => {
    const catalogue = [...Object.values(CATALOG), ...Object.values(GUARD_CATALOG), publishedPolicy()];
    const sids = moduleStatements().map(({ sid }) => sid.replace(/Tagged$/, ""));
    expect([...new Set(sids)].sort()).toEqual(catalogue.map(({ sid }) => sid).sort());
  });

  it("have the reason of each action beside it", () => {
    const code = readFileSync(join(PROJECT, "terraform", "keeper-gateway", "permissions.tf"), "utf8");
    for (const { actions, grant } of moduleStatements()) {
      for (const action of actions) {
        const why = grant?.actions.find((fact) => fact.action === action)?.why ?? "";
        expect(why).not.toBe("");
        expect(code).toMatch(new RegExp(`"${escaped(action)}", +# ${escaped(why)}\n`));
      }
    }
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
