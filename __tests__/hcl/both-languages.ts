import { parse } from "@cdktf/hcl2json";
import { App } from "cdktf";
import type { Configuration } from "../../modules/config";
import { KeeperPamStack } from "../../modules/stacks";
import { temporaryFolder } from "../support/temporary-folder";
import { asTerraformKeepsIt } from "./hostile-texts";

/** The stack of a configuration as Terraform reads it from its JSON, and from its HCL. */
export async function inBothLanguages(
  configuration: Configuration,
): Promise<{ readonly json: unknown; readonly hcl: unknown }> {
  const stack = () =>
    new KeeperPamStack(new App({ outdir: temporaryFolder(), stackTraces: false }), configuration);
  const json = stack().toTerraform() as object;
  const { hcl } = stack().toHclTerraform();
  return { json: comparable(json), hcl: comparable(await parse("cdk.tf", hcl)) };
}

/** Names of settings in which an address stands as a text in JSON, and as itself in HCL. */
const ADDRESSES = ["depends_on", "ignore_changes", "replace_triggered_by"];

/** A block is a list of one in HCL, an address and a reference are the same, and no block says nothing. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    const [one, ...others] = value.map(comparable);
    return others.length === 0 && typeof one === "object" ? one : value.map(comparable);
  }
  if (typeof value === "string") return asTerraformKeepsIt(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, item]) => key !== "//" && item !== undefined)
    .map(([key, item]) => [
      asTerraformKeepsIt(key),
      ADDRESSES.includes(key) && Array.isArray(item)
        ? item.map((address) => String(address).replace(/^\$\{(.*)\}$/, "$1"))
        : comparable(item),
    ]);
  return Object.fromEntries(entries);
}
