import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EC2Client, ReplaceIamInstanceProfileAssociationCommand } from "@aws-sdk/client-ec2";
import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteGroupPolicyCommand,
  DeleteRolePolicyCommand,
  GetLoginProfileCommand,
  IAMClient,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { GetFunctionCommand, LambdaClient, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { strToU8, zipSync } from "fflate";
import { PROJECT } from "../support/engines";
import { ADMINISTRATOR_ACCESS } from "../support/simulation";
import { Account } from "./account";
import { Gateway } from "./gateway";
import { Machines } from "./machines";
import { clientSettings, iamArn, REGION, ROOT, type Credentials } from "./ministack";

/** Who goes a way: the gateway as its role, or as its access-key user. */
export type Caller = "role" | "user";

/** A way by which the gateway would hold more than is declared. */
export interface WayUp {
  readonly title: string;
  readonly by: Caller;
  /** The extra policy: these actions, on everything. None where what is declared is enough. */
  readonly rights: readonly string[];
  /** The Sids of the Denies that stand in the way, each enough by itself. */
  readonly denies: readonly string[];
  readonly go: (as: Credentials) => Promise<unknown>;
  /** Whether the gateway is up, when it has no extra policy any more. */
  readonly isUp: (as: Credentials) => Promise<boolean>;
  /** Makes good again what the way has changed, by an administrator. */
  readonly back: () => Promise<unknown>;
}

/** What the ways lead over. */
export interface Surroundings {
  readonly endpoint: string;
  readonly user: string;
  /** Name of the attachment function and of its role. */
  readonly attachmentFunction: string;
  /** A machine with the existing role's profile, which is none of the gateway's making. */
  readonly machine: string;
  readonly machineProfile: string;
  /** A policy on the existing role, of somebody else's making. */
  readonly foreignPolicy: string;
  readonly protectedUser: string;
  readonly otherGateway: string;
}

const NOTHING_MUCH = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" }],
});
const EVERYTHING = JSON.stringify(ADMINISTRATOR_ACCESS);

/** A group of administrators, and one of the gateway's user with few rights. */
const ADMINISTRATORS = "administrators";
const GATEWAYS = "gateways";

/** The code of the attachment function, and other code. */
const FUNCTION_ARCHIVE = join(PROJECT, "modules/gateway/instance-attachment/function/function.zip");
const OTHER_CODE = Buffer.from(
  zipSync({ "index.py": strToU8("def handler(event, context): return 'taken'\n") }),
);

/** An instance profile with another role than the machine's. */
const OTHER_PROFILE = "other-profile";

/** Makes an old policy on a role, whose first version allowed everything; its ARN. */
export async function createForeignPolicy(endpoint: string, role: string): Promise<string> {
  const iam = new IAMClient(clientSettings(endpoint, ROOT));
  const made = { PolicyName: "foreign", PolicyDocument: EVERYTHING };
  const { Policy } = await iam.send(new CreatePolicyCommand(made));
  const second = { PolicyArn: Policy?.Arn, PolicyDocument: NOTHING_MUCH, SetAsDefault: true };
  await iam.send(new CreatePolicyVersionCommand(second));
  await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: Policy?.Arn }));
  return Policy?.Arn ?? "";
}

/** Makes the groups and the profile that the ways lead over. */
export async function createStepsUp(endpoint: string, user: string): Promise<void> {
  const iam = new IAMClient(clientSettings(endpoint, ROOT));
  for (const GroupName of [ADMINISTRATORS, GATEWAYS]) await iam.send(new CreateGroupCommand({ GroupName }));
  const inline = { GroupName: ADMINISTRATORS, PolicyName: "everything", PolicyDocument: EVERYTHING };
  await iam.send(new PutGroupPolicyCommand(inline));
  await iam.send(new AddUserToGroupCommand({ GroupName: GATEWAYS, UserName: user }));
  await new Account(endpoint).createInstanceProfile(OTHER_PROFILE);
}

/** The shortest way up of each kind that is closed. */
export function waysUp(around: () => Surroundings): readonly WayUp[] {
  const at = (as: Credentials) => clientSettings(around().endpoint, as);
  const iam = (as = ROOT) => new IAMClient(at(as));
  const gateway = (as = ROOT) => new Gateway(around().endpoint, as);
  const machines = () => new Machines(around().endpoint);
  const functions = (as = ROOT) => new LambdaClient(at(as));

  /** Machines are nothing that the gateway may list: whoever lists them has more than is declared. */
  const holdsEverything = (as: Credentials) => succeeds(() => gateway(as).listMachines(REGION));
  const foreignVersion = (PolicyDocument: string, as = ROOT) => {
    const version = { PolicyArn: around().foreignPolicy, PolicyDocument, SetAsDefault: true };
    return iam(as).send(new CreatePolicyVersionCommand(version));
  };
  const setForeignVersion = (VersionId: string, as = ROOT) =>
    iam(as).send(new SetDefaultPolicyVersionCommand({ PolicyArn: around().foreignPolicy, VersionId }));
  const giveCode = (ZipFile: Buffer, as = ROOT) =>
    functions(as).send(new UpdateFunctionCodeCommand({ FunctionName: around().attachmentFunction, ZipFile }));
  const sumOfCode = async () => {
    const { Configuration } = await functions().send(
      new GetFunctionCommand({ FunctionName: around().attachmentFunction }),
    );
    return Configuration?.CodeSha256;
  };
  /** What shows that a password was set. */
  const mustChangePassword = async (UserName: string) => {
    const { LoginProfile } = await iam().send(new GetLoginProfileCommand({ UserName }));
    return LoginProfile?.PasswordResetRequired === true;
  };

  return [
    {
      title: "a group of administrators takes the user in",
      by: "user",
      rights: ["iam:AddUserToGroup"],
      denies: ["DenyIdentityChanges"],
      go: (as) =>
        iam(as).send(new AddUserToGroupCommand({ GroupName: ADMINISTRATORS, UserName: around().user })),
      isUp: holdsEverything,
      back: () =>
        iam().send(new RemoveUserFromGroupCommand({ GroupName: ADMINISTRATORS, UserName: around().user })),
    },
    {
      title: "the user's group gets a policy",
      by: "user",
      rights: ["iam:PutGroupPolicy"],
      denies: ["DenyIdentityChanges"],
      go: (as) =>
        iam(as).send(
          new PutGroupPolicyCommand({ GroupName: GATEWAYS, PolicyName: "up", PolicyDocument: EVERYTHING }),
        ),
      isUp: holdsEverything,
      back: () => iam().send(new DeleteGroupPolicyCommand({ GroupName: GATEWAYS, PolicyName: "up" })),
    },
    {
      title: "a policy of somebody else's on the role gets another text",
      by: "role",
      rights: ["iam:CreatePolicyVersion"],
      denies: ["DenyIdentityChanges"],
      go: (as) => foreignVersion(EVERYTHING, as),
      isUp: holdsEverything,
      back: () => setForeignVersion("v2"),
    },
    {
      title: "a policy of somebody else's on the role gets its former text back",
      by: "role",
      rights: ["iam:SetDefaultPolicyVersion"],
      denies: ["DenyIdentityChanges"],
      go: (as) => setForeignVersion("v1", as),
      isUp: holdsEverything,
      back: () => setForeignVersion("v2"),
    },
    {
      title: "a protected user gets another name, which a path takes in",
      by: "role",
      rights: ["iam:UpdateUser"],
      denies: ["DenyIdentityChanges", "DenyProtectedUsers"],
      go: (as) =>
        iam(as).send(new UpdateUserCommand({ UserName: around().protectedUser, NewUserName: "renamed" })),
      isUp: (as) => succeeds(() => gateway(as).setConsolePassword("renamed")),
      back: () =>
        iam().send(new UpdateUserCommand({ UserName: "renamed", NewUserName: around().protectedUser })),
    },
    {
      title: "the role of the attachment function, which passes the gateway's, gets a policy",
      by: "role",
      rights: ["iam:PutRolePolicy"],
      denies: ["DenyIdentityChanges"],
      go: (as) => gateway(as).putRolePolicy(around().attachmentFunction),
      isUp: async () =>
        (await gateway().simulate(iamArn(`role/${around().attachmentFunction}`), "iam:CreateUser", "*")) ===
        "allowed",
      back: () =>
        iam().send(
          new DeleteRolePolicyCommand({
            RoleName: around().attachmentFunction,
            PolicyName: "everything-too",
          }),
        ),
    },
    {
      title: "the attachment function, which passes the gateway's role, gets other code",
      by: "role",
      rights: ["lambda:UpdateFunctionCode"],
      denies: ["DenyOwnFunction"],
      go: (as) => giveCode(OTHER_CODE, as),
      isUp: async () => (await sumOfCode()) === createHash("sha256").update(OTHER_CODE).digest("base64"),
      back: () => giveCode(readFileSync(FUNCTION_ARCHIVE)),
    },
    {
      title: "a machine of the existing role gets the profile of another role",
      by: "role",
      rights: ["ec2:ReplaceIamInstanceProfileAssociation", "iam:PassRole"],
      denies: ["DenyInstanceProfiles", "DenyIdentityChanges"],
      go: async (as) => {
        const association = {
          AssociationId: await machines().associationOf(around().machine),
          IamInstanceProfile: { Name: OTHER_PROFILE },
        };
        await new EC2Client(at(as)).send(new ReplaceIamInstanceProfileAssociationCommand(association));
      },
      isUp: async () => (await machines().profileOf(around().machine)) === OTHER_PROFILE,
      back: () => machines().give(around().machine, around().machineProfile),
    },
    {
      title: "another gateway's user, whom a path takes in, gets a key",
      by: "role",
      rights: [],
      denies: ["DenyGatewayUsers"],
      go: (as) => gateway(as).createAccessKey(around().otherGateway),
      isUp: async () => (await gateway().listAccessKeys(around().otherGateway)).length > 0,
      back: async () => {
        const [key] = await gateway().listAccessKeys(around().otherGateway);
        await gateway().deleteAccessKey(around().otherGateway, key);
      },
    },
    {
      title: "another gateway's user, whom a path takes in, gets a console password",
      by: "role",
      rights: [],
      denies: ["DenyGatewayUsers"],
      go: (as) => gateway(as).setConsolePassword(around().otherGateway, true),
      isUp: () => mustChangePassword(around().otherGateway),
      back: () => gateway().setConsolePassword(around().otherGateway, false),
    },
  ];
}

async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    () => false,
  );
}
