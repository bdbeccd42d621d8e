import { readingDemands } from "../calls/secrets";
import type { World } from "../calls/call";
import { demandOn } from "../calls/demands";
import type { Demand } from "../evaluation/evaluator";
import type { Account, PrincipalId } from "../model/account";
import { arnOf } from "../model/arns";

/**
 * What a principal holds, without any extra right, by pairs of action and resource: some of each kind that an attacker would
 * write himself, and whatever the account's own things are open to.
 *
 * @param start the account as it was: of what is new only roles count, since they can hold anything
 */
export function holdingsOf(
  world: World,
  account: Account,
  principal: PrincipalId,
  start: Account = account,
): Set<string> {
  const held = new Set<string>();
  const { evaluator } = world;
  const note = (words: string, demands: readonly Demand[]) => {
    if (demands.every((demand) => evaluator.allows(account, principal, demand))) held.add(words);
  };
  for (const [words, demand] of anything(world)) note(words, [demand]);
  for (const id of Object.keys(start.users)) {
    if (!account.users[id]) continue;
    for (const action of ["iam:UpdateLoginProfile", "iam:CreateAccessKey"]) {
      note(`${action} ${id}`, [demandOn({ world, account }, action, "users", id)]);
    }
  }
  for (const role of Object.values(account.roles)) {
    if (role.id === principal || !mayAnything(world, account, role.id)) continue;
    note(`sts:AssumeRole ${role.id}`, [
      {
        ...demandOn({ world, account }, "sts:AssumeRole", "roles", role.id),
        policy: role.trust,
        policyIs: "decisive",
      },
    ]);
  }
  for (const bucket of Object.values(account.buckets)) {
    note(`s3:GetObject ${bucket.id}`, [
      {
        action: "s3:GetObject",
        resource: `${arnOf(world.home, account, "buckets", bucket.id)}/ledger`,
        policy: bucket.policy,
      },
    ]);
  }
  for (const secret of Object.values(account.secrets)) {
    if (!start.secrets[secret.id]) continue;
    note(`secretsmanager:GetSecretValue ${secret.id}`, readingDemands({ world, account }, secret));
  }
  for (const key of Object.values(account.keys)) {
    note(`kms:Decrypt ${key.id}`, [
      {
        ...demandOn({ world, account }, "kms:Decrypt", "keys", key.id),
        ...{ policy: key.policy, policyIs: "decisive", grants: key.grants },
      },
    ]);
  }
  return held;
}

/** What a principal's own policies give it, whatever the policies of other things say. */
export function carriedBy(world: World, account: Account, principal: PrincipalId): Set<string> {
  const allowed = anything(world).filter(([, demand]) => world.evaluator.allows(account, principal, demand));
  return new Set(allowed.map(([words]) => words));
}

/** Pairs on what is nowhere else in the account. */
function anything(world: World): Pairs {
  let pairs = anywhere.get(world);
  if (!pairs) {
    pairs = pairsIn(world.home);
    anywhere.set(world, pairs);
  }
  return pairs;
}

type Pairs = readonly (readonly [words: string, demand: Demand])[];
const anywhere = new WeakMap<World, Pairs>();

function pairsIn({ partition, region, accountId }: World["home"]): Pairs {
  return [
    ["s3:GetObject", `arn:${partition}:s3:::archive/letter`],
    ["s3:PutObject", `arn:${partition}:s3:::uploads/letter`],
    ["iam:CreateUser", `arn:${partition}:iam::${accountId}:user/anybody`],
    ["iam:PassRole", `arn:${partition}:iam::${accountId}:role/anything`],
    ["rds:DeleteDBInstance", `arn:${partition}:rds:${region}:${accountId}:db:ledger`],
    ["dynamodb:Scan", `arn:${partition}:dynamodb:${region}:${accountId}:table/ledger`],
  ].map(([action = "", resource = ""]) => [`${action} ${resource}`, { action, resource }] as const);
}

/** Whether a principal may do what no gateway is for. */
export function mayAnything(world: World, account: Account, principal: PrincipalId): boolean {
  return anything(world).some(
    ([words, demand]) =>
      !words.startsWith("s3:GetObject") && world.evaluator.allows(account, principal, demand),
  );
}

/** What is in the one and not in the other. */
export function gained(now: ReadonlySet<string>, before: ReadonlySet<string>): string[] {
  return [...now].filter((one) => !before.has(one));
}
