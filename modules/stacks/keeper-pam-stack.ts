import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { permissionRequest, type Configuration } from "../config";
import {
  KeeperGateway,
  REQUIRED_PROVIDER,
  terraformHcl,
  type KeeperGatewayProps,
  type SynthesizedHcl,
} from "../gateway";
import { addBackend } from "./backend";
import { nextSteps } from "./next-steps";
import { projectFolderFrom } from "./output-folder";
import { addOutputs } from "./outputs";

/** One configuration file as a Terraform stack: provider, state, gateway, and outputs that say what to do next. */
export class KeeperPamStack extends TerraformStack {
  /** @param projectFolder the project's folder, seen from the folder that Terraform runs in */
  constructor(app: App, configuration: Configuration, projectFolder = projectFolderFrom(app)) {
    super(app, configuration.stack ?? configuration.name);
    const { aws, backend } = configuration;
    addBackend(this, backend, projectFolder);
    new AwsProvider(this, "aws", {
      region: aws.region,
      allowedAccountIds: aws.accountId === undefined ? undefined : [aws.accountId],
      defaultTags: aws.tags && [{ tags: aws.tags }],
      assumeRole: aws.assumeRoleArn === undefined ? undefined : [{ roleArn: aws.assumeRoleArn }],
    });
    this.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);

    const props = gatewayProps(configuration);
    const gateway = new KeeperGateway(this, "gateway", props);
    addOutputs(this, gateway, nextSteps(gateway, props));
  }

  override toHclTerraform(): SynthesizedHcl {
    return terraformHcl(this, super.toHclTerraform());
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
}

/** A configuration in the terms of the constructs. */
function gatewayProps(configuration: Configuration): KeeperGatewayProps {
  const { name, aws, gateway = {} } = configuration;
  const { existing, ...role } = typeof gateway.role === "object" ? gateway.role : {};
  const { instanceProfile, attachmentFunction, accessKeyUser, configurationSecret } = gateway;
  const made = gateway.role === false ? { createRole: false } : { role };
  return {
    name,
    region: aws.region,
    accountId: aws.accountId,
    partition: aws.partition,
    ...(existing === undefined ? made : { existingRoleName: existing }),
    instanceProfile: typeof instanceProfile === "object" ? true : instanceProfile,
    instanceProfileName: typeof instanceProfile === "object" ? instanceProfile.name : undefined,
    instances: gateway.instances,
    onConflict: gateway.onConflict,
    installation: gateway.installation,
    functionPermissionsBoundaryArn: attachmentFunction?.permissionsBoundaryArn,
    logRetentionDays: attachmentFunction?.logRetentionDays,
    accessKeyUser: accessKeyUser || undefined,
    configurationSecret: configurationSecret || undefined,
    ...permissionRequest(configuration),
  };
}
