import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { GatewayInstallation } from "../../permissions";
import { address } from "../address";
import { expression } from "../expression";
import type { Assertion } from "../terraform-check";

/** States of an instance that still exists. */
export const EXISTING = ["pending", "running", "stopping", "stopped"];

export interface ObservedInstancesProps {
  readonly instanceIds: readonly string[];
  readonly profileName: string;
  readonly profileArn: string;
  readonly installation: GatewayInstallation;
  /** The attachments: nothing is asked before they are as planned. */
  readonly after: ITerraformDependable[];
}

/**
 * What EC2 says about the listed instances, each answer a list of IDs. An instance that is gone is in none of them, and
 * no error.
 */
export class ObservedInstances extends Construct {
  private readonly existing: DataAwsInstances;
  private readonly attached: DataAwsInstances;
  private readonly withoutImdsV2: DataAwsInstances;
  private readonly withHopLimit1: DataAwsInstances;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObservedInstancesProps,
  ) {
    super(scope, id);
    this.existing = this.instances("existing");
    this.attached = this.instances("attached", "iam-instance-profile.arn", props.profileArn);
    this.withoutImdsV2 = this.instances("without-imdsv2", "metadata-options.http-tokens", "optional");
    this.withHopLimit1 = this.instances(
      "with-hop-limit-1",
      "metadata-options.http-put-response-hop-limit",
      "1",
    );
  }

  /** What is warned about for one instance. */
  assertions(instanceId: string, attachment: string): Assertion[] {
    const { profileName, installation } = this.props;
    const isIn = (list: DataAwsInstances) => `contains(${address(list)}.ids, ${expression(instanceId)})`;
    return [
      {
        condition: isIn(this.existing),
        errorMessage: `instance ${instanceId} does not exist any more: take it off the list of instances`,
      },
      {
        condition: `!${isIn(this.existing)} || ${isIn(this.attached)}`,
        errorMessage: `instance ${instanceId} does not have the instance profile ${profileName} any more: somebody changed it. To attach it again: terraform apply -replace=${attachment}`,
      },
      {
        condition: `!${isIn(this.withoutImdsV2)}`,
        errorMessage: `instance ${instanceId} does not require IMDSv2: whoever gets its software to fetch a URL can have the credentials of the role. EC2 > Instances > Actions > Instance settings > Modify instance metadata options`,
      },
      ...(installation === GatewayInstallation.DOCKER
        ? [
            {
              condition: `!${isIn(this.withHopLimit1)}`,
              errorMessage: `instance ${instanceId} has a metadata hop limit of 1: a gateway in a Docker container cannot reach the credentials of the role. Set it to 2; where the gateway runs without Docker, set installation to native`,
            },
          ]
        : []),
    ];
  }

  private instances(id: string, filter?: string, value = ""): DataAwsInstances {
    const { instanceIds, after } = this.props;
    return new DataAwsInstances(this, id, {
      filter: [
        { name: "instance-id", values: [...instanceIds] },
        ...(filter === undefined ? [] : [{ name: filter, values: [value] }]),
      ],
      instanceStateNames: EXISTING,
      dependsOn: after,
    });
  }
}
