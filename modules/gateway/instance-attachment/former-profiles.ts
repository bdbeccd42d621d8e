import { DataAwsIamInstanceProfile } from "@cdktf/provider-aws/lib/data-aws-iam-instance-profile";
import { DataAwsInstance } from "@cdktf/provider-aws/lib/data-aws-instance";
import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import {
  DataResource,
  ref,
  TerraformIterator,
  TerraformLocal,
  Token,
  type TerraformResourceLifecycle,
} from "cdktf";
import { Construct } from "constructs";
import { address } from "../address";
import { expression } from "../expression";
import type { FormerProfile } from "./attachment-statements";
import { EXISTING } from "./observed-instances";

/**
 * What the instances have before the gateway's profile replaces it: looked up when an instance is first planned, shown in
 * that plan, and kept in the state from then on.
 *
 * An instance that is gone has no profile and is no error: nothing is looked up that does not exist.
 */
export class FormerProfiles extends Construct {
  private readonly instances: DataAwsInstance;
  private readonly profiles: DataAwsIamInstanceProfile;

  /** @param profileName the gateway's profile, which is never a former one */
  constructor(scope: Construct, id: string, instanceIds: readonly string[], profileName: string) {
    super(scope, id);
    const existing = new DataAwsInstances(this, "existing", {
      filter: [{ name: "instance-id", values: [...instanceIds] }],
      instanceStateNames: EXISTING,
    });
    this.instances = new DataAwsInstance(this, "instance", {
      forEach: TerraformIterator.fromList(existing.ids),
      instanceId: "${each.value}",
    });
    const names = new TerraformLocal(
      this,
      "profile-names",
      `\${[for instance in ${address(this.instances)} : instance.iam_instance_profile if !contains(["", ${expression(profileName)}], instance.iam_instance_profile)]}`,
    );
    this.profiles = new DataAwsIamInstanceProfile(this, "profile", {
      forEach: TerraformIterator.fromList(names.asList),
      name: "${each.value}",
    });
  }

  /** The record of one instance, and what it says. */
  record(
    id: string,
    instanceId: string,
    lifecycle?: TerraformResourceLifecycle,
  ): { readonly resource: DataResource; readonly former: FormerProfile } {
    const profile = `${address(this.profiles)}[${address(this.instances)}[${expression(instanceId)}].iam_instance_profile]`;
    const resource = new DataResource(this, id, {
      input: {
        profile_arn: `\${try(${profile}.arn, "")}`,
        role_arn: `\${try(${profile}.role_arn, "")}`,
      },
      lifecycle: { ...lifecycle, ignoreChanges: ["input"] },
    });
    const recorded = `${address(resource)}.input`;
    return {
      resource,
      former: {
        profileArn: Token.asString(ref(`${recorded}.profile_arn`)),
        roleArn: Token.asString(ref(`${recorded}.role_arn`)),
      },
    };
  }
}
