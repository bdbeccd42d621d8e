import type { Demand } from "../evaluation/evaluator";
import { withoutThing, withThing, withMember, type Secret } from "../model/account";
import { arnOf } from "../model/arns";
import { EVERYBODY } from "../model/texts";
import type { Call, CallsByAction, Situation } from "./call";
import { all, demandOn, demandOnKey } from "./demands";
import { madeTagged } from "./making";

/** The version that the attacker writes. */
const HIS_VERSION = "attacker's value";
/** A region that is not the gateway's. */
const ELSEWHERE = "us-west-2";

/** A call on a secret, which its own policy may allow or deny too. */
function demandOnSecret(situation: Situation, action: string, secret: Secret): Demand {
  return { ...demandOn(situation, action, "secrets", secret.id), policy: secret.policy };
}

/** What Secrets Manager does with a key for whoever calls it, with his rights. */
function withKey(situation: Situation, secret: Secret, key: string | undefined, actions: string[]): Demand[] {
  const found = key === undefined ? undefined : situation.account.keys[key];
  if (!found) return [];
  const { home } = situation.world;
  return actions.map((action) =>
    demandOnKey(situation, action, found, {
      "kms:viaservice": [`secretsmanager.${home.region}.amazonaws.com`],
      "kms:encryptioncontext:secretarn": [arnOf(home, situation.account, "secrets", secret.id)],
      "kms:encryptioncontext:secretversionid": [HIS_VERSION],
    }),
  );
}

const WRITING = ["kms:GenerateDataKey", "kms:Decrypt"];

function written(secret: Secret, key: string | undefined): Secret {
  return {
    ...secret,
    key,
    versions: [
      ...secret.versions.filter(({ id }) => id !== HIS_VERSION),
      { id: HIS_VERSION, ...(key !== undefined && { key }) },
    ],
    current: HIS_VERSION,
    previous: secret.current,
  };
}

/** A call on every secret. */
const onSecrets = (
  action: string,
  means: Call["means"],
  become: (secret: Secret, situation: Situation) => { words?: string; with?: Demand[]; secret: Secret }[],
): CallsByAction => ({
  [action]: (situation) =>
    all(situation.account, "secrets").flatMap((secret) =>
      become(secret, situation).map(({ words = "", with: also = [], secret: changed }) => ({
        action,
        on: secret.name + words,
        means,
        demands: [demandOnSecret(situation, action, secret), ...also],
        after: () => withThing(situation.account, "secrets", changed),
      })),
    ),
});

/**
 * Secrets: their values, what stands on them, their keys and their policies.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html
 */
export const SECRET_CALLS: CallsByAction = {
  ...onSecrets("secretsmanager:PutSecretValue", "secret's value", (secret, situation) =>
    secret.current === HIS_VERSION
      ? []
      : [{ with: withKey(situation, secret, secret.key, WRITING), secret: written(secret, secret.key) }],
  ),
  // The same, under the key that is there or under Secrets Manager's own, in one call.
  ...onSecrets("secretsmanager:UpdateSecret", "secret's value", (secret, situation) =>
    secret.current === HIS_VERSION
      ? []
      : [
          { with: withKey(situation, secret, secret.key, WRITING), secret: written(secret, secret.key) },
          ...(secret.key === undefined
            ? []
            : [
                { words: " under aws/secretsmanager", secret: written(secret, undefined) },
                { words: " to aws/secretsmanager, without a value", secret: { ...secret, key: undefined } },
              ]),
        ],
  ),
  ...onSecrets("secretsmanager:UpdateSecretVersionStage", "secret's value", (secret) =>
    secret.previous === undefined
      ? []
      : [
          {
            words: ": the value before",
            secret: { ...secret, current: secret.previous, previous: secret.current },
          },
        ],
  ),
  ...onSecrets("secretsmanager:PutResourcePolicy", "secret's policy", (secret) =>
    secret.policy === EVERYBODY ? [] : [{ secret: { ...secret, policy: EVERYBODY } }],
  ),
  ...onSecrets("secretsmanager:DeleteResourcePolicy", "secret's policy", (secret) =>
    secret.policy === undefined ? [] : [{ secret: { ...secret, policy: undefined } }],
  ),
  // What a rotation writes is what its function writes, with the rights of the function's own role.
  "secretsmanager:RotateSecret": (situation) =>
    all(situation.account, "secrets").flatMap((secret) =>
      all(situation.account, "functions")
        .filter(({ role }) => secret.current !== HIS_VERSION && mayRotate(situation, secret, role))
        .map(({ id }) => ({
          action: "secretsmanager:RotateSecret",
          on: `${secret.name} by ${id}`,
          means: "secret's value",
          demands: [
            demandOnSecret(situation, "secretsmanager:RotateSecret", secret),
            demandOn(situation, "lambda:InvokeFunction", "functions", id),
          ],
          after: () => withThing(situation.account, "secrets", written(secret, secret.key)),
        })),
    ),
  // Secrets Manager decrypts the value for whoever has it copied.
  ...onSecrets("secretsmanager:ReplicateSecretToRegions", "secret's value", (secret, situation) =>
    secret.isCopied
      ? []
      : [
          {
            with: withKey(situation, secret, keyOfValue(secret), ["kms:Decrypt"]),
            secret: { ...secret, isCopied: true },
          },
        ],
  ),
  "secretsmanager:DeleteSecret": (situation) =>
    all(situation.account, "secrets").map((secret) => ({
      action: "secretsmanager:DeleteSecret",
      on: secret.name,
      means: "secret's value",
      demands: [demandOnSecret(situation, "secretsmanager:DeleteSecret", secret)],
      after: () => withoutThing(situation.account, "secrets", secret.id),
    })),
  // A secret of the same name has another ARN.
  "secretsmanager:CreateSecret": (situation) =>
    situation.world.secretNames
      .filter((name) => all(situation.account, "secrets").every((secret) => secret.name !== name))
      .flatMap((name) => {
        const { partition, region, accountId } = situation.world.home;
        const arn = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-NeWoNe`;
        return madeTagged(situation, "secretsmanager:CreateSecret", "secretsmanager:TagResource", arn).map(
          ({ demands, tags, words }) => ({
            action: "secretsmanager:CreateSecret",
            on: name + words,
            means: "secret's value",
            demands,
            after: () =>
              withThing(situation.account, "secrets", {
                ...{ id: `secret/${name}, made anew`, name, suffix: "NeWoNe", tags, current: HIS_VERSION },
                versions: [{ id: HIS_VERSION }],
              }),
          }),
        );
      }),
  "secretsmanager:GetSecretValue": (situation) =>
    all(situation.account, "secrets")
      .filter(({ id }) => !situation.account.read.includes(id))
      .flatMap((secret) => {
        const of = (on: string, demands: readonly Demand[]): Call => ({
          action: "secretsmanager:GetSecretValue",
          on,
          means: "secret's value",
          demands,
          after: () => ({ ...situation.account, read: withMember(situation.account.read, secret.id) }),
        });
        return [
          of(secret.name, readingDemands(situation, secret)),
          ...(secret.isCopied ? [of(`the copy of ${secret.name}`, [demandOnCopy(situation, secret)])] : []),
        ];
      }),
};

/** A copy has the ARN of its secret, but for the region, and the policy. */
function demandOnCopy(situation: Situation, secret: Secret): Demand {
  const original = demandOnSecret(situation, "secretsmanager:GetSecretValue", secret);
  return {
    ...original,
    resource: original.resource.replace(`:${situation.world.home.region}:`, `:${ELSEWHERE}:`),
    context: { ...original.context, "aws:requestedregion": [ELSEWHERE] },
  };
}

/**
 * Whether a role may do what a rotation's function does: write the new value, and make it the current one.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
function mayRotate(situation: Situation, secret: Secret, role: string): boolean {
  const demands = [
    demandOnSecret(situation, "secretsmanager:PutSecretValue", secret),
    demandOnSecret(situation, "secretsmanager:UpdateSecretVersionStage", secret),
    ...withKey(situation, secret, secret.key, WRITING),
  ];
  const { world, account } = situation;
  return demands.every((demand) => world.evaluator.allows(account, role, demand));
}

/** The key that the current value is encrypted with. */
export function keyOfValue({ versions, current }: Secret): string | undefined {
  return versions.find(({ id }) => id === current)?.key;
}

/** What IAM asks of whoever reads the current value. */
export function readingDemands(situation: Situation, secret: Secret): Demand[] {
  return [
    demandOnSecret(situation, "secretsmanager:GetSecretValue", secret),
    ...withKey(situation, secret, keyOfValue(secret), ["kms:Decrypt"]),
  ];
}
