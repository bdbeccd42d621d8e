import { gatewayChanges, type GatewayChanges } from "./gateway-changes";
import { matched } from "./matching";
import { readVersions } from "./versions";

/** Which rights come and which go between two versions of configuration files. */
export interface Changes {
  /** What the versions are known by: a path, or a revision and a path. */
  readonly before: string;
  readonly after: string;
  /** Whether any gateway is allowed something after that it is not before, or others are by its policies. */
  readonly wider: boolean;
  /** Those of which something has changed. */
  readonly gateways: readonly GatewayChanges[];
}

/**
 * Compares what two versions of a configuration file, or of a folder of them, allow and deny. It is decided for every ARN
 * that there can be, in all circumstances; how a file or a statement is worded makes no difference.
 *
 * @param before a path, a git revision, or a revision and a path as git writes them, e.g. `main:gateways/prod.yaml`; a path
 *   that is there wins, and a file that a revision does not have allows nothing
 * @param after likewise
 * @param path the file or folder that a revision without a path is of, where neither of the two is a path
 * @throws ConfigurationError with every problem of every file, or where git knows no such revision
 */
export async function changes(before: string, after: string, path = "keeper-pam.yaml"): Promise<Changes> {
  const versions = readVersions(before, after, path);
  const gateways: GatewayChanges[] = [];
  for (const pair of matched(versions.before.files, versions.after.files)) {
    const found = await gatewayChanges(pair);
    if (found.carriers.length > 0) gateways.push(found);
  }
  return {
    before: versions.before.label,
    after: versions.after.label,
    wider: gateways.some(({ wider }) => wider),
    gateways,
  };
}
