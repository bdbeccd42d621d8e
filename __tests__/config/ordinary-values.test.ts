import * as fc from "fast-check";
import { problemsBelow } from "../support/refusals";

/** A text where the file takes any: the path of the state in a bucket. */
const accepted = (text: string) =>
  expect(problemsBelow("backend:", "  s3:", `    key: ${JSON.stringify(text)}`)).toEqual([]);

describe("an ordinary value is not taken for a secret:", () => {
  it.each([
    ["a commit", "3b18e512dba79e4c8300dd08aeb37f8e728b8dad"],
    ["a checksum", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["a checksum in capitals", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"],
    ["a UUID", "123e4567-e89b-12d3-a456-426614174000"],
    [
      "the ARN of a role of the IAM Identity Center",
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_AdministratorAccess_0123456789abcdef",
    ],
    ["the ARN of a key", "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    [
      "the ARN of a key in several regions",
      "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    ],
    [
      "the ARN of a secret",
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/gateway/Production-AbC12d",
    ],
    [
      "the ARN of a role below a path",
      "arn:aws:iam::111122223333:role/Platform/Deployers/TerraformProduction01",
    ],
    [
      "the ARN of a policy below a long path",
      "arn:aws:iam::111122223333:policy/Boundaries/Platform/KeeperGateway/Production2024/Q3/Version7/Restricted",
    ],
    ["a path in a bucket", "keeper/production/us-east-1/gateway/terraform.tfstate"],
    [
      "a long path in a bucket",
      "Infrastructure/Production/KeeperPAM/Gateways/UsEast1/Account111122223333/terraform.tfstate",
    ],
    ["a path of 40 characters", "Platform/Team7/KeeperPAM/Gateway/State01"],
    [
      "a key of another cloud",
      "projects/corp-prod/locations/global/keyRings/TerraformState/cryptoKeys/KeeperGatewayState01",
    ],
    ["a name of 40 characters", "KeeperGatewayInstanceProfileForProd2024A"],
    ["a name of 43 characters", "AmazonSSMRoleForInstancesQuickSetup2024Prod"],
    ["a name of 43 characters with hyphens", "KeeperGateway-Production-UsEast1-Team-Alpha"],
    ["a name of 67 characters", "ThisIsAVeryLongRoleNameForTheKeeperGatewayInProduction2024AndBeyond"],
    ["a name that begins like the base64 of JSON", "ewok-production-gateway-europe-west"],
    ["a name that begins like an access key ID", "AKIAPRODUCTIONGATEWAYS"],
    ["the ID of a role", "AROAJQABLZS4A3QDU576Q"],
    ["a URL", "https://wiki.example.com/display/SEC/KeeperPAM+Gateway+Rotation+Runbook+For+Production"],
    ["a URL with a user", "ssh://git@github.example.com:2222/Platform/KeeperPAM.git"],
    [
      "a long sentence",
      "Lets the Keeper gateway of Team 7 rotate passwords in production; ask the Platform team (ticket PLAT-1234) before you change anything here",
    ],
    [
      "a sentence about secrets",
      "the clientId and the privateKey are in the vault, the access key is AKIA something",
    ],
    ["a tag's key about a password", "team:password:rotation"],
    ["a tag's value about a password", "rotates-pwd:daily"],
    ["what happens to a password, and when", "password:daily"],
    ["the ARN of a parameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/pwd:1"],
    ["a partition of a table", "teams/pwd=x"],
    ["a URL with a port, and a version behind a sign", "https://state.example.com:8443/pam@v1"],
    ["a URL with an address for a host", "https://[2001:db8::1]:8443/pam@v1"],
    ["the head of a certificate", "-----BEGIN CERTIFICATE-----"],
  ])("%s", (_, text) => accepted(text));

  it("a resource of any name that is made of words", () => {
    const word = fc.constantFrom(
      ...[
        "keeper",
        "gateway",
        "production",
        "platform",
        "team",
        "role",
        "prod",
        "eu",
        "west",
        "1",
        "2024",
        "x7",
      ],
      ...["security", "deploy", "terraform", "rotation", "PAM", "AWS", "access", "state", "blue", "Quebec"],
    );
    const styled = fc
      .tuple(word, fc.boolean())
      .map(([text, capital]) => (capital ? text.charAt(0).toUpperCase() + text.slice(1) : text));
    const name = fc
      .tuple(fc.array(styled, { minLength: 2, maxLength: 16 }), fc.constantFrom("", "-", "_", "/", "."))
      .map(([words, between]) => words.join(between));
    fc.assert(fc.property(name, accepted), { seed: 20240101, numRuns: 1000 });
  });

  it.each([
    ["a place in a store", "https://state.example.com/y?key=keeper/gateway"],
    ["a key to sort by", "https://state.example.com/y?sortKey=a"],
    ["a code", "https://state.example.com/y?code=eu"],
  ])("nor the address of a state with %s", (_, address) => {
    expect(problemsBelow("backend:", "  http:", `    address: "${address}"`)).toEqual([]);
  });

  it("nor in a tag, a name or a description", () => {
    expect(
      problemsBelow(
        "  tags: { Commit: 3b18e512dba79e4c8300dd08aeb37f8e728b8dad }",
        "gateway:",
        "  role: { description: 'Ticket PLAT-1234: see wiki' }",
      ),
    ).toEqual([]);
  });
});

/** Names as AWS and its tools make them, of the length and the looks of secrets. */
const MADE = {
  permissionSetRole: "AWSReservedSSO_DevOpsAdmin_79b12eb2af3d93e3",
  cloudFormationRole: "Prod-KeeperGatewayRole3FA8C2D1-8WXK2Q7ZB4MT",
  cdkRole: "PamStackKeeperGateway9C4F1A2BRole7D3E-X1Y2Z3",
  cdkUser: "PlatformCiBotUser8E2A4C6F-1QK9ZT7WXB3M5R2PL",
  secret: "KeeperConfig9F2C7A1B3D-kQ8x7Tz2LmP4vR6yW1aB3",
};

describe("a name that AWS made is accepted where such a name belongs, however random it looks:", () => {
  const arn = (resource: string) => `arn:aws:iam::111122223333:${resource}`;
  it.each([
    ["a role that exists", `gateway: { role: { existing: ${MADE.cloudFormationRole} } }`],
    ["a role of the CDK's", `gateway: { role: { existing: ${MADE.cdkRole} } }`],
    [
      "a role of 43 characters",
      "gateway: { role: { existing: Aa1-Bb2-Cc3-Dd4-Ee5-Ff6-Gg7-Hh8-Ii9-Jj0-Kk1 } }",
    ],
    [
      "a user",
      `targets: { iamUsers: [{ name: ${MADE.cdkUser} }], iamAccessKeys: [{ name: ${MADE.cdkUser} }] }`,
    ],
    ["a protected user", `protectedUsers: [${MADE.cdkUser}, "${arn(`user/a/${MADE.cdkUser}`)}"]`],
    ["a secret", `gateway: { configurationSecret: { name: ${MADE.secret} } }`],
    [
      "the ARN of a secret",
      `gateway: { configurationSecret: { secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:${MADE.secret}-AbCdEf" } }`,
    ],
    [
      "operators",
      `gateway: { configurationSecret: { name: a, operators: ["${arn(`role/${MADE.cloudFormationRole}`)}"] } }`,
    ],
    ["a boundary", `gateway: { role: { permissionsBoundaryArn: "${arn(`policy/${MADE.cdkRole}`)}" } }`],
    ["the role that Terraform takes", `  assumeRoleArn: "${arn(`role/${MADE.cloudFormationRole}`)}"`],
    [
      "a role of the state",
      `backend: { s3: { assumeRole: { roleArn: "${arn(`role/${MADE.cloudFormationRole}`)}" } } }`,
    ],
    ["a permission set's role, named in a tag", `  tags: { Owner: ${MADE.permissionSetRole} }`],
  ])("%s", (_, line) => {
    expect(problemsBelow(line)).toEqual([]);
  });

  it("and so is a role, user or secret of any such name", () => {
    const made = fc.stringMatching(/^[A-Za-z0-9-]{40,44}$/);
    fc.assert(
      fc.property(made, (name) => {
        fc.pre(!/(?:AKIA|ASIA)[A-Z0-9]{16}/.test(name) && !/gl[a-z]{1,6}-/.test(name) && !/^e/.test(name));
        expect(
          problemsBelow(
            `gateway: { role: { existing: "${name}" }, configurationSecret: { name: "${name}" } }`,
            `targets: { iamUsers: [{ name: "${name}" }] }`,
          ),
        ).toEqual([]);
      }),
      { seed: 20240102, numRuns: 200 },
    );
  });
});
