import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema } from "../modules/config";
import { configurationPage } from "./configuration-page";
import { permissionsPage } from "./permissions-page";

/** The committed files that are derived from the source, and what they must hold. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  "keeper-pam.schema.json": () => `${JSON.stringify(jsonSchema(), null, 2)}\n`,
  "docs/permissions.md": permissionsPage,
  "docs/configuration.md": configurationPage,
};

if (require.main === module) {
  for (const [file, content] of Object.entries(GENERATED))
    writeFileSync(join(__dirname, "..", file), content());
}
