import { existsSync } from "node:fs";
import { checkConfigurations, ConfigurationError, refusalOf, type ConfigurationFile } from "../config";
import { GitError, hashOf } from "./repository";
import { fromHere, revision, type Version } from "./revision";

/** Two versions that are sound. */
export interface ReadVersions {
  readonly before: ReadVersion;
  readonly after: ReadVersion;
}

/** A version, and the gateways of it: none where there is no such file. */
export interface ReadVersion {
  readonly label: string;
  readonly files: readonly ConfigurationFile[];
}

/** What is wrong with the name of a version; undefined when nothing is. */
export function versionProblem(given: string): string | undefined {
  if (given !== "" && !given.startsWith("-")) return undefined;
  return `${JSON.stringify(given)} is neither a path nor a revision: allowed is e.g. keeper-pam.yaml, main, HEAD~1 or main:gateways/prod.yaml`;
}

/**
 * Reads two versions, each a path or a git revision.
 *
 * @param path the file or folder whose revisions are meant where no path is given
 * @throws ConfigurationError with every problem of both
 */
export function readVersions(before: string, after: string, path: string): ReadVersions {
  const wrong = [before, after].flatMap((given) => versionProblem(given) ?? []);
  if (wrong.length > 0) throw new ConfigurationError(wrong.join("\n"));
  // Beside a path a bare revision is one of that path.
  const named = [before, after].find((given) => existsSync(given)) ?? path;
  const [former, present] = [before, after].map((given) => readVersion(given, named)) as [Version, Version];
  if (!former.checked && !present.checked) {
    throw new ConfigurationError(
      `neither ${former.label} nor ${present.label} is there: name a file that one of them has, as REVISION:PATH or with --config`,
    );
  }
  const problems = [former, present].flatMap(({ checked }) => checked?.problems ?? []);
  if (problems.length > 0) throw new ConfigurationError(refusalOf(problems), problems);
  const [one, other] = [former, present].map(({ label, checked }) => ({
    label,
    files: checked?.configurations ?? [],
  })) as [ReadVersion, ReadVersion];
  return { before: one, after: other };
}

function readVersion(given: string, named: string): Version {
  try {
    return versionOf(given, named);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new ConfigurationError(
      `${given}: there is no file or folder of this name, and of a revision git says: ${error.message}`,
    );
  }
}

/** A path that is there wins; then a revision; then a revision and a path, as git writes them. */
function versionOf(given: string, named: string): Version {
  if (existsSync(given)) return { label: given, checked: checkConfigurations([given]) };
  const commit = hashOf(`${given}^{commit}`);
  if (commit !== undefined) return revision(`${given}:${named}`, commit, fromHere(named));
  const at = given.indexOf(":");
  const revisionPart = at < 0 ? undefined : given.slice(0, at);
  // Without a revision git means what is staged.
  const tree = revisionPart ? hashOf(`${revisionPart}^{tree}`) : revisionPart;
  if (tree === undefined) {
    throw new ConfigurationError(
      `${given}: neither a file or folder that is there nor a revision of git: allowed is a path, a revision such as main or HEAD~1, or one with a path, such as main:gateways/prod.yaml`,
    );
  }
  return revision(given, tree, given.slice(at + 1));
}
