import type { Path } from "../permissions";

/** Keys that people look for and that are none on purpose, each with the reason and the way there is. */
interface ExplainedKeys {
  /** Where they would stand; `*` for a position in a list. */
  readonly at: readonly string[];
  readonly keys: readonly string[];
  readonly say: string;
}

const CLUSTER =
  "a cluster is not a target, since its password is not rotated as an instance's and Keeper documents nothing for it: rotate it over SQL, which needs no AWS right";

/** What Terraform's backend has for stores that only speak S3's protocol. */
const S3_COMPATIBLE = [
  ...["endpoint", "endpoints", "usePathStyle", "forcePathStyle"],
  ...["skipCredentialsValidation", "skipMetadataApiCheck", "skipRegionValidation"],
  ...["skipRequestingAccountId", "skipS3Checksum"],
];

const EXPLAINED: readonly ExplainedKeys[] = [
  { at: ["targets", "managedDatabases", "*"], keys: ["cluster", "clusterIdentifier"], say: CLUSTER },
  { at: ["targets"], keys: ["clusters", "databaseClusters", "managedClusters"], say: CLUSTER },
  ...["remote", "cloud"].map((backend) => ({
    at: ["backend", backend, "workspaces"],
    keys: ["tags", "prefix", "project"],
    say: "a stack has one workspace, by its name; for workspaces that are chosen otherwise set backend: none and put a file with Terraform's own block beside the stack",
  })),
  {
    at: ["backend", "s3"],
    keys: S3_COMPATIBLE,
    say: "for a store that speaks S3's protocol leave it out here and give it to terraform init -backend-config=FILE",
  },
];

/** Why a key is none on purpose, or undefined when nobody looks for it. Its spelling may be Terraform's. */
export function explanationOf(path: Path): string | undefined {
  const key = String(path.at(-1)).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const at = path.slice(0, -1).map((part) => (typeof part === "number" ? "*" : part));
  return EXPLAINED.find(({ at: place, keys }) => keys.includes(key) && place.join("\0") === at.join("\0"))
    ?.say;
}
