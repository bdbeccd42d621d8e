import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type IamInstanceProfileAssociation,
} from "@aws-sdk/client-ec2";
import { clientSettings, ROOT } from "./ministack";

/** What matters of a machine here. */
export interface MachineOptions {
  /** @default - none */
  readonly profile?: string;
  /** @default "required" */
  readonly httpTokens?: "required" | "optional";
  /** @default 2 */
  readonly hopLimit?: number;
}

/** The account's EC2 instances, in the hands of somebody who knows nothing of our Terraform. */
export class Machines {
  private readonly ec2: EC2Client;

  constructor(endpoint: string, root = ROOT) {
    this.ec2 = new EC2Client(clientSettings(endpoint, root));
  }

  /** Starts a machine; its ID. */
  async start({ profile, httpTokens = "required", hopLimit = 2 }: MachineOptions = {}): Promise<string> {
    const { Instances } = await this.ec2.send(
      new RunInstancesCommand({
        ImageId: "ami-12345678",
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        MetadataOptions: { HttpTokens: httpTokens, HttpPutResponseHopLimit: hopLimit },
        ...(profile !== undefined && { IamInstanceProfile: { Name: profile } }),
      }),
    );
    return Instances?.[0]?.InstanceId ?? "";
  }

  async terminate(instance: string): Promise<void> {
    await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
  }

  /** Name of the instance profile that a machine has, or undefined. */
  async profileOf(instance: string): Promise<string | undefined> {
    const association = await this.association(instance);
    return association?.IamInstanceProfile?.Arn?.split("/").at(-1);
  }

  /** ID of the association with it, which is another one after every change. */
  async associationOf(instance: string): Promise<string | undefined> {
    return (await this.association(instance))?.AssociationId;
  }

  /** Gives a machine another profile, as an operator in the console or an automation does. */
  async give(instance: string, profile: string): Promise<void> {
    const association = await this.association(instance);
    const IamInstanceProfile = { Name: profile };
    await (association
      ? this.ec2.send(
          new ReplaceIamInstanceProfileAssociationCommand({
            AssociationId: association.AssociationId,
            IamInstanceProfile,
          }),
        )
      : this.ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId: instance, IamInstanceProfile })));
  }

  private async association(instance: string): Promise<IamInstanceProfileAssociation | undefined> {
    const { IamInstanceProfileAssociations = [] } = await this.ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({
        Filters: [{ Name: "instance-id", Values: [instance] }],
      }),
    );
    return IamInstanceProfileAssociations.find(({ State }) => State === "associated");
  }
}
