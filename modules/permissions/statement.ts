import { literal, type PolicyText } from "./arn";
import type { Grant } from "./catalog";

/** A condition on the call: any one of the values is enough; with a `Not` in the test none of them may fit. */
export interface Condition {
  /** How the values are compared, in IAM's words. */
  readonly test:
    | "StringEquals"
    | "StringLike"
    | "ArnEquals"
    | "ArnLike"
    | "ArnNotLike"
    | "ForAllValues:StringEquals"
    | "BoolIfExists"
    | "Null";
  /** A condition key, e.g. `aws:ResourceTag/Team`. */
  readonly key: PolicyText;
  readonly values: readonly PolicyText[];
}

/** One statement of a policy: everything in it belongs to one job. */
export interface Statement {
  /** Letters and digits; unique within a configuration. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** In alphabetical order. */
  readonly actions: readonly string[];
  /** Each once, in the order in which the user named them. */
  readonly resources: readonly PolicyText[];
  /** All of them must hold. */
  readonly conditions?: readonly Condition[];
  /** The part of the configuration that asked for it, e.g. `targets.iamUsers`. */
  readonly origin: string;
  /**
   * The entry of the catalogue that it is made of.
   *
   * @default - none: nothing is known of its reasons
   */
  readonly grant?: Grant;
}

/** A statement of the catalogue on the given resources. */
export function statement(
  grant: Grant,
  resources: readonly PolicyText[],
  origin: string,
  conditions: readonly Condition[] = [],
  sid: string = grant.sid,
): Statement {
  return {
    sid,
    effect: grant.effect,
    actions: grant.actions.map(({ action }) => action).sort(),
    resources: once(resources),
    ...(conditions.length > 0 && { conditions }),
    origin,
    grant,
  };
}

/** The condition that a key has one of these values, literally. */
export function equals(key: string | PolicyText, values: readonly PolicyText[]): Condition {
  return { test: "StringEquals", key: asText(key), values };
}

/** The condition that a key has one of these values, in which `*` and `?` are wildcards. */
export function like(key: string | PolicyText, values: readonly PolicyText[]): Condition {
  return { test: "StringLike", key: asText(key), values };
}

/** The condition that a key is one of these ARNs. */
export function arnEquals(key: string | PolicyText, values: readonly PolicyText[]): Condition {
  return { test: "ArnEquals", key: asText(key), values };
}

/** The condition that the call, or what it is about, has a value for a key, whichever it is. */
export function isPresent(key: string): Condition {
  return { test: "Null", key: asText(key), values: [literal("false")] };
}

/** The condition that a key is one of these ARNs, in which `*` and `?` are wildcards. */
export function arnLike(key: string | PolicyText, values: readonly PolicyText[]): Condition {
  return { test: "ArnLike", key: asText(key), values };
}

/** The condition that a key is none of these ARNs, in which `*` and `?` are wildcards; it holds too where the key has no value. */
export function arnNotLike(key: string | PolicyText, values: readonly PolicyText[]): Condition {
  return { test: "ArnNotLike", key: asText(key), values };
}

/** The condition that every value of a key is one of these, which it is too where the key has none. */
export function noneBut(key: string, values: readonly PolicyText[]): Condition {
  return { test: "ForAllValues:StringEquals", key: asText(key), values };
}

/** The condition that a key is `false`, or that the call has none: a check of a policy that passes no context is one. */
export function notTrue(key: string): Condition {
  return { test: "BoolIfExists", key: asText(key), values: [literal("false")] };
}

/** The condition that a role is handed to EC2, which in China goes by a name of its own beside the common one. */
export function passedToEc2(region: string): Condition {
  const names = ["ec2.amazonaws.com", ...(region.startsWith("cn-") ? ["ec2.amazonaws.com.cn"] : [])];
  return equals("iam:PassedToService", names.map(literal));
}

function asText(key: string | PolicyText): PolicyText {
  return typeof key === "string" ? literal(key) : key;
}

function once(texts: readonly PolicyText[]): PolicyText[] {
  return [...new Map(texts.map((text) => [text.text, text])).values()];
}
