import type { ResourcePolicyJson, ResourceStatementJson } from "../permissions";
import { actionsOf } from "./actions";
import { ACCOUNT, PARTITION, PRINCIPALS, principalsOf, SERVICES } from "./arns";
import { requirementsOf } from "./conditions";
import { Language } from "./language";
import { understood } from "./policy-rights";
import type { Requirement } from "./requirement";
import { rule, type Rights, type Rule } from "./rights";

/** What the policy of a key, a secret or a role says: rules that reach principals, since the resource is itself. */
export interface ResourcePolicyRights {
  /** Who may without any other policy. */
  readonly itself: Rights;
  /**
   * Who may where his own policies allow it too: a policy that names an account leaves it to the account.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
   */
  readonly withOwnPolicies: Rights;
  /** Who may not, whatever allows it. */
  readonly denied: Rights;
}

/**
 * What a resource's own policy says.
 *
 * @throws Error for a kind of principal that is not understood here
 */
export async function resourcePolicyRights({ Statement }: ResourcePolicyJson): Promise<ResourcePolicyRights> {
  const read = await Promise.all(Statement.map(resourceRulesOf));
  const rules = (effect: "Allow" | "Deny", kind: "itself" | "account") =>
    read.filter((_, i) => Statement[i]?.Effect === effect).flatMap((each) => each[kind]);
  // A Deny for an account is one for everybody in it.
  const taken = [...rules("Deny", "itself"), ...rules("Deny", "account")];
  return {
    itself: { granted: rules("Allow", "itself"), taken },
    withOwnPolicies: { granted: rules("Allow", "account"), taken },
    denied: { granted: taken },
  };
}

/** What a statement of such a policy says of those whom it names, and of those whom it leaves to their account. */
export async function resourceRulesOf(
  statement: ResourceStatementJson,
): Promise<{ readonly itself: readonly Rule[]; readonly account: readonly Rule[] }> {
  const { Sid, Action, Condition, Principal, Resource } = understood(statement);
  if (Resource && Resource.join() !== "*")
    throw new Error(`${Sid} is about ${Resource.join()}, not about its own`);
  const named = Object.entries(Principal).flatMap(([type, names]) => names.map((name) => who(type, name)));
  const actions = await actionsOf(Action);
  const all = requirementsOf(Condition);
  const others = all.filter((requirement) => !(requirement.key in OF_THE_PRINCIPAL));
  const asked = all.flatMap((requirement) => OF_THE_PRINCIPAL[requirement.key]?.(requirement) ?? []);
  const of = (kind: "itself" | "account") =>
    named
      .filter((each) => each.kind === kind)
      .map(({ whom }) =>
        rule(
          Sid,
          actions,
          asked.reduce((some, these) => some.and(these), whom),
          others,
        ),
      );
  return { itself: of("itself"), account: of("account") };
}

/**
 * Whom a principal of a policy stands for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function who(type: string, name: string): { readonly kind: "itself" | "account"; readonly whom: Language } {
  if (type === "Service") return { kind: "itself", whom: Language.exactly(name) };
  if (name === "*" && ["AWS", "*"].includes(type)) return { kind: "itself", whom: PRINCIPALS };
  if (type !== "AWS") throw new Error(`the principal ${type}: ${name} is not understood here`);
  const [, partition, account] = /^arn:([a-z-]+):iam::(\d{12}):root$/.exec(name) ?? [];
  if (account !== undefined) return { kind: "account", whom: principalsOf(account, partition) };
  if (/^\d{12}$/.test(name)) return { kind: "account", whom: principalsOf(name) };
  if (/^arn:[a-z-]+:iam::\d{12}:(role|user)\/[^*?]+$/.test(name)) {
    return { kind: "itself", whom: Language.exactly(name) };
  }
  throw new Error(`the principal ${type}: ${name} is not understood here`);
}

/** Conditions on who calls, as sets of callers. A service has no ARN of a principal and no account. */
const OF_THE_PRINCIPAL: Readonly<Record<string, (requirement: Requirement) => Language>> = {
  "aws:principalarn": (requirement) => {
    const { values, absent } = single(requirement);
    return Language.union([values.minus(SERVICES), ...(absent ? [SERVICES] : [])]);
  },
  "aws:principalaccount": accounts,
  "kms:calleraccount": accounts,
};

function accounts(requirement: Requirement): Language {
  const { values, absent } = single(requirement);
  return Language.union([
    values.and(Language.of(ACCOUNT)).asPartOf(`arn:${PARTITION}:(?:iam|sts)::`, ":.*"),
    ...(absent ? [SERVICES] : []),
  ]);
}

function single(requirement: Requirement) {
  if ("each" in requirement) throw new Error(`${requirement.key} has one value`);
  return requirement;
}
