import { isDeepStrictEqual } from "node:util";
import type { Problem } from "../permissions";
import type { Configuration } from "./schema";

/** A configuration and the file that it comes from. */
export interface ConfigurationFile {
  readonly file: string;
  readonly configuration: Configuration;
}

/** What a file makes that can be there only once. */
interface Claim {
  /** The key that decides it, for the place of the problem. */
  readonly path: readonly string[];
  readonly what: string;
  readonly name: string;
  /** Whether the name is taken in one account only. */
  readonly inAccount: boolean;
}

/**
 * What a file makes that an earlier one makes too: a stack, a state, or a name in the same account. An account that is
 * not given may be any.
 */
export function collisions(files: readonly ConfigurationFile[]): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>();
  files.forEach((current, i) => {
    for (const earlier of files.slice(0, i)) {
      const found = [...nameCollisions(current, earlier), ...stateCollisions(current, earlier)];
      problems.set(current.file, [...(problems.get(current.file) ?? []), ...found]);
    }
  });
  return problems;
}

function nameCollisions(current: ConfigurationFile, earlier: ConfigurationFile): Problem[] {
  const here = accountOf(current.configuration);
  const there = accountOf(earlier.configuration);
  const apart = here !== undefined && there !== undefined && here !== there;
  const taken = claims(earlier.configuration);
  return claims(current.configuration).flatMap(({ path, what, name, inAccount }) => {
    if (inAccount && apart) return [];
    // IAM does not tell names apart by upper and lower case alone, and neither do all file systems.
    if (!taken.some((claim) => claim.what === what && claim.name.toLowerCase() === name.toLowerCase()))
      return [];
    const unknown = inAccount && (here === undefined || there === undefined);
    return [
      {
        path,
        message:
          `${earlier.file} makes ${what} ${JSON.stringify(name)} too` +
          (unknown
            ? ", for all that is known in the same account: give aws.accountId in both files, or another name"
            : `: give ${path.join(".")} another name`),
      },
    ];
  });
}

function stateCollisions(current: ConfigurationFile, earlier: ConfigurationFile): Problem[] {
  const { backend } = current.configuration;
  if (typeof backend !== "object" || !isDeepStrictEqual(backend, earlier.configuration.backend)) return [];
  return [
    {
      path: ["backend"],
      message: `${earlier.file} keeps its state in the same place: give each file a place of its own`,
    },
  ];
}

function claims({ name, stack, gateway = {} }: Configuration): Claim[] {
  const role = gateway.role === true || gateway.role === undefined ? {} : gateway.role;
  const { instanceProfile = role.existing === undefined } = gateway;
  const profile = typeof instanceProfile === "object" ? instanceProfile : {};
  return [
    {
      path: [stack === undefined ? "name" : "stack"],
      what: "the stack",
      name: stack ?? name,
      inAccount: false,
    },
    { path: ["name"], what: "policies called after", name, inAccount: true },
    ...(role.existing === undefined && role.namePrefix === undefined
      ? [
          {
            path: role.name === undefined ? ["name"] : ["gateway", "role", "name"],
            what: "the role",
            name: role.name ?? name,
            inAccount: true,
          },
        ]
      : []),
    ...(instanceProfile === false
      ? []
      : [
          {
            path: profile.name === undefined ? ["name"] : ["gateway", "instanceProfile", "name"],
            what: "the instance profile",
            name: profile.name ?? name,
            inAccount: true,
          },
        ]),
  ];
}

function accountOf({ aws }: Configuration): string | undefined {
  return aws.accountId ?? aws.assumeRoleArn?.split(":")[4];
}
