import type { Configuration } from "../config";
import { PermissionStyle } from "../targets";
import { code, list } from "./markdown";

/** Something that a configuration lets the gateway reach beyond what its targets name one by one. */
export interface FarReach {
  readonly title: string;
  /** For the summary, in one sentence. */
  readonly text: string;
}

type Reach = FarReach & {
  /** Whether it concerns a configuration. */
  readonly applies: (configuration: Configuration) => boolean;
};

const REACHES: readonly ((configuration: Configuration) => Reach)[] = [
  ({ permissions, protectedUsers }) => ({
    title: "Keeper's published policy",
    text: `${code("permissions: documented")} lets the gateway set the console password of every IAM user of the account who has one, administrators included, the password of users in every directory, and change every database instance${butFor(protectedUsers)}. Whoever acts as the gateway can so become an administrator.`,
    applies: () => permissions === PermissionStyle.DOCUMENTED,
  }),
  ({ protectedUsers }) => ({
    title: "Every user",
    text: `The path ${code("/")} takes in every IAM user of the account, administrators and those of other gateways included${butFor(protectedUsers)}. Whoever acts as the gateway can so become an administrator.`,
    applies: (configuration) =>
      usersOf(configuration).some(({ name, path }) => name === undefined && path === "/"),
  }),
  () => ({
    title: "Targets by tag",
    text: "Whoever may put the tag on a resource, or make one that carries it, decides that the gateway reaches it. Upper and lower case make no difference in the tag's key, although RDS and Directory Service take `KeeperPAM` and `keeperpam` for two keys: both are reached. In its value they do.",
    applies: (configuration) => selectorsOf(configuration).some(({ tag }) => tag !== undefined),
  }),
  () => ({
    title: "Targets by path",
    text: "Whoever may make a user below the path, or move one there, decides that the gateway reaches it.",
    applies: (configuration) =>
      usersOf(configuration).some(({ path, name }) => path !== undefined && name === undefined),
  }),
  () => ({
    title: "Directories",
    text: "A directory is reached with its users, administrators included: AWS grants the reset of a password per directory, never per user.",
    applies: ({ targets }) => (targets?.directories ?? []).length > 0,
  }),
  () => ({
    title: "Databases",
    text: "A database instance is reached with its settings: the action that sets the master password can also make it public, give it other VPC security groups, drop its deletion protection and its backups, or rename it.",
    applies: ({ targets }) => (targets?.managedDatabases ?? []).length > 0,
  }),
  () => ({
    title: "What the targets may do",
    text: "Whoever acts as the gateway can act as each user whose password or key it may set: what those users may do is within reach, and is not in this report.",
    applies: (configuration) =>
      selectorsOf(configuration).length > 0 || configuration.permissions === PermissionStyle.DOCUMENTED,
  }),
  () => ({
    title: "The guard",
    text: `${code("gateway.guard: false")}: a policy that somebody else attaches to the gateway's role or user can let it raise its own rights.`,
    applies: ({ gateway }) => gateway?.guard === false,
  }),
  () => ({
    title: "The access key in the state",
    text: "The secret of the access key is in Terraform's state in plain text: whoever reads the state can act as the gateway.",
    applies: ({ gateway }) => Boolean((gateway?.accessKeyUser || undefined)?.acceptSecretInState),
  }),
];

/** What reaches far in a configuration: a reviewer's first question. */
export function farReaches(configuration: Configuration): FarReach[] {
  return REACHES.map((reach) => reach(configuration))
    .filter(({ applies }) => applies(configuration))
    .map(({ title, text }) => ({ title, text }));
}

/** Protected users are left out, and nobody and nothing else. */
function butFor(protectedUsers: Configuration["protectedUsers"] = []): string {
  return protectedUsers.length === 0
    ? "; no user is protected"
    : `, but for the passwords and keys of the protected users: ${list(protectedUsers.map(code))}`;
}

interface Selector {
  readonly name?: string;
  readonly path?: string;
  readonly tag?: unknown;
}

function usersOf({ targets = {} }: Configuration): Selector[] {
  return [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])];
}

function selectorsOf(configuration: Configuration): Selector[] {
  const { managedDatabases = [], directories = [] } = configuration.targets ?? {};
  return [...managedDatabases, ...directories, ...usersOf(configuration)];
}
