import {
  ADMINISTRATOR,
  allowedOnKey,
  BOTH,
  CHECK,
  ELSEWHERE,
  encrypted,
  iam,
  KEY,
  NEIGHBOURS,
  SECRET,
  secretNamed,
  through,
  WITH_OPERATORS,
  WITHOUT_OPERATORS,
  type Context,
  type Somebody,
} from "./protected-configuration";

/** What the key's policy and a principal's own policies come to, for everybody but the gateway and its operators. */

const STRANGER: Somebody = { principal: iam("role/stranger"), policies: [] };

/** What it takes to change, disable and delete a key, and nothing with which it could be used. */
const ADMINISTRATION = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];
const USE = ["kms:Decrypt", "kms:GenerateDataKey"];

describe.each(BOTH)("where %s", (_, gateway) => {
  describe("an administrator of the account", () => {
    it("may administer the key, in whatever way he calls: nobody is locked out", async () => {
      const contexts: Context[] = [
        {},
        encrypted(SECRET),
        { "kms:ViaService": "cloudformation.us-east-1.amazonaws.com" },
      ];
      for (const context of contexts) {
        expect(await allowedOnKey(gateway, ADMINISTRATOR, context)).toEqual(ADMINISTRATION);
      }
    });

    it.each(ELSEWHERE)("cannot use the key %s", async (__, context) => {
      expect(await allowedOnKey(gateway, ADMINISTRATOR, context)).toEqual(ADMINISTRATION);
    });

    it.each(NEIGHBOURS)("cannot use the key for another secret: %s", async (__, secret) => {
      expect(await allowedOnKey(gateway, ADMINISTRATOR, through(secret))).toEqual(ADMINISTRATION);
    });

    it("passes Secrets Manager's check of access to the key, as Terraform must when it makes the secret", async () => {
      expect(await allowedOnKey(gateway, ADMINISTRATOR, through(SECRET, CHECK))).toEqual(
        [...ADMINISTRATION, ...USE].sort(),
      );
    });

    it.each<[string, Context]>([
      ["directly", encrypted(SECRET, CHECK)],
      [
        "through another service",
        { ...encrypted(SECRET, CHECK), "kms:ViaService": "ssm.us-east-1.amazonaws.com" },
      ],
      ["in another region", through(SECRET, CHECK, "eu-west-1")],
      ["for a version that is called similarly", through(secretNamed("other-AbCdEf"), `${CHECK}-2`)],
    ])("gets no further with the words of that check %s", async (__, context) => {
      expect(await allowedOnKey(gateway, ADMINISTRATOR, context)).toEqual(ADMINISTRATION);
    });
  });

  it("somebody of the account without any policy of his own may do nothing", async () => {
    for (const context of [{}, encrypted(SECRET), through(SECRET), through(SECRET, CHECK)]) {
      expect(await allowedOnKey(gateway, STRANGER, context)).toEqual([]);
    }
  });

  it("somebody of another account may do nothing, administrator or not", async () => {
    const other = { ...ADMINISTRATOR, principal: "arn:aws:iam::444455556666:user/administrator" };
    for (const context of [{}, through(SECRET), through(SECRET, CHECK)]) {
      expect(await allowedOnKey(gateway, other, context)).toEqual([]);
    }
  });
});

describe("the account's own policies", () => {
  const writer: Somebody = {
    principal: iam("role/writer"),
    policies: [
      {
        Version: "2012-10-17",
        Statement: [{ Sid: "WriteSecrets", Effect: "Allow", Action: USE, Resource: [KEY] }],
      },
    ],
  };

  it("decide who writes and reads through Secrets Manager, where no operator is named", async () => {
    expect(await allowedOnKey(WITHOUT_OPERATORS, writer, through(SECRET))).toEqual(USE);
    expect(await allowedOnKey(WITHOUT_OPERATORS, ADMINISTRATOR, through(SECRET))).toEqual(
      [...ADMINISTRATION, ...USE].sort(),
    );
  });

  it("do not, where operators are named: not even an administrator's", async () => {
    expect(await allowedOnKey(WITH_OPERATORS, writer, through(SECRET))).toEqual([]);
    expect(await allowedOnKey(WITH_OPERATORS, ADMINISTRATOR, through(SECRET))).toEqual(ADMINISTRATION);
  });
});
