import type { Configuration } from "../config";
import { PolicyDocument, TrustPolicy, type PolicyCarrier } from "../gateway/policy-document";
import type { Grant } from "../permissions";
import { withSynthesizedStack, type KeeperPamStack } from "../stacks";
import type { Rule } from "./evaluation";
import { folderDigest } from "./folder-digest";
import { withPlaceholders, type Placeholder } from "./placeholders";

/** A condition as the stack carries it. */
export interface SynthesizedCondition {
  /** e.g. `StringEquals`. */
  readonly test: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement as the stack carries it, with words for what only Terraform knows, and what the catalogue says of it. */
export interface SynthesizedStatement {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** None in a trust policy. */
  readonly resources: readonly string[];
  readonly conditions: readonly SynthesizedCondition[];
  /** For whom the statement is, in the policy of a role's trust, a key or a secret. */
  readonly principals: readonly string[];
  /** The part of the configuration that asked for it. */
  readonly origin: string;
  readonly grant: Grant;
  /** What decides about a call, with Terraform's references as they are. */
  readonly rule: Rule;
  /** Whom it is for, likewise: names by the kind of principal, e.g. `AWS`; none where whoever carries it is meant. */
  readonly named: Readonly<Record<string, readonly string[]>>;
}

/** A policy of the stack. */
export interface SynthesizedPolicy {
  readonly carrier: PolicyCarrier;
  /** Whether it says who may take the role that carries it. */
  readonly isTrust: boolean;
  readonly statements: readonly SynthesizedStatement[];
}

/** What the stack of a configuration says about permissions. */
export interface SynthesizedPolicies {
  readonly stack: KeeperPamStack;
  readonly policies: readonly SynthesizedPolicy[];
  /** The words that stand for what only Terraform knows, each once. */
  readonly placeholders: readonly Placeholder[];
  /** SHA-256 of everything that `cdktf synth` writes for Terraform to apply. */
  readonly terraformDigest: string;
}

/** A statement in Terraform's notation. */
interface Block {
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** Makes the stack of a configuration, reads its policies, and leaves nothing behind. */
export function synthesizedPolicies(configuration: Configuration): SynthesizedPolicies {
  return withSynthesizedStack(configuration, (stack, folder) => {
    const { data } = stack.toTerraform() as { data?: Record<string, Record<string, unknown>> };
    const documents = data?.aws_iam_policy_document ?? {};
    const placeholders = new Map<string, Placeholder>();
    const readable = (value: string) => {
      const { text, used } = withPlaceholders(value);
      for (const placeholder of used) placeholders.set(placeholder.word, placeholder);
      return text;
    };
    const policies = PolicyDocument.below(stack).map((document) => {
      const { statement } = documents[document.friendlyUniqueId] as { statement: readonly Block[] };
      return {
        carrier: document.carrier,
        isTrust: document instanceof TrustPolicy,
        statements: statement.map((block, i) => synthesized(block, document.statements[i], readable)),
      };
    });
    return {
      stack,
      policies,
      placeholders: [...placeholders.values()],
      terraformDigest: folderDigest(folder),
    };
  });
}

function synthesized(
  block: Block,
  made: PolicyDocument["statements"][number] | undefined,
  readable: (text: string) => string,
): SynthesizedStatement {
  if (!made?.grant) throw new Error(`${block.sid} is not a statement of the catalogue`);
  const { effect, actions, resources = [], principals = [], condition = [] } = block;
  const conditions = condition.map(({ test, variable, values }) => ({ test, key: variable, values }));
  return {
    sid: block.sid,
    effect,
    actions,
    resources: resources.map(readable),
    conditions: conditions.map(({ test, key, values }) => ({ test, key, values: values.map(readable) })),
    principals: principals.flatMap(({ identifiers }) => identifiers.map(readable)),
    origin: made.origin,
    grant: made.grant,
    rule: { effect, actions, resources, conditions },
    named: Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers])),
  };
}
