import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { KeeperGateway, REQUIRED_PROVIDER, terraformHcl } from "cdktf-keeperpam-aws";
import type { Construct } from "constructs";
import { acceptFindingsOfExample } from "./accepted-findings";

/** A stack of your own: the database, the users and the gateway's machine are made in it, and so are the gateway's rights. */
export class OrdersStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    // Without it the CDK demands the one provider release that its bindings were made from.
    this.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);

    const initialPassword = new TerraformVariable(this, "initial_password", {
      type: "string",
      sensitive: true,
    });
    const orders = new DbInstance(this, "orders", {
      identifierPrefix: "orders-",
      instanceClass: "db.t4g.micro",
      engine: "postgres",
      allocatedStorage: 20,
      storageEncrypted: true,
      autoMinorVersionUpgrade: true,
      deletionProtection: true,
      copyTagsToSnapshot: true,
      username: "keeper",
      // Keeper rotates it after the first apply. Write-only (Terraform 1.11): it is never in the state, and never reset.
      passwordWo: initialPassword.stringValue,
      passwordWoVersion: 1,
      skipFinalSnapshot: true,
    });
    const auditor = new IamUser(this, "auditor", { name: "auditor", path: "/contractors/" });
    const breakGlass = new IamUser(this, "break-glass", { name: "break-glass" });

    const gateway = new KeeperGateway(this, "gateway", {
      name: "keeper-gateway",
      targets: {
        managedDatabases: [{ instance: orders.identifier }],
        iamUsers: [{ name: auditor.name, path: auditor.path }],
      },
      protectedUsers: [breakGlass.name],
      configurationSecret: { name: "keeper/gateway-configuration" },
    });

    const host = new Instance(this, "gateway-host", {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.medium",
      ebsOptimized: true,
      iamInstanceProfile: gateway.instanceProfileName,
      // Hop limit 2 where the gateway runs in Docker, 1 for a native installation.
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 },
      rootBlockDevice: { encrypted: true },
    });

    acceptFindingsOfExample(orders, [auditor, breakGlass], host);

    new TerraformOutput(this, "keeper_records", { value: gateway.keeperRecords });
    new TerraformOutput(this, "put_configuration", { value: gateway.configurationSecret?.putValueCommand });
  }

  /** For `cdktf synth --hcl`: what the CDK writes so that Terraform does not take it, and what it leaves out. */
  override toHclTerraform() {
    return terraformHcl(this, super.toHclTerraform());
  }
}

if (require.main === module) {
  const app = new App();
  new OrdersStack(app, "orders");
  app.synth();
}
