import { ADMINISTRATOR_ACCESS, knownContext, verdict } from "./simulation";

const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
const USER = "arn:aws:iam::111122223333:user/ada";

describe("a call that makes no sense is not taken for a refused one", () => {
  it.each([
    ["an action that does not exist", { action: "iam:GetUsr", resource: USER }],
    ["a resource of another kind", { action: "iam:GetUser", resource: KEY }],
    ["one resource for an action that AWS cannot narrow", { action: "iam:ListUsers", resource: USER }],
    [
      "a condition key of another service",
      { action: "iam:GetUser", resource: USER, context: { "kms:ViaService": "x" } },
    ],
    [
      "a condition key that does not exist",
      { action: "kms:Decrypt", resource: KEY, context: { "kms:Via": "x" } },
    ],
  ])("%s", async (_, call) => {
    await expect(verdict([ADMINISTRATOR_ACCESS], call)).rejects.toThrow(call.action);
  });
});

describe("an encryption context", () => {
  const decrypt = (context: Record<string, string>) => ({ action: "kms:Decrypt", resource: KEY, context });
  const condition = { StringEquals: { "kms:EncryptionContext:SecretARN": ["mine"] } };
  const around = (effect: "Allow" | "Deny") => ({
    resourcePolicy: {
      Version: "2012-10-17" as const,
      Statement: [
        {
          Sid: "Test",
          Effect: effect,
          Principal: { AWS: ["arn:aws:iam::111122223333:role/keeper-gateway"] },
          Action: ["kms:Decrypt"],
          Resource: ["*"],
          Condition: condition,
        },
      ],
    },
  });

  it("is compared with the condition of a key's policy", async () => {
    expect(await verdict([], decrypt({ "kms:EncryptionContext:SecretARN": "mine" }), around("Allow"))).toBe(
      "Allowed",
    );
    expect(await verdict([], decrypt({ "kms:EncryptionContext:SecretARN": "his" }), around("Allow"))).toBe(
      "ImplicitlyDenied",
    );
    expect(await verdict([], decrypt({ "kms:EncryptionContext:Other": "mine" }), around("Allow"))).toBe(
      "ImplicitlyDenied",
    );
    expect(await verdict([], decrypt({ "kms:EncryptionContext:SecretARN": "mine" }), around("Deny"))).toBe(
      "ExplicitlyDenied",
    );
  });

  it("is known for what encrypts and decrypts, and not for what administers", async () => {
    const context = {
      "kms:EncryptionContext:SecretARN": "mine",
      "kms:ViaService": "x",
      "iam:PassedToService": "y",
    };
    expect(await knownContext("kms:Decrypt", KEY, context)).toEqual({
      "kms:EncryptionContext:SecretARN": "mine",
      "kms:ViaService": "x",
    });
    expect(await knownContext("kms:PutKeyPolicy", KEY, context)).toEqual({ "kms:ViaService": "x" });
  });
});

describe("a key", () => {
  const call = { action: "kms:DescribeKey", resource: KEY };

  it("is not reached by anybody whom its policy does not name, administrators included", async () => {
    const resourcePolicy = { Version: "2012-10-17" as const, Statement: [] };
    expect(await verdict([ADMINISTRATOR_ACCESS], call)).toBe("ImplicitlyDenied");
    expect(await verdict([ADMINISTRATOR_ACCESS], call, { resourcePolicy })).toBe("ImplicitlyDenied");
  });
});
