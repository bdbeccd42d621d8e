import fc from "fast-check";
import { PolicyQuotaError, type PolicyDocumentJson } from "../../modules/permissions";
import {
  PermissionStyle,
  type DirectoryTarget,
  type IamUserTarget,
  type ManagedDatabaseTarget,
  type PermissionRequest,
  type TargetTag,
} from "../../modules/targets";
import { ANY_REQUEST } from "./any-request";
import { policiesFor } from "./sample-gateway";

/** One action on one resource, in words. */
const line = (effect: string, action: string, resource: string, condition?: object) =>
  `${effect} ${action} on ${resource}${condition ? ` if ${JSON.stringify(condition)}` : ""}`;

const lines = (effect: string, actions: readonly string[], resource: string, condition?: object) =>
  actions.map((action) => line(effect, action, resource, condition));

const carries = ({ key, value }: TargetTag) => ({ [`aws:ResourceTag/${key}`]: [value] });

const arn = (rest: string) => `arn:aws:${rest}`;
const USER = arn("iam::111122223333:user");
const EVERY_USER = `${USER}/*`;

function forDatabase({ instance, region = "us-east-1", tag }: ManagedDatabaseTarget): string[] {
  const actions = ["rds:DescribeDBInstances", "rds:ModifyDBInstance"];
  const database = arn(`rds:${region}:111122223333:db:${instance ?? "*"}`);
  return [
    ...lines("Allow", actions, database, tag && carries(tag)),
    ...lines("Allow", ["iam:GetUser"], EVERY_USER),
  ];
}

function forDirectory({ id, region = "us-east-1", tag }: DirectoryTarget): string[] {
  const actions = ["ds:DescribeDomainControllers", "ds:DescribeLDAPSSettings", "ds:ResetUserPassword"];
  const directory = arn(`ds:${region}:111122223333:directory/${id ?? "*"}`);
  return [
    ...lines("Allow", actions, directory, tag && carries(tag)),
    ...lines("Allow", ["ds:DescribeDirectories"], "*"),
  ];
}

function forUser(actions: readonly string[]) {
  return ({ name, path, tag }: IamUserTarget): string[] => {
    if (tag) return lines("Allow", actions, EVERY_USER, carries(tag));
    return lines("Allow", actions, `${USER}${path ?? "/"}${name ?? "*"}`);
  };
}

function forDiscovery(regions: readonly string[]): string[] {
  const inRegions = { "aws:RequestedRegion": regions };
  return [
    ...lines("Allow", ["ds:DescribeDirectories", "ec2:DescribeInstances"], "*", inRegions),
    ...regions.flatMap((region) =>
      lines("Allow", ["rds:DescribeDBInstances"], arn(`rds:${region}:111122223333:db:*`)),
    ),
    ...lines("Allow", ["iam:ListUsers"], "*"),
    ...lines("Allow", ["iam:ListAccessKeys"], EVERY_USER),
  ];
}

/** Whoever reaches users never reaches those of other gateways. */
function forGatewayUsers(): string[] {
  const actions = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateLoginProfile"];
  return lines("Deny", actions, EVERY_USER, { "aws:ResourceTag/keeperpam-gateway": ["false"] });
}

function forProtected(user: string): string[] {
  const actions = [
    "iam:*AccessKey*",
    "iam:*LoginProfile",
    "iam:*SSHPublicKey*",
    "iam:*ServiceSpecificCredential*",
    "iam:*SigningCertificate*",
    "iam:ChangePassword",
    "iam:DeactivateMFADevice",
    "iam:EnableMFADevice",
    "iam:ResyncMFADevice",
    "iam:DeleteUser",
    "iam:UpdateUser",
  ];
  const resources = user.startsWith("arn:") ? [user] : [`${USER}/${user}`, `${USER}/*/${user}`];
  return resources.flatMap((resource) => lines("Deny", actions, resource));
}

const PUBLISHED = [
  ...[
    "iam:SimulatePrincipalPolicy",
    "iam:GetUser",
    "iam:ListUsers",
    "iam:ListAccessKeys",
    "iam:UpdateLoginProfile",
  ],
  ...["rds:DescribeDBInstances", "rds:ModifyDBInstance", "ec2:DescribeInstances", "ds:DescribeDirectories"],
  ...["ds:ResetUserPassword", "ds:DescribeLDAPSSettings", "ds:DescribeDomainControllers"],
];

/** What a request declares by Keeper's documentation, worked out from the request alone. */
function declared({
  targets = {},
  discovery,
  protectedUsers = [],
  permissions,
}: PermissionRequest): Set<string> {
  const { managedDatabases = [], directories = [], iamUsers = [], iamAccessKeys = [] } = targets;
  const rotateKeys = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetUser", "iam:ListAccessKeys"];
  const reachesUsers =
    permissions === PermissionStyle.DOCUMENTED || iamUsers.length + iamAccessKeys.length > 0;
  const always = [
    ...protectedUsers.flatMap(forProtected),
    ...(reachesUsers ? forGatewayUsers() : []),
    ...iamAccessKeys.flatMap(forUser(rotateKeys)),
  ];
  if (permissions === PermissionStyle.DOCUMENTED)
    return new Set([...always, ...lines("Allow", PUBLISHED, "*")]);
  const checked = [
    ...managedDatabases.flatMap(forDatabase),
    ...directories.flatMap(forDirectory),
    ...iamUsers.flatMap(forUser(["iam:GetUser", "iam:UpdateLoginProfile"])),
  ];
  const selfCheck = line(
    "Allow",
    "iam:SimulatePrincipalPolicy",
    arn("iam::111122223333:role/keeper-gateway"),
  );
  return new Set([
    ...always,
    ...checked,
    ...(checked.length > 0 ? [selfCheck] : []),
    ...(discovery ? forDiscovery(discovery.regions ?? ["us-east-1"]) : []),
  ]);
}

/** What policies grant and deny. Several jobs may need the same, such as reading a user. */
function granted(policies: readonly PolicyDocumentJson[]): Set<string> {
  return new Set(
    policies.flatMap(({ Statement }) =>
      Statement.flatMap(({ Effect, Action, Resource, Condition }) =>
        Resource.flatMap((resource) =>
          lines(Effect, Action, resource, Condition?.StringEquals ?? Condition?.Null),
        ),
      ),
    ),
  );
}

describe("the policies of any request", () => {
  it("grant what it declares and nothing else", () => {
    fc.assert(
      fc.property(ANY_REQUEST, (request) => {
        let policies: PolicyDocumentJson[];
        try {
          policies = policiesFor(request);
        } catch (error) {
          if (error instanceof PolicyQuotaError) return;
          throw error;
        }
        const [given, wanted] = [granted(policies), declared(request)];
        // What differs alone: the difference of two lists of long names is worked out without end.
        expect({
          missing: [...wanted].filter((line) => !given.has(line)),
          more: [...given].filter((line) => !wanted.has(line)),
        }).toEqual({ missing: [], more: [] });
      }),
      // So is a smaller case of them.
      { numRuns: 400, seed: 20261127, endOnFailure: true },
    );
  });
});
