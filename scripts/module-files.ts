import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modulePermissions } from "./module-permissions";
import { readmeWithTables } from "./module-tables";

/** Folder of the drop-in Terraform module. */
export const MODULE = "terraform/keeper-gateway";

const ARCHIVE = join(__dirname, "../modules/gateway/instance-attachment/function/function.zip");

/**
 * The files of the module that are made of something else, by their paths: the statements of the catalogue, the tables
 * that its README has of its own code, and a copy of the attachment function. All else in it is written by hand.
 */
export const MODULE_FILES: Readonly<Record<string, () => Promise<string> | Buffer>> = {
  [`${MODULE}/permissions.tf`]: modulePermissions,
  [`${MODULE}/README.md`]: () => readmeWithTables(join(__dirname, "..", MODULE)),
  [`${MODULE}/instance-attachment/function.zip`]: () => readFileSync(ARCHIVE),
};
