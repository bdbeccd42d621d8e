import { randomUUID } from "node:crypto";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DetachRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { clientSettings, type Credentials } from "./ministack";

/** What AWS answers to a call that no policy allows. EC2 has a name of its own for it. */
export const ACCESS_DENIED = {
  name: expect.stringMatching(/^(AccessDenied|UnauthorizedOperation)$/),
  message: expect.stringContaining("because no identity-based policy allows"),
};

/** What AWS answers to a call that a policy denies, whatever the others allow. */
export const EXPLICITLY_DENIED = {
  name: "AccessDenied",
  message: expect.stringContaining("with an explicit deny in an identity-based policy"),
};

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** The AWS calls of a Keeper Gateway, and some that it has no business making, with the credentials that it is given. */
export class Gateway {
  private readonly iam: IAMClient;

  constructor(
    private readonly endpoint: string,
    private readonly credentials: Credentials,
  ) {
    this.iam = new IAMClient(clientSettings(endpoint, credentials));
  }

  /** Asks IAM what a principal may do; the decision is `allowed`, `implicitDeny` or `explicitDeny`. */
  async simulate(principalArn: string, action: string, resourceArn: string): Promise<string | undefined> {
    // The emulator judges the first resource only.
    const request = { PolicySourceArn: principalArn, ActionNames: [action], ResourceArns: [resourceArn] };
    const { EvaluationResults } = await this.iam.send(new SimulatePrincipalPolicyCommand(request));
    return EvaluationResults?.[0]?.EvalDecision;
  }

  /** The user's ARN; without a name that of the caller. */
  async findUser(name?: string): Promise<string | undefined> {
    const { User } = await this.iam.send(new GetUserCommand({ UserName: name }));
    return User?.Arn;
  }

  listUsers() {
    return this.iam.send(new ListUsersCommand({}));
  }

  createUser(name: string) {
    return this.iam.send(new CreateUserCommand({ UserName: name }));
  }

  setConsolePassword(user: string, PasswordResetRequired?: boolean) {
    const request = { UserName: user, Password: newPassword(), PasswordResetRequired };
    return this.iam.send(new UpdateLoginProfileCommand(request));
  }

  createConsolePassword(user: string) {
    return this.iam.send(new CreateLoginProfileCommand({ UserName: user, Password: newPassword() }));
  }

  /** Gives a user the right to everything. */
  putPolicy(user: string) {
    const inline = { UserName: user, PolicyName: "everything", PolicyDocument: EVERYTHING };
    return this.iam.send(new PutUserPolicyCommand(inline));
  }

  /** Gives a role the right to everything. */
  putRolePolicy(role: string) {
    const inline = { RoleName: role, PolicyName: "everything-too", PolicyDocument: EVERYTHING };
    return this.iam.send(new PutRolePolicyCommand(inline));
  }

  detachPolicy(role: string, policyArn: string) {
    return this.iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }));
  }

  /** Lets a role be taken by anybody. */
  openTrust(role: string) {
    const Statement = [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    return this.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: role, PolicyDocument }));
  }

  rewritePolicy(policyArn: string) {
    const version = { PolicyArn: policyArn, PolicyDocument: EVERYTHING, SetAsDefault: true };
    return this.iam.send(new CreatePolicyVersionCommand(version));
  }

  emptyInstanceProfile(name: string, role: string) {
    return this.iam.send(
      new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: name, RoleName: role }),
    );
  }

  async createAccessKey(user: string): Promise<string | undefined> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: user }));
    return AccessKey?.AccessKeyId;
  }

  async listAccessKeys(user: string): Promise<(string | undefined)[]> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName: user }));
    return AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId);
  }

  deleteAccessKey(user: string, id: string | undefined) {
    return this.iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: id }));
  }

  async findDatabase(instance: string, region: string): Promise<string | undefined> {
    const found = await this.rds(region).send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }),
    );
    return found.DBInstances?.[0]?.DBInstanceArn;
  }

  setMasterPassword(instance: string, region: string) {
    const request = {
      DBInstanceIdentifier: instance,
      MasterUserPassword: newPassword(),
      ApplyImmediately: true,
    };
    return this.rds(region).send(new ModifyDBInstanceCommand(request));
  }

  listMachines(region: string) {
    const ec2 = new EC2Client(clientSettings(this.endpoint, this.credentials, region));
    return ec2.send(new DescribeInstancesCommand({}));
  }

  private rds(region: string): RDSClient {
    return new RDSClient(clientSettings(this.endpoint, this.credentials, region));
  }
}

function newPassword(): string {
  return `Aa1!${randomUUID()}`;
}
