import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { policyDocuments, synthesizeConfiguration, type TerraformJson } from "../support/synthesis";

/** The stacks of an example, by name. */
const example = (...path: string[]) => synthesizeConfiguration(join(PROJECT, "examples", ...path));

const statementsOf = (stack: TerraformJson | undefined) =>
  stack ? policyDocuments(stack).flatMap(({ Statement }) => Statement) : [];

const sids = (stack: TerraformJson | undefined) => statementsOf(stack).map(({ Sid }) => Sid);

const arns = (stack: TerraformJson | undefined) =>
  statementsOf(stack).flatMap(({ Resource }) => Resource.filter((resource) => resource !== "*"));

it("the starter file grants nothing", () => {
  const { "keeper-gateway": stack } = synthesizeConfiguration(join(PROJECT, "keeper-pam.yaml"));
  expect(Object.keys(stack?.resource ?? {}).sort()).toEqual(["aws_iam_instance_profile", "aws_iam_role"]);
});

it("examples/minimal grants one database and one user", () => {
  const { "keeper-gateway": stack } = example("minimal", "keeper-pam.yaml");
  expect(arns(stack)).toEqual([
    // The guard, then what is granted.
    "arn:aws:ec2:*:111122223333:instance/*",
    // The access-key users of other gateways.
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:iam::111122223333:role/keeper-gateway",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:rds:us-east-1:111122223333:db:orders",
    "arn:aws:iam::111122223333:user/console-admin",
  ]);
});

it("examples/every-target has a statement for every job but those by tag", () => {
  const { "keeper-gateway": stack } = example("every-target", "keeper-pam.yaml");
  expect(sids(stack)).toEqual([
    ...["DenyIdentityChanges", "DenyInstanceProfiles"],
    "DenyProtectedUsers",
    "DenyGatewayUsers",
    "SimulateOwnPermissions",
    "DiscoverMachinesAndDirectories",
    "DiscoverDatabases",
    "DiscoverUsers",
    "DiscoverAccessKeys",
    "ReadUsersForManagedDatabases",
    "RotateManagedDatabases",
    "ListDirectories",
    "RotateDirectoryUsers",
    "RotateConsolePasswords",
    "RotateAccessKeys",
  ]);
});

it("examples/govcloud names nothing outside its partition", () => {
  const { "keeper-gateway": stack } = example("govcloud", "keeper-pam.yaml");
  expect(arns(stack).length).toBeGreaterThan(5);
  expect(arns(stack).filter((arn) => !arn.startsWith("arn:aws-us-gov:"))).toEqual([]);
});

it("examples/tags-and-paths reaches by tag only what carries it, and names no user one by one", () => {
  const { "keeper-gateway": stack } = example("tags-and-paths", "keeper-pam.yaml");
  const tagged = statementsOf(stack).filter(({ Sid }) => Sid.endsWith("Tagged"));
  expect(tagged.map(({ Sid }) => Sid)).toEqual([
    "RotateManagedDatabasesTagged",
    "RotateDirectoryUsersTagged",
    "RotateConsolePasswordsTagged",
  ]);
  for (const { Condition } of tagged) {
    expect(Condition?.StringEquals).toEqual({ "aws:ResourceTag/KeeperPAM": ["managed"] });
  }
  const rotated = statementsOf(stack).filter(
    ({ Sid }) => Sid === "RotateConsolePasswords" || Sid === "RotateAccessKeys",
  );
  expect(rotated.flatMap(({ Resource }) => Resource)).toEqual([
    "arn:aws:iam::111122223333:user/service/*",
    "arn:aws:iam::111122223333:user/service/*",
  ]);
});

it("examples/three-accounts keeps each account, its role and its state to itself", () => {
  const stacks = example("three-accounts");
  const found = Object.entries(stacks).map(([name, stack]) => [
    name,
    [...new Set(arns(stack).map((arn) => arn.split(":")[4]))],
    stack.provider?.aws[0]?.allowed_account_ids,
    (stack.terraform.backend as { s3: { key: string } }).s3.key,
  ]);
  expect(found).toEqual([
    ["keeper-gateway-production", ["111122223333"], ["111122223333"], "keeper/production.tfstate"],
    ["keeper-gateway-sandbox", ["777788889999"], ["777788889999"], "keeper/sandbox.tfstate"],
    ["keeper-gateway-staging", ["444455556666"], ["444455556666"], "keeper/staging.tfstate"],
  ]);
});

it("examples/running-instances attaches one profile to two instances, by a function that may do nothing else", () => {
  const { "keeper-gateway": stack } = example("running-instances", "keeper-pam.yaml");
  expect(Object.keys(stack?.resource?.aws_lambda_invocation ?? {})).toEqual([
    "gateway_instances_i_0123456789abcdef0",
    "gateway_instances_i_0fedcba9876543210",
  ]);
  const documents = Object.keys(stack?.data?.aws_iam_policy_document ?? {}).filter((id) =>
    /^gateway_instances_.*_policy_document$/.test(id),
  );
  const statements = documents.flatMap(
    (id) => stack?.data?.aws_iam_policy_document?.[id]?.statement as { sid: string }[],
  );
  expect(statements.map(({ sid }) => sid)).toEqual([
    "FindInstanceProfile",
    "PassGatewayRole",
    "WriteLog",
    ...["AttachInstanceProfile", "DetachInstanceProfile", "PassFormerRole"],
    ...["AttachInstanceProfile", "DetachInstanceProfile", "PassFormerRole"],
  ]);
});

it("examples/access-key has a user in place of a role, and a key whose secret only ops.asc reads", () => {
  const { "keeper-gateway": stack } = example("access-key", "keeper-pam.yaml");
  expect(Object.keys(stack?.resource ?? {})).not.toContain("aws_iam_role");
  expect(sids(stack)).toEqual([
    ...["DenyIdentityChanges", "DenyInstanceProfiles"],
    "DenyOwnUser",
    "DenyGatewayUsers",
    "SimulateOwnPermissions",
    "ReadOwnUser",
    "RotateConsolePasswords",
  ]);
  const [key] = Object.values(stack?.resource?.aws_iam_access_key ?? {});
  expect(key?.pgp_key).toMatch(/^mQGNB[A-Za-z0-9+/]+=*$/);
  expect(Object.keys(stack?.output ?? {})).not.toContain("access_key_secret");
});

it("examples/protected-configuration has a secret without a value, which one role may write", () => {
  const { "keeper-gateway": stack } = example("protected-configuration", "keeper-pam.yaml");
  expect(Object.keys(stack?.resource ?? {}).filter((type) => type.startsWith("aws_secretsmanager"))).toEqual([
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_policy",
  ]);
  const operators = ["arn:aws:iam::111122223333:role/keeper-operators"];
  const policy = stack?.data?.aws_iam_policy_document?.gateway_configuration_secret_secret_policy_document;
  expect(policy?.statement).toEqual([
    {
      sid: "OperatorsPutConfiguration",
      effect: "Allow",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: ["*"] }],
      condition: [
        { test: "StringEquals", variable: "aws:PrincipalAccount", values: ["111122223333"] },
        { test: "ArnLike", variable: "aws:PrincipalArn", values: operators },
      ],
    },
    expect.objectContaining({
      sid: "OthersWriteNothing",
      effect: "Deny",
      condition: [{ test: "ArnNotLike", variable: "aws:PrincipalArn", values: operators }],
    }),
  ]);
});
