import { importBlocks } from "../../modules/importing/import-blocks";
import { madeNames } from "../../modules/importing/made-names";
import { moduleAddress } from "../../modules/moving";
import { loadConfigurations } from "../../modules/config";
import { configurationFile } from "../support/configuration";

const EVERYTHING = `
name: keeper-gateway
aws: { region: us-east-1 }
gateway:
  instances: [i-0123456789abcdef0]
  accessKeyUser: { name: gateway-user, acceptSecretInState: true }
  configurationSecret: { name: keeper/gateway }
targets:
  iamUsers: [{ name: console-admin }]
`;

const [file] = loadConfigurations(configurationFile(EVERYTHING));
const made = file ? madeNames(file.configuration) : [];
const ofType = (type: string) => made.filter((one) => one.type === type);
const same = (address: string) => address;

describe("what a configuration makes under a name", () => {
  it("is each role, user, profile, policy, function, log group, secret, alias and key", () => {
    expect(made.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "aws_cloudwatch_log_group /aws/lambda/keeper-gateway-instance-attachment",
      "aws_iam_instance_profile keeper-gateway",
      "aws_iam_policy keeper-gateway-1",
      "aws_iam_policy keeper-gateway-user-1",
      "aws_iam_role keeper-gateway",
      "aws_iam_role keeper-gateway-instance-attachment",
      "aws_iam_user gateway-user",
      "aws_kms_alias alias/keeper/gateway",
      "aws_kms_key Encrypts the configuration of the KeeperPAM gateway in the secret keeper/gateway",
      "aws_lambda_function keeper-gateway-instance-attachment",
      "aws_secretsmanager_secret keeper/gateway",
    ]);
  });

  it("has a place in the module", () => {
    expect(made.map(({ address }) => moduleAddress(address)).sort()).toContain("aws_iam_user.gateway[0]");
  });
});

describe("the import blocks", () => {
  it("give Terraform what the stack has made", () => {
    const [user] = ofType("aws_iam_user");
    const found = { id: "gateway-user", gatewayTag: "gateway-user" };
    const present = user ? [{ made: user, found }] : [];
    expect(importBlocks(present, same)).toEqual([
      'import {\nto = aws_iam_user.gateway_access_key_user\nid = "gateway-user"\n}',
    ]);
  });

  it.each([undefined, "another-gateway"])("leave out a user whose tag is %s", (gatewayTag) => {
    const [user] = ofType("aws_iam_user");
    const present = user ? [{ made: user, found: { id: "gateway-user", gatewayTag } }] : [];
    const [written = ""] = importBlocks(present, same);
    expect(written.replace(/\n# /g, " ")).toContain("somebody else made it, and it is not imported");
    expect(written.split("\n").filter((line) => !line.startsWith("#"))).toEqual([]);
  });

  it("ask whose it is, of what has no tag", () => {
    const [profile] = ofType("aws_iam_instance_profile");
    const [written = ""] = importBlocks(
      profile ? [{ made: profile, found: { id: "keeper-gateway" } }] : [],
      same,
    );
    expect(written).toMatch(/^# It has no tag that says whose it is/);
    expect(written).toContain('id = "keeper-gateway"');
  });

  it("take an ID as it is, and no expression in it", () => {
    const [log] = ofType("aws_cloudwatch_log_group");
    const present = log ? [{ made: log, found: { id: '${file("x")}' } }] : [];
    expect(importBlocks(present, same).join()).toContain('id = "$${file(\\"x\\")}"');
  });

  it("leave out a secret that waits for its deletion, and name the command that takes it back", () => {
    const [secret] = ofType("aws_secretsmanager_secret");
    const found = { id: "arn", gatewayTag: "keeper/gateway", isBeingDeleted: true };
    const [written = ""] = importBlocks(secret ? [{ made: secret, found }] : [], same);
    expect(written.replace(/\n# /g, " ")).toContain("restore-secret --secret-id keeper/gateway");
    expect(written).not.toContain("import {");
  });
});
