import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { AssumeRoleWithWebIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { deployerPolicies, type DeployerTask } from "../../../modules/deployer";
import type { Identity } from "../../pipelines/job";
import { ACCOUNT_ID, clientSettings, iamArn, ROOT } from "../ministack";
import { SOMEBODY, tokenOf } from "./runner";

export const PLAN_ROLE = iamArn("role/pipeline-plan");
export const APPLY_ROLE = iamArn("role/pipeline-apply");

/** The two roles of a pipeline: who may take them, and what they may do. */
export class PipelineRoles {
  private readonly iam: IAMClient;
  private readonly carried: { readonly role: string; readonly policy: string }[] = [];

  constructor(private readonly endpoint: string) {
    this.iam = new IAMClient(clientSettings(endpoint, ROOT));
  }

  /** Makes the roles with the trust policies beside a pipeline's file; without any, for {@link SOMEBODY}. */
  async create(folder: string): Promise<void> {
    for (const task of ["plan", "apply"]) {
      const file = join(folder, `${task}-trust.json`);
      await this.iam.send(
        new CreateRoleCommand({
          RoleName: `pipeline-${task}`,
          AssumeRolePolicyDocument: existsSync(file) ? readFileSync(file, "utf8") : trustOf(SOMEBODY),
        }),
      );
    }
  }

  /** Deletes the roles, which carry nothing yet. */
  async delete(): Promise<void> {
    for (const task of ["plan", "apply"]) {
      await this.iam.send(new DeleteRoleCommand({ RoleName: `pipeline-${task}` }));
    }
  }

  /** Gives the roles what `keeperpam-aws deployer-policy` prints for a configuration, in place of what they had. */
  async carry(configuration: string): Promise<void> {
    for (const { role, policy } of this.carried.splice(0)) {
      await this.iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: policy }));
      await this.iam.send(new DeletePolicyCommand({ PolicyArn: policy }));
    }
    await this.give("pipeline-plan", configuration, "plan");
    await this.give("pipeline-apply", configuration, "deploy");
  }

  /** Whether a token gets a role. */
  async admits(role: string, identity: Identity): Promise<boolean> {
    // Whoever comes with a token signs with nothing; the SDK wants credentials of its own all the same.
    const sts = new STSClient(clientSettings(this.endpoint, { accessKeyId: "0", secretAccessKey: "0" }));
    const call = { RoleArn: role, RoleSessionName: "pipeline", WebIdentityToken: tokenOf(identity) };
    try {
      await sts.send(new AssumeRoleWithWebIdentityCommand(call));
      return true;
    } catch (error) {
      if ((error as Error).name !== "AccessDenied") throw error;
      return false;
    }
  }

  private async give(role: string, configuration: string, task: DeployerTask): Promise<void> {
    const { documents } = deployerPolicies(configuration, undefined, task);
    for (const [name, document] of Object.entries(documents)) {
      const { Policy } = await this.iam.send(
        // Not by a name that begins with the gateway's: those are counted.
        new CreatePolicyCommand({ PolicyName: `for-${name}`, PolicyDocument: JSON.stringify(document) }),
      );
      const policy = Policy?.Arn ?? "";
      await this.iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: policy }));
      this.carried.push({ role, policy });
    }
  }
}

function trustOf({ iss, aud, sub }: Identity): string {
  const host = iss.replace("https://", "");
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/${host}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${host}:aud`]: aud, [`${host}:sub`]: sub } },
      },
    ],
  });
}
