import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployerPolicies, type DeployerTask } from "../../modules/deployer";
import { configurationFile } from "../support/configuration";
import { temporaryFolder } from "../support/temporary-folder";

const ACCOUNT = "111122223333";
const TERRAFORM = `arn:aws:iam::${ACCOUNT}:role/pipelines/terraform`;

const configuration = (name: string, stack: string, more = "", aws = "", account = ACCOUNT) => `
name: ${name}
stack: ${stack}
aws: { region: us-east-1, accountId: "${account}"${aws} }
targets: { iamUsers: [{ name: console-admin }] }
${more}
`;

/** A folder with a configuration file for each text. */
function folderOf(...texts: string[]): string {
  const folder = temporaryFolder();
  texts.forEach((text, i) => writeFileSync(join(folder, `${i + 1}.yaml`), text));
  return folder;
}

describe("policies that whoever deploys could rewrite his own rights with", () => {
  it.each<[string, DeployerTask]>([
    ["x-deployer", "deploy"],
    ["x-caller", "deploy"],
    ["x-planner", "deploy"],
    ["x-planner", "plan"],
    ["X-Deployer", "deploy"],
  ])("are refused where a gateway %s is in the stack x, of whoever may %s", (name, task) => {
    const file = configurationFile(configuration(name, "x"));
    expect(() => deployerPolicies(file, undefined, task)).toThrow(
      `${file}: name is "${name}", so that the stack makes policies called ${name.toLowerCase()}-1, …`,
    );
  });

  it("are refused before there are any: a target that is added makes them", () => {
    const file = configurationFile(
      configuration("x-deployer", "x").replace("iamUsers: [{ name: console-admin }]", "ec2Users: true"),
    );
    expect(() => deployerPolicies(file)).toThrow("he could rewrite his own; allowed is another name");
  });

  it("are refused over all configurations of one call", () => {
    const folder = folderOf(configuration("x-deployer", "y"), configuration("gateway", "x"));
    expect(() => deployerPolicies(folder)).toThrow(
      `${join(folder, "1.yaml")}: name is "x-deployer", so that the stack makes policies called x-deployer-1, …`,
    );
  });

  it("are none in another account, nor under another name", () => {
    const apart = folderOf(
      configuration("x-deployer", "y", "", "", "444455556666"),
      configuration("gateway", "x"),
    );
    expect(Object.keys(deployerPolicies(apart).documents)).toEqual(["y-deployer-1", "x-deployer-1"]);
    const file = configurationFile(configuration("x-deployers", "x"));
    expect(Object.keys(deployerPolicies(file).documents)).toEqual(["x-deployer-1"]);
  });

  it("are refused as the boundary of another configuration of the call", () => {
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/Other-1`;
    const folder = folderOf(
      configuration("gateway", "gateway", `gateway: { role: { permissionsBoundaryArn: "${boundary}" } }`),
      configuration("other", "other"),
    );
    expect(() => deployerPolicies(folder)).toThrow(`"${boundary}" bounds the stack and is made by it or by`);
  });
});

describe("the role that Terraform takes", () => {
  const takes = `, assumeRoleArn: "${TERRAFORM}"`;

  it.each([
    ["an existing role", configuration("x", "x", "gateway: { role: { existing: terraform } }", takes)],
    ["the role that is made", configuration("x", "x", "gateway: { role: { name: Terraform } }", takes)],
    [
      "the role of its state",
      configuration(
        "x",
        "x",
        `gateway: { role: { existing: terraform } }\nbackend: { s3: { bucket: state, key: k, assumeRole: { roleArn: "${TERRAFORM}" } } }`,
      ),
    ],
  ])("is refused as the gateway's role: %s", (_, text) => {
    expect(() => deployerPolicies(configurationFile(text))).toThrow(
      /which is arn:aws:iam::111122223333:role\/pipelines\/terraform that Terraform takes: whoever runs it could give himself any right/,
    );
  });

  it("is refused where Terraform may complete the gateway's role to its name", () => {
    const made = TERRAFORM.replace(/terraform$/, "dep20260101000000000000000001");
    const text = (prefix: string) =>
      configuration("x", "x", `gateway: { role: { namePrefix: ${prefix} } }`, `, assumeRoleArn: "${made}"`);
    expect(() => deployerPolicies(configurationFile(text("dep")))).toThrow(
      /attaches policies to the role "dep", which is .*dep20260101000000000000000001 that Terraform takes/,
    );
    expect(Object.keys(deployerPolicies(configurationFile(text("depo"))).documents)).toContain(
      "x-deployer-1",
    );
  });

  it("may be any other one", () => {
    const text = configuration("x", "x", "gateway: { role: { existing: terraformer } }", takes);
    expect(deployerPolicies(configurationFile(text)).notes.join()).toContain("terraformer exists already");
  });
});
