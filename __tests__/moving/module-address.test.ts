import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Direction, moduleAddress, movedBlocks } from "../../modules/moving";
import { MODULE } from "../../scripts/module-files";
import { GNUPG_KEYS } from "../permissions/gnupg-keys";
import { stackOf } from "../support/configuration";
import { PROJECT } from "../support/engines";
import { configurationIn } from "../support/refusals";
import type { TerraformJson } from "../support/synthesis";

/** Everything that a stack can make: its resources, by their addresses. */
const EVERYTHING = resourcesOf(
  stackOf(`
name: keeper-gateway
aws: { region: us-east-1 }
gateway:
  instances: [i-0123456789abcdef0, i-12345678]
  onConflict: replace
  accessKeyUser: { acceptSecretInState: true, generation: 12, keepPrevious: true }
  configurationSecret: { name: keeper/gateway, operators: ["arn:aws:iam::111122223333:role/operators"] }
targets:
  iamUsers:
${Array.from({ length: 200 }, (_, i) => `    - { name: user-${i}, path: /a-long-path-for-many-users/ }\n`).join("")}
`),
);

/** What the files of the module declare. */
const DECLARED = new Set(
  readdirSync(join(PROJECT, MODULE))
    .filter((name) => name.endsWith(".tf"))
    .flatMap((name) => [
      ...readFileSync(join(PROJECT, MODULE, name), "utf8").matchAll(/^resource "(\w+)" "(\w+)"/gm),
    ])
    .map(([, type, name]) => `${type}.${name}`),
);

function resourcesOf({ resource = {} }: TerraformJson): string[] {
  return Object.entries(resource).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((id) => `${type}.${id}`),
  );
}

describe("the address that the module has for a resource of a stack", () => {
  it("is one that the module declares, for everything that a stack can make, and leaves out none of them", () => {
    expect(new Set(EVERYTHING.map((address) => moduleAddress(address).replace(/\[.*\]$/, "")))).toEqual(
      DECLARED,
    );
  });

  it("is another one for each resource", () => {
    expect(new Set(EVERYTHING.map(moduleAddress)).size).toBe(EVERYTHING.length);
  });

  it.each([
    ["the role", "aws_iam_role.gateway_role", "aws_iam_role.gateway[0]"],
    ["the second policy", "aws_iam_policy.gateway_permissions_policy_2", "aws_iam_policy.gateway[1]"],
    [
      "the user's tenth attachment",
      "aws_iam_user_policy_attachment.gateway_user_permissions_attachment_10",
      "aws_iam_user_policy_attachment.access_key_user[9]",
    ],
    [
      "the key of a generation",
      "aws_iam_access_key.gateway_access_key_user_access_key_12",
      'aws_iam_access_key.gateway["12"]',
    ],
    [
      "the call for an instance",
      "aws_lambda_invocation.gateway_instances_i_0123456789abcdef0",
      'aws_lambda_invocation.instance["i-0123456789abcdef0"]',
    ],
    [
      "an instance's former profile",
      "terraform_data.gateway_instances_former_i_12345678",
      'terraform_data.former_profile["i-12345678"]',
    ],
  ])("is that of %s", (_what, inStack, inModule) => {
    expect(moduleAddress(inStack)).toBe(inModule);
  });

  it("is missing for what the module does not make, which is an error that names it", () => {
    expect(() => moduleAddress("aws_s3_bucket.gateway_logs")).toThrow(
      "the module has no place for aws_s3_bucket.gateway_logs",
    );
  });
});

it("what a stack remembers of a PGP key that expires stays behind: the module cannot look into one", () => {
  const configuration = configurationIn(
    JSON.stringify({
      name: "keeper-gateway",
      aws: { region: "us-east-1" },
      gateway: { accessKeyUser: { pgpKey: GNUPG_KEYS.expiring } },
    }),
  );
  const moved = movedBlocks(configuration, "gateway", Direction.TO_MODULE);
  expect(moved).toContain("aws_iam_access_key.gateway_access_key_user_access_key_1\n");
  expect(moved).not.toContain("planned");
});
