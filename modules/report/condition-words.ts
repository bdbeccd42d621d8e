import { code, list } from "./markdown";
import type { SynthesizedCondition } from "./synthesized-policies";

const TAG = "aws:ResourceTag/";

/** What the conditions of the catalogue's statements mean, by their keys. */
const MEANINGS: Readonly<Record<string, (values: string) => string>> = {
  "aws:RequestedRegion": (regions) => `in the region ${regions}`,
  "kms:ViaService": (services) => `through the service ${services}`,
  "kms:EncryptionContext:SecretARN": (secrets) => `for the secret ${secrets}`,
  "kms:EncryptionContext:SecretVersionId": (versions) =>
    `for the check of access that Secrets Manager makes when a secret gets its key (${versions} in place of a version)`,
  "kms:CallerAccount": (accounts) => `for callers of the account ${accounts}`,
  "aws:PrincipalAccount": (accounts) => `for callers of the account ${accounts}`,
  "aws:PrincipalArn": (callers) => `for ${callers}, in whatever session`,
  "iam:PassedToService": (services) => `handed to the service ${services}`,
  "ec2:NewInstanceProfile": (profiles) => `where the instance gets the instance profile ${profiles}`,
  "ec2:InstanceProfile": (profiles) => `while the instance has the instance profile ${profiles}`,
  "rds:ManageMasterUserPassword": (answers) =>
    `where what the call says of Secrets Manager keeping the master password is ${answers}`,
};

/** What a test with this end says besides: it holds too where AWS knows nothing of the key. */
const IF_EXISTS = /IfExists$/;

/** A condition in one phrase, to be read behind "only". */
export function conditionInWords({ test, key, values }: SynthesizedCondition): string {
  const any = list(values.map(code), "or");
  if (test === "Null" && key.startsWith(TAG))
    return `on what carries the tag ${code(key.slice(TAG.length))}, with whatever value`;
  if (key.startsWith(TAG))
    return `on what carries the tag ${code(key.slice(TAG.length))} with the value ${any}`;
  if (test === "ArnNotLike" && key === "aws:PrincipalArn")
    return `for everybody but ${list(values.map(code), "and")}`;
  const meaning = MEANINGS[key];
  return meaning
    ? `${meaning(any)}${IF_EXISTS.test(test) ? " or nothing" : ""}`
    : `where ${code(key)} is ${any} (${test})`;
}

/** Conditions in IAM's own notation. */
export function conditionBlock(
  conditions: readonly SynthesizedCondition[],
): Record<string, Record<string, readonly string[]>> {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, key, values } of conditions) block[test] = { ...block[test], [key]: values };
  return block;
}
