import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { jsonSchema } from "../../modules/config/schema";
import { generatePgpKey } from "../support/pgp";
import { Account } from "./account";
import type { NextConfiguration } from "./deployer";
import { createPolicy } from "./deployments";
import { Machines } from "./machines";
import { ACCOUNT_ID, clientSettings, iamArn, REGION, ROOT } from "./ministack";

type Mapping = { [key: string]: unknown };

/** What there is before the changes, which the configurations name. */
interface Given {
  readonly machines: readonly string[];
  readonly pgpKey: string;
  readonly secretArn: string;
}

/** What a key is changed to, with what must change along with it. Undefined takes a key out. */
interface KeyChange {
  readonly to: (given: Given) => Mapping;
  /** Something gets another name, or is no longer made: that takes the policies of both configurations. */
  readonly renames?: boolean;
}

const inPlace = (to: unknown): KeyChange => ({ to: () => ({ "": to }) });
const renamed = (to: unknown): KeyChange => ({ to: () => ({ "": to }), renames: true });
const together = (to: Mapping, renames = false): KeyChange => ({ to: () => to, renames });

/** Why a key is not changed at the hands of whoever deploys. */
export const NOT_CHANGED: Readonly<Record<string, string>> = {
  $schema: "it says nothing of AWS",
  stack: "another stack is another state",
  "aws.region": "another region is another stack",
  "aws.accountId": "another account is another stack",
  "aws.partition": "another partition is another account",
  "aws.assumeRoleArn": "it says who deploys",
  backend: "it says where the state is",
  "gateway.configurationSecret.keyArn": "to give a secret another key takes more rights, as the page says",
};

/** Each key of the configuration file that changes something, in the order in which one stack lives through them. */
export const CHANGED: Readonly<Record<string, KeyChange>> = {
  "aws.tags": inPlace({ Owner: "platform" }),
  "gateway.configurationSecret.name": renamed("keeper/other-configuration"),
  "gateway.accessKeyUser.path": renamed("/keeper/"),
  "gateway.role.description": inPlace("after"),
  "gateway.role.maxSessionDuration": inPlace(7200),
  "gateway.role.permissionsBoundaryArn": inPlace(iamArn("policy/other-boundary")),
  "gateway.role.tags": inPlace({ Team: "pam" }),
  "gateway.role.name": renamed("other-role"),
  "gateway.role.path": together({ "": "/keeper/", "gateway.role.name": "third-role" }, true),
  "gateway.role.namePrefix": together({ "": "keeper-", "gateway.role.name": undefined }, true),
  "gateway.instanceProfile.name": renamed("other-profile"),
  "gateway.instances": { to: ({ machines }) => ({ "": machines.slice(1) }) },
  "gateway.onConflict": inPlace("fail"),
  "gateway.installation": inPlace("native"),
  "gateway.attachmentFunction.permissionsBoundaryArn": inPlace(iamArn("policy/other-boundary")),
  "gateway.attachmentFunction.logRetentionDays": inPlace(90),
  "gateway.accessKeyUser.name": renamed("other-user"),
  "gateway.accessKeyUser.permissionsBoundaryArn": inPlace(iamArn("policy/other-boundary")),
  "gateway.accessKeyUser.tags": inPlace({ Team: "pam" }),
  "gateway.accessKeyUser.generation": inPlace(2),
  "gateway.accessKeyUser.keepPrevious": together({ "": true, "gateway.accessKeyUser.generation": 3 }),
  "gateway.accessKeyUser.pgpKey": {
    to: ({ pgpKey }) => ({
      "": pgpKey,
      "gateway.accessKeyUser.acceptSecretInState": undefined,
      "gateway.accessKeyUser.keepPrevious": undefined,
      "gateway.accessKeyUser.generation": 4,
    }),
  },
  "gateway.accessKeyUser.acceptSecretInState": together({
    "": true,
    "gateway.accessKeyUser.pgpKey": undefined,
    "gateway.accessKeyUser.generation": 5,
  }),
  "gateway.accessKeyUser.createAccessKey": together(
    {
      "": false,
      "gateway.accessKeyUser.acceptSecretInState": undefined,
      "gateway.accessKeyUser.generation": undefined,
    },
    true,
  ),
  "gateway.configurationSecret.operators": inPlace([iamArn("user/other-operator")]),
  "gateway.configurationSecret.operatorPermissionSets[].name": together({
    "gateway.configurationSecret.operatorPermissionSets": [{ name: "KeeperOperators" }],
  }),
  "gateway.configurationSecret.operatorPermissionSets[].path": inPlace(
    "/aws-reserved/sso.amazonaws.com/eu-west-1/",
  ),
  "gateway.configurationSecret.keyDeletionWindowDays": inPlace(8),
  "gateway.configurationSecret.tags": inPlace({ Team: "pam" }),
  "gateway.configurationSecret.recoveryWindowDays": inPlace(7),
  "targets.ec2Users": inPlace(true),
  "targets.managedDatabases[].instance": inPlace("payroll"),
  "targets.managedDatabases[].region": inPlace("eu-west-1"),
  "targets.managedDatabases[].tag.key": together({
    "": "KeeperPAM",
    "targets.managedDatabases[].tag.value": "managed",
    "targets.managedDatabases[].instance": undefined,
  }),
  "targets.managedDatabases[].tag.value": inPlace("rotated"),
  "targets.directories[].id": inPlace("d-0123456789"),
  "targets.directories[].region": inPlace("eu-west-1"),
  "targets.directories[].tag.key": together({
    "": "KeeperPAM",
    "targets.directories[].tag.value": "managed",
    "targets.directories[].id": undefined,
  }),
  "targets.directories[].tag.value": inPlace("rotated"),
  "targets.iamUsers[].name": inPlace("auditor"),
  "targets.iamUsers[].path": inPlace("/people/"),
  "targets.iamUsers[].tag.key": together({
    "": "KeeperPAM",
    "targets.iamUsers[].tag.value": "managed",
    "targets.iamUsers[].name": undefined,
    "targets.iamUsers[].path": undefined,
  }),
  "targets.iamUsers[].tag.value": inPlace("rotated"),
  "targets.iamAccessKeys[].name": inPlace("other-bot"),
  "targets.iamAccessKeys[].path": inPlace("/bots/"),
  "targets.iamAccessKeys[].tag.key": together({
    "": "KeeperPAM",
    "targets.iamAccessKeys[].tag.value": "managed",
    "targets.iamAccessKeys[].name": undefined,
    "targets.iamAccessKeys[].path": undefined,
  }),
  "targets.iamAccessKeys[].tag.value": inPlace("rotated"),
  "discovery.regions": inPlace([REGION, "eu-west-1"]),
  protectedUsers: inPlace(["break-glass"]),
  // One policy fewer: the last one is no longer made.
  permissions: renamed("documented"),
  "gateway.guard": inPlace(false),
  "gateway.role.existing": together(
    { "gateway.role": { existing: "existing-role" }, "gateway.instanceProfile": true },
    true,
  ),
  "gateway.configurationSecret.secretArn": {
    to: ({ secretArn }) => ({ "gateway.configurationSecret": { secretArn } }),
    renames: true,
  },
  name: renamed("other-gateway"),
};

/** A stack that makes everything, for the keys that are changed one after the other. */
export async function toBeChanged(
  endpoint: string,
  keys: readonly string[],
): Promise<{ readonly before: string; readonly next: readonly NextConfiguration[] }> {
  const account = new Account(endpoint);
  const machines = new Machines(endpoint);
  await account.createInstanceProfile("legacy");
  await account.createRole("existing-role");
  for (const user of ["operator", "other-operator"]) await account.createUser(user);
  for (const boundary of ["boundary", "other-boundary"]) await createPolicy(endpoint, boundary);
  const secret = await new SecretsManagerClient(clientSettings(endpoint, ROOT)).send(
    new CreateSecretCommand({ Name: "existing-secret", SecretString: "unused" }),
  );
  const { publicKey } = await generatePgpKey();
  const given = {
    machines: [await machines.start(), await machines.start({ profile: "legacy" })],
    pgpKey: publicKey,
    secretArn: secret.ARN ?? "",
  };
  const configuration = firstConfiguration(given);
  const before = JSON.stringify(configuration);
  const next = keys.map((key): NextConfiguration => {
    const { to, renames } = CHANGED[key] ?? inPlace(undefined);
    for (const [path, value] of Object.entries(to(given))) set(configuration, path || key, value);
    return { title: key, text: JSON.stringify(configuration), renames };
  });
  return { before, next };
}

function firstConfiguration({ machines }: Given): Mapping {
  const permissionsBoundaryArn = iamArn("policy/boundary");
  return {
    name: "keeper-gateway",
    stack: "gateway",
    aws: { region: REGION, accountId: ACCOUNT_ID, tags: { Owner: "security", Stage: "test" } },
    gateway: {
      role: { description: "before", permissionsBoundaryArn },
      instances: machines,
      onConflict: "replace",
      attachmentFunction: { permissionsBoundaryArn },
      accessKeyUser: { name: "gateway-user", acceptSecretInState: true, permissionsBoundaryArn },
      configurationSecret: {
        name: "keeper/gateway-configuration",
        operators: [iamArn("user/operator")],
        recoveryWindowDays: 0,
        keyDeletionWindowDays: 7,
      },
    },
    targets: {
      managedDatabases: [{ instance: "orders" }],
      directories: [{ id: "d-1234567890" }],
      iamUsers: [{ name: "console-admin" }],
      iamAccessKeys: [{ name: "ci-bot" }],
    },
  };
}

/** Sets `a.b[].c`, of a list in its first item; makes what is missing on the way. */
function set(mapping: Mapping, path: string, value: unknown): void {
  const [first = "", ...rest] = path.split(".");
  const key = first.replace("[]", "");
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(mapping, key);
    else mapping[key] = value;
    return;
  }
  const child = mapping[key];
  const inner = (Array.isArray(child) ? child[0] : child) as Mapping | undefined;
  const made = typeof inner === "object" ? inner : {};
  if (made !== inner) mapping[key] = made;
  set(made, rest.join("."), value);
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

/** Every key of the configuration file that has no keys below it, e.g. `targets.iamUsers[].name`; the backend is one. */
export function configurationKeys(node = jsonSchema() as SchemaNode, path = ""): string[] {
  const forms = [node, ...(node.anyOf ?? [])];
  const below = forms.flatMap(({ properties = {}, items }) => [
    ...Object.entries(properties).map(
      ([key, child]) => [child, path === "" ? key : `${path}.${key}`] as const,
    ),
    ...(items && hasKeys(items) ? [[items, `${path}[]`] as const] : []),
  ]);
  if (below.length === 0 || path === "backend") return [path];
  return [...new Set(below.flatMap(([child, at]) => configurationKeys(child, at)))];
}

function hasKeys({ properties, anyOf = [] }: SchemaNode): boolean {
  return properties !== undefined || anyOf.some(hasKeys);
}
