import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { changes, type Changes } from "../../modules/changes";
import { ConfigurationError, loadConfigurations } from "../../modules/config";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import { gatewayOf, type SynthesizedGateway } from "../least-privilege/gateways";
import { temporaryFolder } from "../support/temporary-folder";

/** Two versions of a configuration, what is said of them, and what Terraform makes of each. */
export interface VersionPair {
  readonly before: SynthesizedGateway;
  readonly after: SynthesizedGateway;
  readonly told: Changes;
}

/** What is said of two texts, or two contents, of a file. */
export function changesBetween(before: unknown, after: unknown): Promise<Changes> {
  const [one, other] = filesOf(before, after);
  return changes(one, other);
}

/** Undefined where a version is refused. */
export async function versionPair(before: unknown, after: unknown): Promise<VersionPair | undefined> {
  const files = filesOf(before, after);
  try {
    const [one, other] = files.map((file) => loadConfigurations(file)[0]?.configuration);
    if (!one || !other) return undefined;
    const told = await changes(...files);
    return { before: gatewayOf("before", one), after: gatewayOf("after", other), told };
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function filesOf(...contents: readonly [unknown, unknown]): [string, string] {
  const folder = temporaryFolder();
  return contents.map((content, i) => {
    const file = join(folder, `${i}`, "keeper-pam.yaml");
    mkdirSync(join(folder, `${i}`));
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  }) as [string, string];
}

type Content = Record<string, unknown>;

/** Two versions that differ in some keys, and in some of those below `targets` and `gateway`. */
export const ANY_VERSIONS = fc
  .record({
    before: ANY_CONFIGURATION,
    other: ANY_CONFIGURATION,
    keys: fc.subarray(["targets", "discovery", "protectedUsers", "permissions", "gateway", "aws"], {
      minLength: 1,
      maxLength: 2,
    }),
    below: fc.subarray(
      [
        "managedDatabases",
        "directories",
        "iamUsers",
        "iamAccessKeys",
        "role",
        "accessKeyUser",
        "configurationSecret",
        "guard",
      ],
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ before, other, keys, below }) => {
    const after: Content = { ...before };
    for (const key of keys) {
      const [own, others] = [before, other].map((content) => (content as Content)[key]);
      after[key] = isMapping(own) && isMapping(others) ? { ...own, ...only(others, below) } : others;
    }
    return { before, after };
  });

function isMapping(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function only(content: Content, keys: readonly string[]): Content {
  return Object.fromEntries(keys.filter((key) => key in content).map((key) => [key, content[key]]));
}
