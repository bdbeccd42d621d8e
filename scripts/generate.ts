import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { jsonSchema } from "../modules/config";
import { configurationPage } from "./configuration-page";
import { deployerPage } from "./deployer-page";
import { exampleReports } from "./example-reports";
import { functionArchive } from "./function-archive";
import { MODULE_FILES } from "./module-files";
import { permissionsPage } from "./permissions-page";
import { pageWithRemaining } from "./remaining-page";

type Content = string | Buffer;

/** The committed files that are derived from the source, and what they must hold. */
export const GENERATED: Readonly<Record<string, () => Content | Promise<Content>>> = {
  "keeper-pam.schema.json": () => `${JSON.stringify(jsonSchema(), null, 2)}\n`,
  "docs/permissions.md": permissionsPage,
  "docs/configuration.md": configurationPage,
  "docs/deployer-policy.md": deployerPage,
  "docs/least-privilege.md": pageWithRemaining,
  "modules/gateway/instance-attachment/function/function.zip": functionArchive,
  ...exampleReports(),
  ...MODULE_FILES,
};

/**
 * Writes the generated files.
 *
 * @param beginning what the paths of those that are written begin with
 */
async function generate(beginning: string): Promise<void> {
  for (const [name, content] of Object.entries(GENERATED).filter(([path]) => path.startsWith(beginning))) {
    const file = join(__dirname, "..", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await content());
  }
}

if (require.main === module) void generate(process.argv[2] ?? "");
