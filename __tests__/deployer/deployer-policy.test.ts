import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { deployerPolicies } from "../../modules/deployer";
import { GATEWAY_TAG, type PolicyDocumentJson, type ResourcePolicyJson } from "../../modules/permissions";
import { configurationFile } from "../support/configuration";
import { PROJECT } from "../support/engines";
import { verdict, type Call } from "../support/simulation";
import { synthesizeConfiguration } from "../support/synthesis";

const ACCOUNT = "111122223333";
const DEPLOYER = { principal: `arn:aws:iam::${ACCOUNT}:user/deployer` };
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";

/** The tag that the stack gives what it makes, e.g. `role/keeper-gateway`. */
const ownTag = (resource: string): Record<string, string> => ({
  [GATEWAY_TAG]: resource.split("/").at(-1) ?? "",
});

const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;

/** A configuration of an account that switches everything on, every role and user under a boundary or none. */
const everything = (boundary?: string) => `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}", tags: { Owner: security } }
gateway:
  role: ${boundary === undefined ? "true" : `{ permissionsBoundaryArn: "${boundary}" }`}
  instances: [i-0123456789abcdef0]
  onConflict: replace
  ${boundary === undefined ? "" : `attachmentFunction: { permissionsBoundaryArn: "${boundary}" }`}
  accessKeyUser:
    name: gateway-user
    acceptSecretInState: true
    ${boundary === undefined ? "" : `permissionsBoundaryArn: "${boundary}"`}
  configurationSecret:
    name: keeper/gateway-configuration
    operators: ["${iam("role/operators")}"]
targets:
  iamUsers: [{ name: console-admin }]
`;

const BOUNDED = everything(BOUNDARY);
const UNBOUNDED = everything();

function documentsOf(path: string, account?: string): PolicyDocumentJson[] {
  return Object.values(deployerPolicies(path, account).documents);
}

const EXAMPLES = [
  ["the starter file", join(PROJECT, "keeper-pam.yaml")],
  ...readdirSync(join(PROJECT, "examples"))
    .filter((name) => name !== "constructs")
    .map((name) => {
      const folder = join(PROJECT, "examples", name);
      const file = join(folder, "keeper-pam.yaml");
      return [`examples/${name}`, existsSync(file) ? file : folder] as const;
    }),
] as const;

const CONFIGURATIONS: [string, PolicyDocumentJson[]][] = [
  ...EXAMPLES.map(([title, path]): [string, PolicyDocumentJson[]] => {
    const named = loadConfigurations(path).every(({ configuration }) => configuration.aws.accountId);
    return [title, documentsOf(path, named ? undefined : ACCOUNT)];
  }),
  ["everything without a boundary", documentsOf(configurationFile(UNBOUNDED))],
  ["everything under a boundary", documentsOf(configurationFile(BOUNDED))],
];

describe.each(CONFIGURATIONS)("whoever may deploy %s", (_, documents) => {
  const mayNot: [string, Call][] = [
    ["create a role of another name", { action: "iam:CreateRole", resource: iam("role/administrator") }],
    ["create a user of another name", { action: "iam:CreateUser", resource: iam("user/administrator") }],
    [
      "create a policy of another name",
      { action: "iam:CreatePolicy", resource: iam("policy/administrator") },
    ],
    ["change what another policy says", { action: "iam:CreatePolicyVersion", resource: iam("policy/other") }],
    [
      "make another version of a policy the default",
      {
        action: "iam:SetDefaultPolicyVersion",
        resource: iam("policy/keeper-gateway-1"),
      },
    ],
    ["write an inline policy of another role", { action: "iam:PutRolePolicy", resource: iam("role/other") }],
    [
      "write an inline policy of the gateway's role",
      {
        action: "iam:PutRolePolicy",
        resource: iam("role/keeper-gateway"),
      },
    ],
    ["write an inline policy of a user", { action: "iam:PutUserPolicy", resource: iam("user/gateway-user") }],
    [
      "attach AdministratorAccess to the gateway's role",
      {
        action: "iam:AttachRolePolicy",
        resource: iam("role/keeper-gateway"),
        context: { "iam:PolicyARN": ADMINISTRATOR_ACCESS, "iam:PermissionsBoundary": BOUNDARY },
      },
    ],
    [
      "attach AdministratorAccess to the function's role",
      {
        action: "iam:AttachRolePolicy",
        resource: iam("role/keeper-gateway-instance-attachment"),
        context: { "iam:PolicyARN": ADMINISTRATOR_ACCESS, "iam:PermissionsBoundary": BOUNDARY },
      },
    ],
    [
      "attach AdministratorAccess to the access-key user",
      {
        action: "iam:AttachUserPolicy",
        resource: iam("user/gateway-user"),
        context: { "iam:PolicyARN": ADMINISTRATOR_ACCESS, "iam:PermissionsBoundary": BOUNDARY },
      },
    ],
    [
      "attach the gateway's policy to another role",
      {
        action: "iam:AttachRolePolicy",
        resource: iam("role/other"),
        context: { "iam:PolicyARN": iam("policy/keeper-gateway-1") },
      },
    ],
    [
      "attach the gateway's policy to itself",
      {
        action: "iam:AttachUserPolicy",
        resource: iam("user/deployer"),
        context: { "iam:PolicyARN": iam("policy/keeper-gateway-1") },
      },
    ],
    [
      "pass another role to Lambda",
      {
        action: "iam:PassRole",
        resource: iam("role/other"),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
    ],
    [
      "pass another role to EC2",
      {
        action: "iam:PassRole",
        resource: iam("role/other"),
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
    ],
    [
      "pass the gateway's role to Lambda",
      {
        action: "iam:PassRole",
        resource: iam("role/keeper-gateway"),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
    ],
    [
      "pass the function's role to EC2",
      {
        action: "iam:PassRole",
        resource: iam("role/keeper-gateway-instance-attachment"),
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
    ],
    ["change who takes another role", { action: "iam:UpdateAssumeRolePolicy", resource: iam("role/other") }],
    [
      "change who takes the gateway's role",
      {
        action: "iam:UpdateAssumeRolePolicy",
        resource: iam("role/keeper-gateway"),
      },
    ],
    [
      "take the boundary from the gateway's role",
      {
        action: "iam:DeleteRolePermissionsBoundary",
        resource: iam("role/keeper-gateway"),
        context: { "iam:PermissionsBoundary": BOUNDARY },
      },
    ],
    [
      "take the boundary from the access-key user",
      {
        action: "iam:DeleteUserPermissionsBoundary",
        resource: iam("user/gateway-user"),
        context: { "iam:PermissionsBoundary": BOUNDARY },
      },
    ],
    [
      "make an access key of another user",
      { action: "iam:CreateAccessKey", resource: iam("user/root-owner") },
    ],
    ["set a console password", { action: "iam:CreateLoginProfile", resource: iam("user/gateway-user") }],
    ["take any role", { action: "sts:AssumeRole", resource: iam("role/keeper-gateway") }],
    [
      "read the secret",
      {
        action: "secretsmanager:GetSecretValue",
        resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:keeper/gateway-configuration-abcdef`,
      },
    ],
    [
      "call another function",
      {
        action: "lambda:InvokeFunction",
        resource: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:other`,
      },
    ],
    [
      "change the code of another function",
      {
        action: "lambda:UpdateFunctionCode",
        resource: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:other`,
      },
    ],
  ];

  it.each(mayNot)("may not %s", async (_title, call) => {
    expect(await verdict(documents, call, DEPLOYER)).toBe("ImplicitlyDenied");
  });
});

describe("under a permissions boundary", () => {
  const documents = documentsOf(configurationFile(BOUNDED));

  const tagged = (name: string) => ({ [`aws:RequestTag/${GATEWAY_TAG}`]: name });
  const calls: [string, string, string, Record<string, string>?][] = [
    ["create the gateway's role", "iam:CreateRole", "role/keeper-gateway", tagged("keeper-gateway")],
    [
      "create the function's role",
      "iam:CreateRole",
      "role/keeper-gateway-instance-attachment",
      tagged("keeper-gateway-instance-attachment"),
    ],
    ["create the user", "iam:CreateUser", "user/gateway-user", tagged("gateway-user")],
    ["write the function's inline policies", "iam:PutRolePolicy", "role/keeper-gateway-instance-attachment"],
    [
      "attach the role's policy",
      "iam:AttachRolePolicy",
      "role/keeper-gateway",
      {
        "iam:PolicyARN": iam("policy/keeper-gateway-1"),
      },
    ],
    [
      "attach the user's policy",
      "iam:AttachUserPolicy",
      "user/gateway-user",
      {
        "iam:PolicyARN": iam("policy/keeper-gateway-user-1"),
      },
    ],
    ["change the role's boundary", "iam:PutRolePermissionsBoundary", "role/keeper-gateway"],
    ["change the user's boundary", "iam:PutUserPermissionsBoundary", "user/gateway-user"],
  ];
  const under = (boundary?: string): Record<string, string> =>
    boundary === undefined ? {} : { "iam:PermissionsBoundary": boundary };

  it.each(calls)("the deployer may %s under it alone", async (_title, action, resource, context = {}) => {
    const asked = (boundary?: string) =>
      verdict(
        documents,
        {
          action,
          resource: iam(resource),
          tags: action.includes("Create") ? {} : ownTag(resource),
          context: { ...context, ...under(boundary) },
        },
        DEPLOYER,
      );
    expect([await asked(BOUNDARY), await asked(), await asked(iam("policy/other"))]).toEqual([
      "Allowed",
      "ImplicitlyDenied",
      "ImplicitlyDenied",
    ]);
  });

  it("a boundary that the stack makes itself is refused", () => {
    const own = configurationFile(everything(iam("policy/keeper-gateway-1")));
    expect(() => deployerPolicies(own)).toThrow(
      `${own}: "${iam("policy/keeper-gateway-1")}" bounds the stack and is made by it or by another one of these`,
    );
  });

  it("the command names what has none, and nothing where everything has one", () => {
    const said = (text: string) =>
      deployerPolicies(configurationFile(text)).notes.filter((note) => note.includes("boundary"));
    expect(said(UNBOUNDED)).toEqual([
      "keeper-gateway: keeper-gateway, keeper-gateway-instance-attachment, gateway-user have no permissions boundary: whoever has these policies decides what they may do",
    ]);
    expect(said(BOUNDED)).toEqual([]);
  });
});

describe("without a boundary", () => {
  const documents = documentsOf(configurationFile(UNBOUNDED));

  it.each([
    ["iam:CreateRole", "role/keeper-gateway"],
    ["iam:CreateUser", "user/gateway-user"],
    ["iam:CreatePolicy", "policy/keeper-gateway-1"],
    ["iam:PutRolePolicy", "role/keeper-gateway-instance-attachment"],
  ])("the deployer has %s on %s", async (action, resource) => {
    const context: Record<string, string> = action.includes("Create")
      ? { [`aws:RequestTag/${GATEWAY_TAG}`]: ownTag(resource)[GATEWAY_TAG] ?? "" }
      : {};
    const call = { action, resource: iam(resource), tags: ownTag(resource), context };
    expect(await verdict(documents, call, DEPLOYER)).toBe("Allowed");
  });
});

/** The policy that KMS gives a key for which nobody wrote one: everything is left to IAM. */
const LEFT_TO_IAM: ResourcePolicyJson = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "EnableIAMUserPermissions",
      Effect: "Allow",
      Principal: { AWS: [iam("root")] },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
};

describe("the key of the secret", () => {
  const documents = documentsOf(configurationFile(BOUNDED));
  const resource = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
  const own = "alias/keeper/gateway-configuration";
  const asked = (action: string, aliases: string[], more: Record<string, string> = {}) =>
    verdict(
      documents,
      { action, resource, context: { "kms:ResourceAliases": aliases, ...more } },
      { ...DEPLOYER, resourcePolicy: LEFT_TO_IAM },
    );

  it.each(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DescribeKey"])(
    "is within reach of %s by its alias, another key is not",
    async (action) => {
      expect(await asked(action, [own])).toBe("Allowed");
      expect(await asked(action, ["alias/payroll"])).toBe("ImplicitlyDenied");
      expect(await asked(action, [own, "alias/payroll"])).toBe("ImplicitlyDenied");
    },
  );

  it("cannot be told, while it is being made, from any other key without an alias", async () => {
    expect(await asked("kms:PutKeyPolicy", [])).toBe("Allowed");
  });

  it("is used for the check of access through Secrets Manager alone", async () => {
    const check = {
      "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
      "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess",
    };
    expect(await asked("kms:Decrypt", [own], check)).toBe("Allowed");
    expect(await asked("kms:Decrypt", [own])).toBe("ImplicitlyDenied");
    expect(
      await asked("kms:Decrypt", [own], { ...check, "kms:EncryptionContext:SecretVersionId": "AWSCURRENT" }),
    ).toBe("ImplicitlyDenied");
  });

  it("gives no right on any key where an existing one is named", () => {
    const keyArn = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012";
    const file = configurationFile(`
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}" }
gateway: { configurationSecret: { name: keeper/configuration, keyArn: "${keyArn}" } }
`);
    const onKeys = documentsOf(file)
      .flatMap(({ Statement }) => Statement)
      .filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    expect(onKeys.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([["ConnectKeyAndSecret", [keyArn]]]);
  });
});

describe("what the policies are made of", () => {
  const sids = (text: string) =>
    documentsOf(configurationFile(text)).flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));
  const resourcesOf = (text: string, sid: string) =>
    documentsOf(configurationFile(text))
      .flatMap(({ Statement }) => Statement)
      .filter(({ Sid }) => Sid === sid)
      .flatMap(({ Resource }) => Resource);
  const minimal = (...lines: string[]) =>
    ["name: keeper-gateway", `aws: { region: us-east-1, accountId: "${ACCOUNT}" }`, ...lines].join("\n");

  it("a gateway that may do nothing yet takes a role and a profile", () => {
    expect(sids(minimal())).toEqual([
      "CreateRoles",
      "TagNewRoles",
      "ReadRoles",
      "ManageRoles",
      "ChangeRole",
      "ManageInstanceProfile",
      "ReadInstanceProfiles",
      "PassRoleToInstances",
    ]);
  });

  it("reads the instance profiles of others only where it replaces them", () => {
    const profile = "ReadInstanceProfiles";
    expect(resourcesOf(minimal(), profile)).toEqual([iam("instance-profile/keeper-gateway")]);
    expect(resourcesOf(BOUNDED, profile)).toEqual([iam("instance-profile/*")]);
  });

  it("tags beside the stack's own are set and removed only where there are any", () => {
    const actions = (text: string) =>
      documentsOf(configurationFile(text)).flatMap(({ Statement }) =>
        Statement.flatMap(({ Action }) => Action),
      );
    expect(actions(minimal()).filter((action) => /tag/i.test(action))).toEqual(["iam:TagRole"]);
    expect(
      actions(minimal("gateway: { role: { tags: { Owner: security } } }")).filter((action) =>
        /tag/i.test(action),
      ),
    ).toEqual(["iam:TagRole", "iam:TagRole", "iam:UntagRole"]);
    const tagging = actions(UNBOUNDED).filter((action) => /:Tag/.test(action));
    expect([...new Set(tagging)].sort()).toEqual([
      "iam:TagInstanceProfile",
      "iam:TagPolicy",
      "iam:TagRole",
      "iam:TagUser",
      "kms:TagResource",
      "lambda:TagResource",
      "logs:TagResource",
      "secretsmanager:TagResource",
    ]);
  });

  it("a role with a path or a prefix is named as Terraform will name it", () => {
    expect(resourcesOf(minimal("gateway: { role: { name: other, path: /keeper/ } }"), "CreateRoles")).toEqual(
      [iam("role/keeper/other")],
    );
    expect(resourcesOf(minimal("gateway: { role: { namePrefix: keeper- } }"), "CreateRoles")).toEqual([
      iam(`role/keeper-20${"?".repeat(24)}`),
    ]);
  });

  it("another partition has ARNs of its own", () => {
    const text = minimal().replace("us-east-1", "us-gov-west-1");
    expect(resourcesOf(text, "CreateRoles")).toEqual([`arn:aws-us-gov:iam::${ACCOUNT}:role/keeper-gateway`]);
  });

  it("every kind of resource and data source that the examples make is one that the table knows", () => {
    const types = (blocks: Record<string, object> = {}) => Object.keys(blocks);
    const found = [...EXAMPLES.map(([, path]) => path), configurationFile(BOUNDED)].flatMap((path) =>
      Object.values(synthesizeConfiguration(path)).flatMap(({ resource, data }) => [
        ...types(resource),
        ...types(data).map((type) => `data.${type}`),
      ]),
    );
    // These ask AWS for nothing that needs a permission.
    const free = [
      "data.aws_caller_identity",
      "data.aws_iam_policy_document",
      "data.aws_partition",
      "terraform_data",
    ];
    expect([...new Set(found)].filter((type) => !free.includes(type)).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_iam_access_key",
      "aws_iam_instance_profile",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_iam_role_policy_attachment",
      "aws_iam_user",
      "aws_iam_user_policy_attachment",
      "aws_kms_alias",
      "aws_kms_key",
      "aws_lambda_function",
      "aws_lambda_invocation",
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_policy",
      "data.aws_iam_access_keys",
      "data.aws_iam_instance_profile",
      "data.aws_iam_users",
      "data.aws_instance",
      "data.aws_instances",
    ]);
  });
});

describe("who reads and writes the state", () => {
  const withState = (aws: string, s3: string) => `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}"${aws} }
backend: { s3: { ${s3} } }
`;
  const policies = (aws: string, s3: string) => {
    const { documents, notes } = deployerPolicies(configurationFile(withState(aws, s3)));
    const sids = Object.entries(documents).map(([name, { Statement }]) => [
      name,
      Statement.map(({ Sid }) => Sid),
    ]);
    return { sids: Object.fromEntries(sids) as Record<string, string[]>, notes };
  };
  const BUCKET = "bucket: corp-state, key: keeper.tfstate";
  const ROLE = iam("role/terraform");

  it("is the deployer, who gets the bucket, the object and its lock", () => {
    const { sids } = policies("", `${BUCKET}, useLockfile: true`);
    expect(sids["keeper-gateway-deployer-1"]?.slice(-3)).toEqual([
      "ListState",
      "ReadAndWriteState",
      "LockState",
    ]);
  });

  it("is whoever runs Terraform where that takes a role for the rest", () => {
    const { sids, notes } = policies(`, assumeRoleArn: "${ROLE}"`, BUCKET);
    expect(sids["keeper-gateway-deployer-1"]).not.toContain("ListState");
    expect(sids["keeper-gateway-caller-1"]).toEqual(["ListState", "ReadAndWriteState", "TakeRoles"]);
    expect(notes.join("\n")).toContain(`Terraform takes the role ${ROLE}`);
  });

  it("is the state's own role where there is one", () => {
    const { sids, notes } = policies("", `${BUCKET}, assumeRole: { roleArn: "${ROLE}" }`);
    expect(sids["keeper-gateway-deployer-1"]).toContain("TakeRoles");
    expect(sids["keeper-gateway-deployer-1"]).not.toContain("ListState");
    expect(notes.join("\n")).toContain(`the state is read and written by ${ROLE}`);
  });

  it("uses the key of the state through S3 alone, where its ARN is in the file", () => {
    const arn = "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012";
    expect(policies("", `${BUCKET}, kmsKeyId: "${arn}"`).sids["keeper-gateway-deployer-1"]).toContain(
      "EncryptState",
    );
    const { sids, notes } = policies("", `${BUCKET}, kmsKeyId: alias/state`);
    expect(sids["keeper-gateway-deployer-1"]).not.toContain("EncryptState");
    expect(notes.join("\n")).toContain('backend.s3.kmsKeyId is "alias/state", not the ARN of a KMS key');
  });

  it("is said to be unknown where the bucket is not in the file", () => {
    const { sids, notes } = policies("", "region: us-east-1");
    expect(sids["keeper-gateway-deployer-1"]).not.toContain("ListState");
    expect(notes.join("\n")).toContain(
      "bucket and key of the state come from terraform init -backend-config",
    );
  });
});

describe("the account", () => {
  const anyAccount = configurationFile("name: keeper-gateway\naws: { region: us-east-1 }\n");

  it("is asked for where nothing says it", () => {
    expect(() => deployerPolicies(anyAccount)).toThrow("set aws.accountId, or say --account 111122223333");
  });

  it("may be said on the command line", () => {
    expect(JSON.stringify(deployerPolicies(anyAccount, "444455556666"))).toContain(":444455556666:role/");
  });

  it.each([
    ["is not an account", anyAccount, "12", '"12" is not an AWS account ID'],
    [
      "contradicts the file",
      configurationFile(BOUNDED),
      "444455556666",
      `aws.accountId is ${ACCOUNT}, --account 444455556666: leave --account out`,
    ],
  ])("is refused where it %s", (_title, path, account, message) => {
    expect(() => deployerPolicies(path, account)).toThrow(message);
  });
});
