import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { FUNCTION_SUFFIX, keyAliasOf, nameOfInstanceProfile, type Problem } from "../permissions";
import type { BackendSettings, Configuration } from "./schema";

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
  /**
   * What to do.
   *
   * @default - give it another name
   */
  readonly remedy?: string;
  /** Whether it is called after something else at the same key, of which nothing more need be said. */
  readonly derived?: boolean;
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
  const collided = claims(current.configuration).filter(
    ({ what, name, inAccount }) =>
      !(inAccount && apart) &&
      // IAM does not tell names apart by upper and lower case alone, and neither do all file systems.
      taken.some((claim) => claim.what === what && claim.name.toLowerCase() === name.toLowerCase()),
  );
  const isSaid = ({ path, derived }: Claim) =>
    derived && collided.some((other) => !other.derived && isDeepStrictEqual(other.path, path));
  return collided.flatMap((claim) => {
    const { path, what, name, inAccount, remedy } = claim;
    if (isSaid(claim)) return [];
    const unknown = inAccount && (here === undefined || there === undefined);
    const otherwise = remedy ?? (unknown ? "another name" : `give ${path.join(".")} another name`);
    return [
      {
        path,
        message:
          `${earlier.file} makes ${what} ${JSON.stringify(name)} too` +
          (unknown
            ? `, for all that is known in the same account: give aws.accountId in both files, or ${otherwise}`
            : `: ${otherwise}`),
      },
    ];
  });
}

function stateCollisions(current: ConfigurationFile, earlier: ConfigurationFile): Problem[] {
  const place = statePlace(current.configuration);
  // Of two stacks of one name the name is the problem.
  if (stackName(current.configuration) === stackName(earlier.configuration)) return [];
  if (place === undefined || place !== statePlace(earlier.configuration)) return [];
  return [
    {
      path: ["backend"],
      message: `${earlier.file} keeps its state in the same place: give each file a place of its own`,
    },
  ];
}

/** The settings of each backend that decide where the state is, with Terraform's defaults. */
const PLACES: {
  readonly [backend in keyof BackendSettings]-?: Readonly<Record<string, string | undefined>>;
} = {
  s3: { bucket: undefined, key: undefined, workspaceKeyPrefix: "env:" },
  gcs: { bucket: undefined, prefix: "" },
  azurerm: { storageAccountName: undefined, containerName: undefined, key: undefined },
  http: { address: undefined },
  consul: { path: undefined, address: "" },
  pg: { schemaName: undefined },
  remote: { hostname: "app.terraform.io", organization: undefined, workspaces: undefined },
  cloud: { hostname: "app.terraform.io", organization: undefined, workspaces: undefined },
  local: { path: undefined },
};

/** Where the state is, as a text to compare; undefined when a part is left to `terraform init` or to a pipeline. */
function statePlace(configuration: Configuration): string | undefined {
  const { backend = "local" } = configuration;
  if (backend === "none") return undefined;
  const [type, settings = {}] =
    backend === "local" ? (["local"] as const) : (Object.entries(backend)[0] ?? []);
  if (type === "local") {
    return `local ${posix.normalize((settings as { path?: string }).path ?? `terraform.${stackName(configuration)}.tfstate`)}`;
  }
  const decisive = Object.entries(PLACES[type as keyof typeof PLACES]).map(
    ([key, byDefault]) => (settings as Record<string, unknown>)[key] ?? byDefault,
  );
  return decisive.includes(undefined) ? undefined : JSON.stringify([type, ...decisive]);
}

function claims(configuration: Configuration): Claim[] {
  const { name, stack, gateway = {} } = configuration;
  const role = typeof gateway.role === "object" ? gateway.role : {};
  const { instanceProfile = gateway.role !== false && role.existing === undefined } = gateway;
  const profile = typeof instanceProfile === "object" ? instanceProfile : {};
  const user = gateway.accessKeyUser || undefined;
  const secret = gateway.configurationSecret || undefined;
  const { instances = [] } = gateway;
  const roleNameKey = role.name === undefined ? ["name"] : ["gateway", "role", "name"];
  return [
    {
      path: [stack === undefined ? "name" : "stack"],
      what: "the stack",
      name: stack ?? name,
      inAccount: false,
    },
    { path: ["name"], what: "policies called after", name, inAccount: true },
    ...(gateway.role !== false && role.existing === undefined && role.namePrefix === undefined
      ? [
          {
            path: roleNameKey,
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
            path: profile.name === undefined ? roleNameKey : ["gateway", "instanceProfile", "name"],
            what: "the instance profile",
            name: nameOfInstanceProfile({ name, role, instanceProfileName: profile.name }),
            inAccount: true,
          },
        ]),
    ...(user
      ? [
          {
            path: user.name === undefined ? ["name"] : ["gateway", "accessKeyUser", "name"],
            what: "the user",
            name: user.name ?? name,
            inAccount: true,
          },
          { path: ["name"], what: "policies called after", name: `${name}-user`, inAccount: true },
        ]
      : []),
    ...(secret?.name !== undefined
      ? [
          {
            path: ["gateway", "configurationSecret", "name"],
            what: `the secret in ${configuration.aws.region}`,
            name: secret.name,
            inAccount: true,
          },
        ]
      : []),
    // Two names of secrets can become one alias: a dot is none of its characters.
    ...(secret?.name !== undefined && secret.keyArn === undefined
      ? [
          {
            path: ["gateway", "configurationSecret", "name"],
            what: `the key alias in ${configuration.aws.region}`,
            name: keyAliasOf(secret.name),
            inAccount: true,
            derived: true,
          },
        ]
      : []),
    // The function and its log group have the same name, and come with policies called after the gateway.
    ...(instances.length > 0
      ? [{ path: ["name"], what: "the role", name: name + FUNCTION_SUFFIX, inAccount: true, derived: true }]
      : []),
    ...instances.map((instance) => ({
      path: ["gateway", "instances"],
      what: "the attachment to instance",
      name: instance,
      inAccount: true,
      remedy: "take it off one of the two lists",
    })),
  ];
}

function stackName({ name, stack }: Configuration): string {
  return stack ?? name;
}

/** The account that a configuration is applied in, as far as the file says it. */
export function accountOf({ aws }: Configuration): string | undefined {
  return aws.accountId ?? aws.assumeRoleArn?.split(":")[4];
}
