import { stackOf } from "../support/configuration";
import { synthesizeConfiguration } from "../support/synthesis";
import { configurationFile } from "../support/configuration";

const MINIMAL = "name: keeper-gateway\naws: { region: us-east-1 }\n";

describe("the provider", () => {
  it("is asked for as a range of versions", () => {
    expect(stackOf(MINIMAL).terraform.required_providers).toEqual({
      aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
    });
  });

  it("has a region and nothing else by default", () => {
    expect(stackOf(MINIMAL).provider?.aws).toEqual([{ region: "us-east-1" }]);
  });

  it("works in the given account only, takes the given role and puts the default tags on everything", () => {
    const stack = stackOf(`
name: keeper-gateway
aws:
  region: us-east-1
  accountId: "111122223333"
  assumeRoleArn: arn:aws:iam::111122223333:role/deployer
  tags: { Owner: security }
`);
    expect(stack.provider?.aws).toEqual([
      {
        region: "us-east-1",
        allowed_account_ids: ["111122223333"],
        assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/deployer" }],
        default_tags: [{ tags: { Owner: "security" } }],
      },
    ]);
  });
});

describe("the names", () => {
  it("are those of the configuration, to the letter", () => {
    const stacks = synthesizeConfiguration(
      configurationFile(`${MINIMAL}targets: { iamUsers: [{ name: a }] }\n`),
    );
    expect(Object.keys(stacks)).toEqual(["keeper-gateway"]);
    const { resource } = stacks["keeper-gateway"] ?? {};
    expect(resource?.aws_iam_role?.gateway_role?.name).toBe("keeper-gateway");
    expect(resource?.aws_iam_instance_profile?.gateway_instance_profile?.name).toBe("keeper-gateway");
    expect(resource?.aws_iam_policy?.gateway_permissions_policy_1?.name).toBe("keeper-gateway-1");
  });

  it("are others where the configuration says so", () => {
    const stacks = synthesizeConfiguration(
      configurationFile(
        `${MINIMAL}stack: production\ngateway: { role: { name: pam-role }, instanceProfile: { name: pam-profile } }\n`,
      ),
    );
    expect(Object.keys(stacks)).toEqual(["production"]);
    expect(stacks.production?.resource?.aws_iam_role?.gateway_role?.name).toBe("pam-role");
    expect(stacks.production?.resource?.aws_iam_instance_profile?.gateway_instance_profile?.name).toBe(
      "pam-profile",
    );
  });

  it("of Terraform's resources are a contract: another name would replace what is there", () => {
    const { resource, data } = stackOf(`
${MINIMAL}
targets: { iamUsers: [{ name: a }] }
`);
    const addresses = Object.entries({ ...resource, ...data }).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((name) => `${type}.${name}`),
    );
    expect(addresses.sort()).toEqual([
      "aws_caller_identity.gateway_caller_identity",
      "aws_iam_instance_profile.gateway_instance_profile",
      "aws_iam_policy.gateway_permissions_policy_1",
      "aws_iam_policy_document.gateway_permissions_document_1",
      "aws_iam_policy_document.gateway_role_trust",
      "aws_iam_role.gateway_role",
      "aws_iam_role_policy_attachment.gateway_permissions_attachment_1",
      "aws_partition.gateway_partition",
    ]);
  });
});

describe("the gateway's section", () => {
  it("can bring an existing role along", () => {
    const { resource, data } = stackOf(
      `${MINIMAL}gateway: { role: { existing: legacy } }\ntargets: { iamUsers: [{ name: a }] }\n`,
    );
    expect(Object.keys(resource ?? {}).sort()).toEqual(["aws_iam_policy", "aws_iam_role_policy_attachment"]);
    expect(data?.aws_iam_role?.gateway_existing_role).toMatchObject({ name: "legacy" });
  });

  it("can do without an instance profile", () => {
    expect(stackOf(`${MINIMAL}gateway: { instanceProfile: false }\n`).resource).not.toHaveProperty(
      "aws_iam_instance_profile",
    );
  });

  it("can want an instance profile for an existing role", () => {
    const stack = stackOf(`${MINIMAL}gateway: { role: { existing: legacy }, instanceProfile: true }\n`);
    expect(stack.resource?.aws_iam_instance_profile?.gateway_instance_profile).toMatchObject({
      name: "keeper-gateway",
      role: "${data.aws_iam_role.gateway_existing_role.name}",
    });
  });
});

describe("the outputs", () => {
  const TARGETS = `${MINIMAL}
targets:
  ec2Users: true
  managedDatabases: [{ instance: orders, region: eu-west-1 }]
  iamUsers: [{ path: /service/ }]
`;
  const steps = (text: string) => stackOf(text).output?.next_steps?.value as string[];

  it("name the role, the profile, the policies and the values of the Keeper records", () => {
    const { output } = stackOf(TARGETS);
    expect(Object.keys(output ?? {}).sort()).toEqual([
      "instance_profile_name",
      "keeper_pam_configuration",
      "keeper_records",
      "next_steps",
      "policy_arns",
      "role_arn",
      "role_name",
    ]);
    expect(output?.keeper_records?.value).toEqual({
      pam_databases: [{ "Database ID": "orders", "Provider Region": "eu-west-1" }],
      pam_directories: [],
      pam_users: [],
    });
    expect(output?.keeper_pam_configuration?.value).toMatchObject({
      "Region Names": ["us-east-1", "eu-west-1"],
    });
  });

  it("name a user once who is a target twice, though only the provider knows account and partition", () => {
    const { output } = stackOf(
      `${MINIMAL}targets: { iamUsers: [{ name: ada }], iamAccessKeys: [{ name: ada, path: / }, { name: ada }] }\n`,
    );
    const { pam_users: users } = output?.keeper_records?.value as { pam_users: { Login: string }[] };
    expect(users.map(({ Login }) => Login)).toEqual(["ada"]);
  });

  it("say what to do next for what was asked for", () => {
    const text = steps(TARGETS).join("\n");
    expect(text).toMatch(/^1\. Give the gateway's instance the profile instance_profile_name/);
    expect(text).toMatch(/selected by tag or path are not in keeper_records/);
    expect(text).toMatch(/password rule of the databases/);
    expect(text).toMatch(/needs a console password to begin with/);
    expect(text).toMatch(/EC2 users need no AWS right.*22, 5985, 5986/);
  });

  it("say so when the gateway may rotate nothing", () => {
    expect(steps(MINIMAL).at(-1)).toMatch(/The gateway may rotate nothing yet/);
  });

  it("list discovery's regions as the Region Names", () => {
    const { output } = stackOf(`${MINIMAL}discovery: { regions: [us-west-2, eu-west-1] }\n`);
    expect(output?.keeper_pam_configuration?.value).toMatchObject({
      "Region Names": ["us-west-2", "eu-west-1"],
    });
  });

  it("keep the secret of an access key from the screen where it is in the state", () => {
    const { output } = stackOf(`${MINIMAL}gateway: { accessKeyUser: { acceptSecretInState: true } }\n`);
    expect(output?.access_key_secret).toMatchObject({ sensitive: true });
    expect(output).not.toHaveProperty("access_key_encrypted_secret");
  });

  it("say how to decrypt a secret, in the words of the program that holds the key", () => {
    const withKey = (pgpKey: string) =>
      steps(`${MINIMAL}gateway: { accessKeyUser: { pgpKey: "${pgpKey}" } }\n`).join("\n");
    expect(withKey("keybase:ada")).toContain(
      "terraform output -raw access_key_encrypted_secret | base64 --decode | keybase pgp decrypt.",
    );
  });

  it("say what to do while the former key is still there", () => {
    const text = steps(
      `${MINIMAL}gateway: { accessKeyUser: { pgpKey: "keybase:ada", generation: 2, keepPrevious: true } }\n`,
    ).join("\n");
    expect(text).toMatch(/The former access key is still there: .* remove keepPrevious and apply again/);
  });

  it("say that an instance role always wins, where there is one beside an access key", () => {
    const user = "accessKeyUser: { createAccessKey: false }";
    const beside = steps(`${MINIMAL}gateway: { ${user} }\n`).join("\n");
    const alone = steps(`${MINIMAL}gateway: { role: false, ${user} }\n`).join("\n");
    expect(beside).toContain("An instance role always wins");
    expect(alone).not.toContain("An instance role always wins");
  });

  it("name the setting of the gateway's configuration for every installation, and the order of the steps", () => {
    const stack = stackOf(`${MINIMAL}gateway: { configurationSecret: { name: keeper/gateway } }\n`);
    const name = "${aws_secretsmanager_secret.gateway_configuration_secret.name}";
    expect(stack.output?.configuration_secret?.value).toMatchObject({
      "Put the value": `aws secretsmanager put-secret-value --region us-east-1 --secret-id ${name} --secret-string file://gateway-configuration.txt`,
      "Docker: environment in place of GATEWAY_CONFIG": `AWS_KMS_SECRET_NAME=${name}`,
      "Linux: option of the service": `gateway start --service --aws-kms-secret-name=${name}`,
      "Helm: value gateway.awsKmsSecretName": name,
    });
    const text = (stack.output?.next_steps?.value as string[]).join("\n");
    expect(text.indexOf("Put the gateway's base64 configuration into its secret")).toBeGreaterThan(-1);
    expect(text.indexOf("Start the gateway (1.3.0 or newer")).toBeGreaterThan(
      text.indexOf("Put the gateway's base64 configuration into its secret"),
    );
  });

  it("hold no line breaks: each step is a line", () => {
    expect(JSON.stringify(stackOf(TARGETS).output)).not.toContain("\\n");
  });
});
