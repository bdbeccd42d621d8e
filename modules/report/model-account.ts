import type { Configuration } from "../config";
import {
  arnOwner,
  databaseArn,
  directoryArn,
  partitionOf,
  roleArn,
  userArn,
  type Account,
  type ResourceType,
} from "../permissions";
import { secretsManager, type TargetTag } from "../targets";
import { code, count, list } from "./markdown";
import { gatewayRoleName } from "./reviewed-principals";

/** How many of each kind the account has that the policies are compared in. */
export const MODEL_ACCOUNT = { users: 50, databases: 20, directories: 3 } as const;

/** How many of them a path or a tag selects: what the configuration cannot say. */
export const SELECTED = { users: 5, databases: 4, directories: 1 } as const;

/** A resource of the account, and what AWS knows of a call on it. */
export interface ModelResource {
  readonly type: ResourceType;
  readonly arn: string;
  readonly context: Readonly<Record<string, string>>;
}

/** An account that the configuration fits, to count in. */
export interface ModelAccount {
  readonly resources: readonly ModelResource[];
  /** Regions in which an action that names no resource is called. */
  readonly regions: readonly string[];
  /** The values in this account of the words that stand for what only Terraform knows. */
  readonly words: Readonly<Record<string, string>>;
  /** What the account has, a line for each kind. */
  readonly assumptions: readonly string[];
  /** Whether some of them are there because a path or a tag selects them. */
  readonly hasSelections: boolean;
}

/** One kind of resource: those that the configuration names come first, others fill up. */
interface Kind {
  readonly one: string;
  readonly many: string;
  readonly size: number;
  readonly selected: number;
  readonly named: readonly ModelResource[];
  readonly selections: readonly Selection[];
  /** The rest, in words. */
  readonly others: string;
  /** A resource that nothing in the configuration names. */
  readonly other: (identifier: string) => ModelResource;
  /** An identifier as AWS spells it for the kind, of two running numbers; the first is 0 for the rest. */
  readonly identifier: (selection: number, number: number) => string;
}

/** A path or a tag that selects resources. */
interface Selection {
  /** Two that say the same select the same resources. */
  readonly inWords: string;
  /** A resource that it selects, under an identifier that no other has. */
  readonly resource: (identifier: string) => ModelResource;
}

/** The account that a configuration is counted in. */
export function modelAccount(configuration: Configuration): ModelAccount {
  const account = accountOf(configuration);
  const kinds = [
    users(configuration, account),
    databases(configuration, account),
    directories(configuration, account),
  ];
  const role = gatewayRole(configuration, account);
  const secret = protectedConfiguration(configuration, account);
  const resources = [...kinds.flatMap(members).map(({ resource }) => resource), ...role, ...secret.resources];
  return {
    resources,
    regions: [...new Set([configuration.aws.region, ...discoveredRegions(configuration)])],
    words: {
      ACCOUNT: account.accountId,
      PARTITION: account.partition,
      ...(role[0] && { GATEWAY_ROLE_ARN: role[0].arn }),
      ...secret.words,
    },
    assumptions: [
      ...kinds.map(assumption),
      ...(role.length > 0 ? ["the gateway's own role"] : []),
      ...(secret.resources.length > 0 ? ["the secret of the gateway's configuration and its key"] : []),
    ],
    hasSelections: kinds.some(({ selections }) => selections.length > 0),
  };
}

/** What is not named is made up; a protected user's ARN names it too. */
function accountOf({ aws, protectedUsers = [] }: Configuration): Account {
  const owner = protectedUsers.map(arnOwner).find((known) => known !== undefined);
  return {
    accountId: aws.accountId ?? owner?.accountId ?? "111122223333",
    partition: aws.partition ?? partitionOf(aws.region),
  };
}

function users({ name, gateway, targets, protectedUsers = [] }: Configuration, account: Account): Kind {
  const listed = [...(targets?.iamUsers ?? []), ...(targets?.iamAccessKeys ?? [])];
  const own = gateway?.accessKeyUser || undefined;
  const user = (userName: string, path?: string, tag?: TargetTag): ModelResource => ({
    type: "iam:user",
    arn: userArn(account, userName, path).text,
    context: tagContext(tag),
  });
  return {
    one: "user",
    many: "users",
    size: MODEL_ACCOUNT.users,
    selected: SELECTED.users,
    named: [
      ...listed.flatMap((target) => (target.name === undefined ? [] : [user(target.name, target.path)])),
      ...protectedUsers.map((who) => {
        if (!who.startsWith("arn:")) return user(who);
        return { type: "iam:user" as const, arn: who, context: {} };
      }),
      ...(own ? [user(own.name ?? name, own.path)] : []),
    ],
    selections: listed.flatMap(({ name: named, path, tag }): Selection[] => {
      if (tag) return [{ inWords: tagInWords(tag), resource: (id) => user(id, "/", tag) }];
      if (named !== undefined || path === undefined) return [];
      return [{ inWords: `are at the path ${code(path)}`, resource: (id) => user(id, path) }];
    }),
    others: "are at the path `/` and carry no tag",
    other: (id) => user(id),
    identifier: (selection, number) => `model-user-${selection}-${number}`,
  };
}

function databases({ aws, targets }: Configuration, account: Account): Kind {
  const listed = targets?.managedDatabases ?? [];
  const database = (identifier: string, region = aws.region, tag?: TargetTag): ModelResource => ({
    type: "rds:db",
    arn: databaseArn(account, region, identifier).text,
    context: { "aws:RequestedRegion": region, ...tagContext(tag) },
  });
  return {
    one: "database",
    many: "databases",
    size: MODEL_ACCOUNT.databases,
    selected: SELECTED.databases,
    named: listed.flatMap(({ instance, region }) =>
      instance === undefined ? [] : [database(instance, region)],
    ),
    selections: listed.flatMap(({ tag, region = aws.region }) =>
      tag
        ? [
            {
              inWords: `are in ${region} and ${tagInWords(tag)}`,
              resource: (id: string) => database(id, region, tag),
            },
          ]
        : [],
    ),
    others: `are in ${aws.region} and carry no tag`,
    other: (id) => database(id),
    identifier: (selection, number) => `model-database-${selection}-${number}`,
  };
}

function directories({ aws, targets }: Configuration, account: Account): Kind {
  const listed = targets?.directories ?? [];
  const directory = (id: string, region = aws.region, tag?: TargetTag): ModelResource => ({
    type: "ds:directory",
    arn: directoryArn(account, region, id).text,
    context: { "aws:RequestedRegion": region, ...tagContext(tag) },
  });
  return {
    one: "directory",
    many: "directories",
    size: MODEL_ACCOUNT.directories,
    selected: SELECTED.directories,
    named: listed.flatMap(({ id, region }) => (id === undefined ? [] : [directory(id, region)])),
    selections: listed.flatMap(({ tag, region = aws.region }) =>
      tag
        ? [
            {
              inWords: `are in ${region} and ${tagInWords(tag)}`,
              resource: (id: string) => directory(id, region, tag),
            },
          ]
        : [],
    ),
    others: `are in ${aws.region} and carry no tag`,
    other: (id) => directory(id),
    identifier: (selection, number) => `d-${`${selection}`.padStart(5, "0")}${`${number}`.padStart(5, "0")}`,
  };
}

interface Member {
  readonly resource: ModelResource;
  readonly because: "named" | "other" | Selection;
}

/** The resources of a kind: the named ones, then some for each selection, then others until there are enough. */
function members(kind: Kind): Member[] {
  const { size, selected, named, identifier, other } = kind;
  const found = new Map<string, Member>();
  const add = (resource: ModelResource, because: Member["because"]) => {
    if (!found.has(resource.arn)) found.set(resource.arn, { resource, because });
  };
  for (const resource of named) add(resource, "named");
  selections(kind).forEach((selection, i) => {
    for (let n = 1; n <= selected; n++) add(selection.resource(identifier(i + 1, n)), selection);
  });
  for (let n = 1; found.size < size; n++) add(other(identifier(0, n)), "other");
  return [...found.values()];
}

function selections(kind: Kind): Selection[] {
  return [...new Map(kind.selections.map((selection) => [selection.inWords, selection])).values()];
}

/** What a kind is taken to be, in one sentence. */
function assumption(kind: Kind): string {
  const { one, many, others } = kind;
  const all = members(kind);
  const have = (because: Member["because"]) => all.filter((member) => member.because === because).length;
  const parts = [
    ...(have("named") > 0 ? [`${have("named")} that the configuration names`] : []),
    ...selections(kind).map((selection) => `${have(selection)} that ${selection.inWords}`),
    ...(have("other") > 0 ? [`${have("other")} that ${others}`] : []),
  ];
  return `${count(all.length, one, many)}: ${list(parts)}`;
}

function gatewayRole(configuration: Configuration, account: Account): ModelResource[] {
  const { gateway } = configuration;
  if (gateway?.role === false) return [];
  const path = typeof gateway?.role === "object" ? gateway.role.path : undefined;
  return [
    { type: "iam:role", arn: roleArn(account, gatewayRoleName(configuration), path).text, context: {} },
  ];
}

/** The secret and the key of the gateway's configuration. The key is used as Secrets Manager uses it for the secret. */
function protectedConfiguration(
  { aws, gateway }: Configuration,
  account: Account,
): Pick<ModelAccount, "resources" | "words"> {
  const secret = gateway?.configurationSecret || undefined;
  if (!secret) return { resources: [], words: {} };
  const owner = `${aws.region}:${account.accountId}`;
  const secretArn =
    secret.secretArn ?? `arn:${account.partition}:secretsmanager:${owner}:secret:${secret.name}-a1b2c3`;
  const keyArn =
    secret.keyArn ?? `arn:${account.partition}:kms:${owner}:key/00000000-0000-0000-0000-000000000000`;
  return {
    resources: [
      { type: "secretsmanager:Secret", arn: secretArn, context: {} },
      {
        type: "kms:key",
        arn: keyArn,
        context: {
          "kms:ViaService": secretsManager(aws.region).text,
          "kms:EncryptionContext:SecretARN": secretArn,
        },
      },
    ],
    words: { SECRET_ARN: secretArn, KEY_ARN: keyArn },
  };
}

function discoveredRegions({ discovery }: Configuration): readonly string[] {
  return typeof discovery === "object" ? (discovery.regions ?? []) : [];
}

function tagContext(tag: TargetTag | undefined): Record<string, string> {
  return tag ? { [`aws:ResourceTag/${tag.key}`]: tag.value } : {};
}

function tagInWords({ key, value }: TargetTag): string {
  return `carry the tag ${code(key)} with the value ${code(value)}`;
}
