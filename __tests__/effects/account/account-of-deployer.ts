import { deployerPolicies } from "../../../modules/deployer";
import { configurationFile } from "../../support/configuration";
import type { SynthesizedGateway } from "../../least-privilege/gateways";
import type { Place, World } from "../calls/call";
import { Evaluator } from "../evaluation/evaluator";
import { withThing, type Account, type Role, type User } from "../model/account";
import { ATTACKERS_TEXTS, type AnyPolicy, type Texts } from "../model/texts";
import { placeIn } from "./account-of-gateway";
import {
  accountAround,
  NOTHING_CARRIED,
  policiesAround,
  tagsAsked,
  textsAround,
  THERE,
  valuesAsked,
} from "./surroundings";

/** An account before a stack is applied, with somebody in it who holds the printed policies and no others. */
export interface DeployerAccount {
  readonly title: string;
  readonly world: World;
  readonly account: Account;
  readonly notes: readonly string[];
}

export const DEPLOYER = "user/deployer";

/** What is in the account before the stack, beside what is in every account here. */
export interface ThereBefore {
  readonly users?: readonly Place[];
  readonly roles?: readonly Place[];
  /** Names of functions, which have an administrator's role. */
  readonly functions?: readonly string[];
  readonly secrets?: readonly string[];
}

/**
 * The account of somebody who is about to apply the stack of a configuration.
 *
 * @throws ConfigurationError where the printing of the policies is refused
 */
export function accountOfDeployer(
  { title, configuration, home, stack }: SynthesizedGateway,
  { users = [], roles = [], functions = [], secrets = [] }: ThereBefore = {},
): DeployerAccount {
  const { documents, notes } = deployerPolicies(
    configurationFile(JSON.stringify(configuration)),
    configuration.aws.accountId === undefined ? home.accountId : undefined,
  );
  const texts: Texts = {
    ...ATTACKERS_TEXTS,
    ...textsAround(home),
    ...Object.fromEntries(Object.entries(documents).map(([id, text]) => [id, text as AnyPolicy])),
    "trusts the organisation": {
      Statement: [
        {
          ...{ Effect: "Allow", Action: ["sts:AssumeRole"] },
          Principal: { AWS: [`arn:${home.partition}:iam::999999999999:root`] },
        },
      ],
    },
  };
  const { administration } = policiesAround(home);
  const policyArn = (name: string) => `arn:${home.partition}:iam::${home.accountId}:policy/${name}`;
  let account = accountAround(home);
  // A key that is ruled by the account and has no name yet.
  account = withThing(account, "keys", {
    id: "11111111-nameless",
    policy: "the account decides",
    grants: [],
    aliases: [],
  });
  for (const name of Object.keys(documents)) {
    const id = policyArn(name);
    account = withThing(account, "policies", {
      ...{ id, name, path: "/", tags: {}, versions: [name], current: 0, ofAws: false },
    });
  }
  const deployer: User = {
    ...{
      id: DEPLOYER,
      name: "deployer",
      path: "/",
      tags: {},
      inline: {},
      keys: ["his key"],
      mfa: [],
      others: [],
    },
    attached: Object.keys(documents).map(policyArn).sort(),
  };
  account = withThing(account, "users", deployer);
  for (const place of users) {
    account = withThing(account, "users", {
      ...{ ...NOTHING_CARRIED, id: `user/${place.name}`, ...place, tags: {}, keys: [], mfa: [], others: [] },
      ...{ attached: [administration], password: "his password" },
    });
  }
  for (const place of [...roles, { name: "OrganizationAccountAccessRole", path: "/" }]) {
    account = withThing(account, "roles", {
      ...{
        ...NOTHING_CARRIED,
        id: `role/${place.name}`,
        ...place,
        tags: {},
        trust: "trusts the organisation",
      },
      attached: [administration],
    } satisfies Role);
  }
  for (const name of functions) {
    account = withThing(account, "functions", {
      ...{ id: `function/${name}`, name, tags: {}, role: THERE.administratorRole, code: "owner's" as const },
    });
  }
  for (const name of secrets) {
    account = withThing(account, "secrets", {
      ...{ id: `secret/${name}`, name, suffix: "AbCdEf", tags: {} },
      ...{ versions: [{ id: "theirs" }], current: "theirs" },
    });
  }
  const boundaries = valuesAsked(texts, "iam:permissionsboundary");
  for (const id of boundaries) {
    account = withThing(account, "policies", {
      ...{ id, ...placeIn(id), tags: {}, versions: ["boundary"], current: 0, ofAws: false },
    });
  }
  const made = (type: string, kind: "role" | "user" | "policy" | "instance-profile") =>
    Object.values(stack.resource?.[type] ?? {}).map((block): Place => {
      const name = String(block.name ?? `${String(block.name_prefix)}2026`);
      return kind === "policy" ? { name, path: "/" } : { name, path: String(block.path ?? "/") };
    });
  const namesIn = (type: string, key: string) =>
    Object.values(stack.resource?.[type] ?? {}).map((block) => String(block[key]));
  return {
    title,
    notes,
    account: { ...account, guises: [DEPLOYER] },
    world: {
      ...{ home, texts, evaluator: new Evaluator(home, texts), targetPaths: [], boundaries },
      places: {
        users: made("aws_iam_user", "user"),
        roles: made("aws_iam_role", "role"),
        policies: made("aws_iam_policy", "policy"),
        profiles: made("aws_iam_instance_profile", "instance-profile"),
      },
      functionNames: namesIn("aws_lambda_function", "function_name"),
      secretNames: [
        ...new Set([
          ...Object.values(account.secrets).map(({ name }) => name),
          ...namesIn("aws_secretsmanager_secret", "name"),
        ]),
      ],
      aliases: valuesAsked(texts, "kms:resourcealiases"),
      tags: tagsAsked(texts),
    },
  };
}
