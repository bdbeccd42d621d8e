import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { Tag } from "@aws-sdk/client-iam";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { DeleteFunctionCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  ListSecretsCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { Gateway } from "./gateway";
import { clientSettings, iamArn, ROOT, type Credentials } from "./ministack";

/** The statement of a trust policy that lets EC2 instances take a role. */
const EC2_TRUST = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

/** What the names of users begin with who take a role in an instance's stead. */
const STAND_IN = "stand-in-for-";

/** The account that the gateway works in, as its root sees it. */
export class Account {
  private readonly iam: IAMClient;

  constructor(
    private readonly endpoint: string,
    private readonly root = ROOT,
  ) {
    this.iam = new IAMClient(clientSettings(endpoint, root));
  }

  /** Makes a user with a console password. */
  async createUser(name: string, path = "/", tags: Tag[] = []): Promise<void> {
    await this.iam.send(new CreateUserCommand({ UserName: name, Path: path, Tags: tags }));
    await this.iam.send(new CreateLoginProfileCommand({ UserName: name, Password: `Aa1!${randomUUID()}` }));
  }

  async createDatabase(instance: string, region: string): Promise<void> {
    const rds = new RDSClient(clientSettings(this.endpoint, this.root, region));
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: instance,
        DBInstanceClass: "db.t3.micro",
        Engine: "postgres",
        MasterUsername: "master",
        MasterUserPassword: randomUUID(),
        AllocatedStorage: 20,
      }),
    );
  }

  /** Makes a role for EC2 instances. */
  async createRole(name: string, description?: string, path = "/"): Promise<void> {
    const made = { RoleName: name, Path: path, AssumeRolePolicyDocument: policy(EC2_TRUST) };
    await this.iam.send(new CreateRoleCommand({ ...made, Description: description }));
  }

  /** Deletes a role that carries nothing. */
  async deleteRole(name: string): Promise<void> {
    await this.iam.send(new DeleteRoleCommand({ RoleName: name }));
  }

  /** Deletes a function, as somebody does who knows nothing of Terraform. */
  async deleteFunction(name: string): Promise<void> {
    const lambda = new LambdaClient(clientSettings(this.endpoint, this.root));
    await lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
  }

  /** Takes a secret back that waits for its deletion. */
  async restoreSecret(name: string): Promise<void> {
    const secrets = new SecretsManagerClient(clientSettings(this.endpoint, this.root));
    await secrets.send(new RestoreSecretCommand({ SecretId: name }));
  }

  /** Makes an instance profile and the role in it, of one name. */
  async createInstanceProfile(name: string, description?: string): Promise<void> {
    await this.createRole(name, description);
    await this.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
    await this.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
  }

  /** Makes a role with every right, which another account may take. */
  async createDeployerRole(name: string, trustedAccount: string): Promise<void> {
    const trust = {
      Effect: "Allow",
      Principal: { AWS: iamArn("root", trustedAccount) },
      Action: "sts:AssumeRole",
    };
    await this.iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policy(trust) }));
    const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const inline = { RoleName: name, PolicyName: "everything", PolicyDocument: everything };
    await this.iam.send(new PutRolePolicyCommand(inline));
  }

  /**
   * The gateway with the role's credentials. The role is for EC2 instances, to which the emulator hands out none: its
   * trust policy is made to let in a user too, who takes it in the instance's stead.
   */
  async takeRole(name: string): Promise<Gateway> {
    return new Gateway(this.endpoint, await this.credentialsOfRole(name));
  }

  /** The same, and the role's trust policy is in the end what it was. */
  async takeRoleUnseen(name: string): Promise<Gateway> {
    const before = JSON.stringify(await this.trustPolicy(name));
    const gateway = await this.takeRole(name);
    await this.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: before }));
    return gateway;
  }

  /** Credentials of a role for EC2 instances, by the same stand-in. */
  async credentialsOfRole(name: string): Promise<Credentials> {
    const standIn = { UserName: `${STAND_IN}${name}` };
    await this.iam.send(new CreateUserCommand(standIn)).catch(unlessItExists);
    const { User } = await this.iam.send(new GetUserCommand(standIn));
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName: name }));
    const { Statement } = await this.trustPolicy(name);
    const trust = policy(...Statement, { ...EC2_TRUST, Principal: { AWS: User?.Arn } });
    const mayTakeIt = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: Role?.Arn });
    await this.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: trust }));
    await this.iam.send(
      new PutUserPolicyCommand({ ...standIn, PolicyName: "take-role", PolicyDocument: mayTakeIt }),
    );
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand(standIn));
    const sts = new STSClient(clientSettings(this.endpoint, credentials(AccessKey)));
    const session = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "gateway" }));
    return credentials(session.Credentials);
  }

  /** An access key of a user, made by hand. */
  async accessKeyOf(user: string): Promise<Credentials> {
    const { AccessKey } = await this.iam.send(new CreateAccessKeyCommand({ UserName: user }));
    return credentials(AccessKey);
  }

  /** IDs of a user's access keys. */
  async accessKeysOf(user: string): Promise<(string | undefined)[]> {
    const { AccessKeyMetadata = [] } = await this.iam.send(new ListAccessKeysCommand({ UserName: user }));
    return AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId);
  }

  /** The gateway with such a key. */
  async gatewayOf(user: string): Promise<Gateway> {
    return new Gateway(this.endpoint, await this.accessKeyOf(user));
  }

  /** Gives a user a policy that this project knows nothing of. */
  async allow(user: string, action: string, resource: string): Promise<void> {
    const allowed = policy({ Effect: "Allow", Action: action, Resource: resource });
    const inline = { UserName: user, PolicyName: "allowed" };
    await this.iam.send(new PutUserPolicyCommand({ ...inline, PolicyDocument: allowed }));
  }

  /** Makes a managed policy and attaches it to a role; its ARN. */
  async attachNewPolicy(role: string, name: string, document: object): Promise<string> {
    const made = { PolicyName: name, PolicyDocument: JSON.stringify(document) };
    const { Policy } = await this.iam.send(new CreatePolicyCommand(made));
    const PolicyArn = Policy?.Arn ?? "";
    await this.iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn }));
    return PolicyArn;
  }

  /** Attaches a copy of each managed policy that a role carries; the copies' ARNs. */
  async copyAttachedPolicies(role: string): Promise<string[]> {
    const copies: string[] = [];
    for (const arn of await this.attachedPolicies(role)) {
      const document = JSON.parse(await this.policyText(arn ?? "")) as object;
      copies.push(await this.attachNewPolicy(role, `${arn?.split("/").at(-1)}-former`, document));
    }
    return copies;
  }

  async detachPolicy(role: string, arn: string): Promise<void> {
    await this.iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: arn }));
  }

  async deletePolicy(arn: string): Promise<void> {
    await this.iam.send(new DeletePolicyCommand({ PolicyArn: arn }));
  }

  /** Lets a role do everything while `action` runs, by a policy that this project knows nothing of. */
  async whileAllPowerful(role: string, action: () => Promise<void>): Promise<void> {
    const inline = { RoleName: role, PolicyName: "everything" };
    const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    await this.iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: everything }));
    await action().finally(() => this.iam.send(new DeleteRolePolicyCommand(inline)));
  }

  /** A role's trust policy: who may take it. */
  async trustPolicy(role: string): Promise<{ readonly Statement: readonly object[] }> {
    const { Role } = await this.iam.send(new GetRoleCommand({ RoleName: role }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
  }

  /** Names of the instance profiles that hand out a role. */
  async instanceProfilesOf(role: string): Promise<(string | undefined)[]> {
    const profiles = await this.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: role }));
    return (profiles.InstanceProfiles ?? []).map(({ InstanceProfileName }) => InstanceProfileName);
  }

  /** ARNs of the managed policies that a role carries. */
  async attachedPolicies(role: string): Promise<(string | undefined)[]> {
    const { AttachedPolicies = [] } = await this.iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: role }),
    );
    return AttachedPolicies.map(({ PolicyArn }) => PolicyArn);
  }

  /** A managed policy, as IAM keeps it. */
  async policyText(arn: string): Promise<string> {
    const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    const version = { PolicyArn: arn, VersionId: Policy?.DefaultVersionId };
    const { PolicyVersion } = await this.iam.send(new GetPolicyVersionCommand(version));
    return decodeURIComponent(PolicyVersion?.Document ?? "");
  }

  /** Roles, instance profiles and policies whose names begin with the gateway's, by their ARNs. */
  async everythingOf(gateway: string): Promise<(string | undefined)[]> {
    const { Roles = [] } = await this.iam.send(new ListRolesCommand({}));
    const { InstanceProfiles = [] } = await this.iam.send(new ListInstanceProfilesCommand({}));
    const { Policies = [] } = await this.iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    return [
      ...Roles.map(({ RoleName, Arn }) => ({ name: RoleName, arn: Arn })),
      ...InstanceProfiles.map(({ InstanceProfileName, Arn }) => ({ name: InstanceProfileName, arn: Arn })),
      ...Policies.map(({ PolicyName, Arn }) => ({ name: PolicyName, arn: Arn })),
    ]
      .filter(({ name }) => name?.startsWith(gateway))
      .map(({ arn }) => arn);
  }

  /**
   * All that there is of what the drop-in module and its examples make, without what waits for its deletion and the
   * stand-ins who took a role.
   */
  async everything(): Promise<(string | undefined)[]> {
    const settings = clientSettings(this.endpoint, this.root);
    const { Users = [] } = await this.iam.send(new ListUsersCommand({}));
    const { DBInstances = [] } = await new RDSClient(settings).send(new DescribeDBInstancesCommand({}));
    const { SecretList = [] } = await new SecretsManagerClient(settings).send(new ListSecretsCommand({}));
    const { Reservations = [] } = await new EC2Client(settings).send(
      new DescribeInstancesCommand({ Filters: [{ Name: "instance-state-name", Values: ["running"] }] }),
    );
    const kms = new KMSClient(settings);
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
    const { Keys = [] } = await kms.send(new ListKeysCommand({}));
    const keys = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
    return [
      ...(await this.everythingOf("")),
      ...(await this.functionsAndLogsOf("")),
      ...Users.filter(({ UserName }) => !UserName?.startsWith(STAND_IN)).map(({ Arn }) => Arn),
      ...DBInstances.map(({ DBInstanceArn }) => DBInstanceArn),
      ...SecretList.map(({ ARN }) => ARN),
      ...Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId)),
      ...Aliases.map(({ AliasArn }) => AliasArn),
      ...keys.flatMap(({ KeyMetadata: key }) => (key?.KeyState === "PendingDeletion" ? [] : [key?.Arn])),
    ];
  }

  /** Functions and log groups of functions whose names begin with the gateway's. */
  async functionsAndLogsOf(gateway: string): Promise<(string | undefined)[]> {
    const settings = clientSettings(this.endpoint, this.root);
    const { Functions = [] } = await new LambdaClient(settings).send(new ListFunctionsCommand({}));
    const { logGroups = [] } = await new CloudWatchLogsClient(settings).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${gateway}` }),
    );
    return [
      ...Functions.map(({ FunctionName }) => FunctionName).filter((name) => name?.startsWith(gateway)),
      ...logGroups.map(({ logGroupName }) => logGroupName),
    ];
  }
}

function unlessItExists(error: Error): void {
  if (error.name !== "EntityAlreadyExistsException") throw error;
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Credentials that AWS answers with; the SDK types all of an answer as optional. */
function credentials(answer: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string } = {}) {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = answer;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
