import type { Account, PrincipalId, TextId } from "../model/account";
import { principalArn, type Home } from "../model/arns";
import type { AnyStatement, Texts } from "../model/texts";
import type { Context } from "./conditions";
import { appliesTo, Statements, type Question } from "./statements";

/** A call as IAM judges it. */
export interface Demand {
  readonly action: string;
  /** ARN of what is acted on. */
  readonly resource: string;
  readonly context?: Context;
  /** The policy of the resource itself. */
  readonly policy?: TextId;
  /**
   * What that policy is there for. A key and a role's trust decide alone: whoever they do not name, or leave to the account,
   * is refused.
   *
   * @default "beside": either it or the caller's own policies may allow
   */
  readonly policyIs?: "beside" | "decisive";
  /** Whom a key's grants name. */
  readonly grants?: readonly PrincipalId[];
}

/** Policies that a principal carries for a while, and that are no part of the account's state. */
export type ExtraRights = Readonly<Record<PrincipalId, readonly TextId[]>>;

/**
 * IAM's decision, within one account and without the policies of an organisation.
 *
 * What a resource's policy allows to a principal by name is allowed whatever the principal's permissions boundary leaves out:
 * so it is for users and for sessions that are named, and whoever writes such a policy would name them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export class Evaluator {
  private readonly compiled = new Map<string, Statements>();
  /** What a principal carries in a state, which is asked for many times before there is another state. */
  private readonly carried = new WeakMap<Account, Map<string, Statements>>();

  constructor(
    private readonly home: Home,
    private readonly texts: Texts,
  ) {}

  allows(account: Account, principal: PrincipalId, demand: Demand, extra: ExtraRights = {}): boolean {
    const arn = principalArn(this.home, account, principal);
    const question: Question = {
      action: demand.action,
      resource: demand.resource,
      context: {
        "aws:principalarn": [arn],
        "aws:principalaccount": [this.home.accountId],
        "aws:requestedregion": [this.home.region],
        ...demand.context,
      },
    };
    const carried = this.carriedBy(account, principal, extra);
    if (carried.says("Deny", question)) return false;
    const bound = this.boundaryOf(account, principal);
    if (bound?.says("Deny", question)) return false;
    const own = this.byResource(demand.policy, arn, question);
    if (own.denies) return false;
    if (own.allowsByName || demand.grants?.includes(principal)) return true;
    if (demand.policyIs === "decisive" && !own.leavesToAccount) return false;
    return carried.says("Allow", question) && (bound === undefined || bound.says("Allow", question));
  }

  /** Whether anything that a principal carries allows an action on something: most actions it does not. */
  mayEver(account: Account, principal: PrincipalId, action: string, extra: ExtraRights): boolean {
    return this.carriedBy(account, principal, extra)
      .of(action)
      .some(({ Effect }) => Effect === "Allow");
  }

  /** Whether a principal is denied an action on everything, whatever it is given beside what it carries. */
  isDeniedAlways(account: Account, principal: PrincipalId, action: string): boolean {
    return this.carriedBy(account, principal, {})
      .of(action)
      .some(({ Effect, Resource, Condition }) => Effect === "Deny" && Resource?.includes("*") && !Condition);
  }

  /** Whether a service may take a role. */
  trustsService(trust: TextId, service: string): boolean {
    return this.statements([trust])
      .of("sts:AssumeRole")
      .some(
        ({ Effect, Principal }) =>
          Effect === "Allow" && (Principal === "*" || Principal?.Service?.includes(service) === true),
      );
  }

  /** Whether a role can be taken by what an identity provider says. */
  trustsProvider(trust: TextId, arn: string): boolean {
    return this.statements([trust])
      .of(arn.includes(":saml-provider/") ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity")
      .some(
        ({ Effect, Principal }) =>
          Effect === "Allow" && Principal !== "*" && Principal?.Federated?.includes(arn),
      );
  }

  private carriedBy(account: Account, principal: PrincipalId, extra: ExtraRights): Statements {
    let known = this.carried.get(account);
    if (!known) this.carried.set(account, (known = new Map()));
    const added = extra[principal];
    const key = added ? `${principal} ${added.join()}` : principal;
    let found = known.get(key);
    if (!found) {
      found = this.statements([...textsOf(account, principal), ...(added ?? [])]);
      known.set(key, found);
    }
    return found;
  }

  private boundaryOf(account: Account, principal: PrincipalId): Statements | undefined {
    const { boundary } = account.users[principal] ?? account.roles[principal] ?? {};
    if (boundary === undefined) return undefined;
    return this.statements(currentTexts(account, [boundary]));
  }

  private byResource(policy: TextId | undefined, arn: string, question: Question) {
    const said = { denies: false, allowsByName: false, leavesToAccount: false };
    if (policy === undefined) return said;
    for (const statement of this.statements([policy]).of(question.action)) {
      const named = this.naming(statement, arn);
      if (named === undefined || !appliesTo(statement, question)) continue;
      if (statement.Effect === "Deny") said.denies = true;
      else if (named === "account") said.leavesToAccount = true;
      else said.allowsByName = true;
    }
    return said;
  }

  /** How a statement of a resource's policy names a principal: itself, or the account it is of. */
  private naming({ Principal }: AnyStatement, arn: string): "itself" | "account" | undefined {
    if (Principal === "*") return "itself";
    const named = Principal?.AWS ?? [];
    if (named.includes("*") || named.includes(arn)) return "itself";
    const { partition, accountId } = this.home;
    return named.includes(accountId) || named.includes(`arn:${partition}:iam::${accountId}:root`)
      ? "account"
      : undefined;
  }

  private statements(ids: readonly TextId[]): Statements {
    const key = ids.join("\n");
    let found = this.compiled.get(key);
    if (!found) {
      found = new Statements(this.texts, ids);
      this.compiled.set(key, found);
    }
    return found;
  }
}

/** The texts that decide what a principal may do, its boundary aside. */
export function textsOf(account: Account, principal: PrincipalId): TextId[] {
  const carriers = [
    account.users[principal] ?? account.roles[principal],
    ...Object.values(account.groups).filter(({ members }) => members.includes(principal)),
  ];
  return carriers.flatMap((carrier) =>
    carrier ? [...Object.values(carrier.inline), ...currentTexts(account, carrier.attached)] : [],
  );
}

function currentTexts(account: Account, policies: readonly string[]): TextId[] {
  return policies.flatMap((id) => {
    const policy = account.policies[id];
    const text = policy?.versions[policy.current];
    return text === undefined ? [] : [text];
  });
}
