import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { permissionRequest, type Configuration } from "../config";
import { KeeperGateway, REQUIRED_PROVIDER } from "../gateway";
import { addBackend } from "./backend";
import { nextSteps } from "./next-steps";
import { projectFolderFrom } from "./output-folder";
import { pamConfigurationFields, recordFields } from "./record-fields";

/** One configuration file as a Terraform stack: provider, state, gateway, and outputs that say what to do next. */
export class KeeperPamStack extends TerraformStack {
  constructor(app: App, configuration: Configuration) {
    super(app, configuration.stack ?? configuration.name);
    const { name, aws, backend, gateway = {} } = configuration;
    addBackend(this, backend, projectFolderFrom(app));
    new AwsProvider(this, "aws", {
      region: aws.region,
      allowedAccountIds: aws.accountId === undefined ? undefined : [aws.accountId],
      defaultTags: aws.tags && [{ tags: aws.tags }],
      assumeRole: aws.assumeRoleArn === undefined ? undefined : [{ roleArn: aws.assumeRoleArn }],
    });
    this.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);

    const { existing, ...role } = gateway.role === true || gateway.role === undefined ? {} : gateway.role;
    const { instanceProfile } = gateway;
    const request = permissionRequest(configuration);
    const keeperGateway = new KeeperGateway(this, "gateway", {
      name,
      region: aws.region,
      accountId: aws.accountId,
      partition: aws.partition,
      ...(existing === undefined ? { role } : { existingRoleName: existing }),
      instanceProfile: typeof instanceProfile === "object" ? true : instanceProfile,
      instanceProfileName: typeof instanceProfile === "object" ? instanceProfile.name : undefined,
      ...request,
    });
    this.addOutputs(keeperGateway, nextSteps(keeperGateway, request));
  }

  /** The path of construct ids, without the hash that the CDK adds: within this stack it is unique as it is. */
  protected override allocateLogicalId(element: TerraformElement | Construct["node"]): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : (element as Construct["node"]);
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    return ids
      .filter((id) => id !== "Default")
      .join("_")
      .replaceAll("-", "_");
  }

  private addOutputs(gateway: KeeperGateway, steps: readonly string[]): void {
    const output = (id: string, value: unknown, description: string) =>
      new TerraformOutput(this, id, { value, description });
    output("role_arn", gateway.roleArn, "ARN of the gateway's role");
    output("role_name", gateway.roleName, "Name of the gateway's role");
    if (gateway.instanceProfileName !== undefined) {
      output(
        "instance_profile_name",
        gateway.instanceProfileName,
        "For the gateway's instance: EC2 > Instances > Actions > Security > Modify IAM role, or iam_instance_profile of an aws_instance",
      );
    }
    output("policy_arns", gateway.policyArns, "ARNs of the gateway's policies");
    output(
      "keeper_pam_configuration",
      pamConfigurationFields(gateway.pamConfiguration),
      "What to type into the PAM Configuration record",
    );
    output(
      "keeper_records",
      recordFields(gateway.keeperRecords),
      "What to type into the records of the targets",
    );
    output("next_steps", steps, "What to do after the apply");
  }
}
