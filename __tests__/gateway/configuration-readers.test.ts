import { PolicySet } from "../support/policy-set";
import { verdict } from "../support/simulation";
import type { ResourcePolicyJson } from "../../modules/permissions";
import {
  allowedOnKey,
  applied,
  BOTH,
  CHECK,
  ELSEWHERE,
  iam,
  KEY,
  NEIGHBOURS,
  SECRET,
  secretNamed,
  through,
  type Applied,
} from "./protected-configuration";

/** What the gateway may do with the key and the secret, by its own policies and those of the two together. */

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
      const allowed = await new PolicySet(principal.policies, principal.principal).everyActionAllowed();
      expect(allowed.filter((action) => /^(secretsmanager|kms|ssm):/.test(action))).toEqual([
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
