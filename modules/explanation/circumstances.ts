import { accountOf, type Configuration } from "../config";
import { PolicyCarrier } from "../gateway/policy-document";
import {
  keysInArn,
  partitionOf,
  roleArn,
  rolesNamedArns,
  rolesPrefixedArn,
  secretNamedArn,
  userArn,
  type PolicyText,
} from "../permissions";
import { withPlaceholders, type AskedCall, type GatewayCarrier, type Rule } from "../report";
import type { Scope } from "../targets";

/** Where the gateway works, as far as the file says it and the question lets one take it for granted. */
export interface Circumstances {
  readonly scope: Scope;
  /** What was taken for granted, and what a reader has to know besides. */
  readonly notes: readonly string[];
}

/** A rule once account and partition are known, as far as it can be told without Terraform. */
export interface KnownRule {
  readonly rule: Rule;
  /** The resources that Terraform alone knows: what any of them can be, and the word for it. */
  readonly unknown: readonly { readonly word: string; readonly rule: Rule }[];
  /** Condition keys whose value Terraform alone can compare. */
  readonly incomparable: readonly string[];
}

/** Where a call on a resource meets a configuration. */
export function circumstances({ aws, ...rest }: Configuration, resource: string | undefined): Circumstances {
  const [, askedPartition, , , askedAccount] = resource?.startsWith("arn:") ? resource.split(":") : [];
  const named = accountOf({ aws, ...rest });
  // The region that the provider works in decides the partition.
  const partition = aws.partition ?? partitionOf(aws.region);
  const accountId = named ?? (askedAccount || "ACCOUNT");
  const notes = [
    ...(named === undefined && askedAccount
      ? [`Terraform is taken to be run in the account ${askedAccount}: the file names no aws.accountId`]
      : []),
    ...(askedAccount && askedAccount !== accountId
      ? [
          `the ARN is of the account ${askedAccount}, the gateway works in ${accountId}: what its policies allow there takes a policy of that account too`,
        ]
      : []),
    ...(askedPartition !== undefined && askedPartition !== partition
      ? [`the ARN is of the partition ${askedPartition}, the gateway works in ${partition}`]
      : []),
  ];
  return { scope: { accountId, partition, region: aws.region }, notes };
}

/** A text of the stack with account and partition in place of Terraform's references, and words for all others. */
export function inScope(text: string, { accountId, partition }: Scope): string {
  return withPlaceholders(text, { ACCOUNT: accountId, PARTITION: partition }).text;
}

/** A rule of the stack, in which Terraform's references stand, as it can be asked. */
export function knownRule(rule: Rule, configuration: Configuration, scope: Scope): KnownRule {
  const words = { ACCOUNT: scope.accountId, PARTITION: scope.partition };
  const read = (text: string) => {
    const { text: readable, used } = withPlaceholders(text, words);
    return { text: readable, isKnown: used.every(({ word }) => word in words) };
  };
  const resources = rule.resources.map(read);
  const conditions = rule.conditions.map((condition) => ({ condition, values: condition.values.map(read) }));
  const known: Rule = {
    ...rule,
    resources: resources.filter(({ isKnown }) => isKnown).map(({ text }) => text),
    conditions: conditions.map(({ condition, values }) => ({
      ...condition,
      values: values.map(({ text }) => text),
    })),
  };
  return {
    rule: known,
    unknown: resources
      .filter(({ isKnown }) => !isKnown)
      .map(({ text: word }) => ({
        word,
        rule: { ...known, resources: possibleArns(word, configuration, scope) },
      })),
    incomparable: conditions
      .filter(({ values }) => values.some(({ isKnown }) => !isKnown))
      .map(({ condition }) => condition.key.toLowerCase()),
  };
}

/** What is known of a call, without the values that Terraform alone can compare. */
export function comparable(call: AskedCall, { incomparable }: KnownRule): AskedCall {
  const context = Object.entries(call.context).filter(
    ([key, value]) => value === null || !incomparable.includes(key.toLowerCase()),
  );
  return { ...call, context: Object.fromEntries(context) };
}

/** What the ARN behind a word can be, as patterns; anything where nothing is known of it. */
function possibleArns(word: string, { gateway, name }: Configuration, scope: Scope): string[] {
  const secret = gateway?.configurationSecret || undefined;
  const possible: Readonly<Record<string, readonly PolicyText[]>> = {
    GATEWAY_ROLE_ARN: ownArns({ gateway, name }, scope, PolicyCarrier.GATEWAY_ROLE),
    ...(secret?.name !== undefined && { SECRET_ARN: [secretNamedArn(scope, scope.region, secret.name)] }),
    KEY_ARN: [keysInArn(scope, scope.region)],
  };
  return possible[word]?.map(({ text }) => text) ?? ["*"];
}

/** What the ARN of a principal of the gateway is, or can be where Terraform or somebody else decides it. */
export function ownArns(
  { gateway, name }: Pick<Configuration, "gateway" | "name">,
  scope: Scope,
  carrier: GatewayCarrier,
): PolicyText[] {
  if (carrier === PolicyCarrier.ACCESS_KEY_USER) {
    const user = gateway?.accessKeyUser || undefined;
    return [userArn(scope, user?.name ?? name, user?.path)];
  }
  const role = typeof gateway?.role === "object" ? gateway.role : {};
  if (role.existing !== undefined) return rolesNamedArns(scope, role.existing);
  if (role.name === undefined && role.namePrefix !== undefined)
    return [rolesPrefixedArn(scope, role.namePrefix, role.path)];
  return [roleArn(scope, role.name ?? name, role.path)];
}
