import { PermissionStyle, type PermissionRequest } from "../../modules/targets";
import { OTHER_GATEWAYS, statementsFor } from "./sample-gateway";

const documented = (request: PermissionRequest = {}) =>
  statementsFor({ ...request, permissions: PermissionStyle.DOCUMENTED });

const PUBLISHED = {
  Sid: "KeeperPublishedPolicy",
  Effect: "Allow",
  Action: [
    "ds:DescribeDirectories",
    "ds:DescribeDomainControllers",
    "ds:DescribeLDAPSSettings",
    "ds:ResetUserPassword",
    "ec2:DescribeInstances",
    "iam:GetUser",
    "iam:ListAccessKeys",
    "iam:ListUsers",
    "iam:SimulatePrincipalPolicy",
    "iam:UpdateLoginProfile",
    "rds:DescribeDBInstances",
    "rds:ModifyDBInstance",
  ],
  Resource: ["*"],
};

describe("permissions: documented", () => {
  it("is exactly Keeper's 12 actions on every resource, but for the access-key users of gateways", () => {
    expect(documented()).toEqual([OTHER_GATEWAYS, PUBLISHED]);
  });

  it("is the same whatever targets and discovery it holds for", () => {
    expect(
      documented({
        targets: {
          ec2Users: true,
          managedDatabases: [{ instance: "orders" }, { tag: { key: "KeeperPAM", value: "managed" } }],
          directories: [{ id: "d-1234567890" }],
          iamUsers: [{ name: "ada" }, { path: "/service/" }],
        },
        discovery: { regions: ["us-east-1"] },
      }),
    ).toEqual([OTHER_GATEWAYS, PUBLISHED]);
  });

  it("leaves the access keys, which it does not know, scoped beside it", () => {
    expect(documented({ targets: { iamAccessKeys: [{ name: "ci-bot" }] } })).toEqual([
      OTHER_GATEWAYS,
      PUBLISHED,
      {
        Sid: "RotateAccessKeys",
        Effect: "Allow",
        Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetUser", "iam:ListAccessKeys"],
        Resource: ["arn:aws:iam::111122223333:user/ci-bot"],
      },
    ]);
  });

  it("leaves protected users protected, in a statement before it", () => {
    const [protection, ...others] = documented({ protectedUsers: ["break-glass"] });
    expect(protection).toMatchObject({
      Sid: "DenyProtectedUsers",
      Effect: "Deny",
      Resource: [
        "arn:aws:iam::111122223333:user/break-glass",
        "arn:aws:iam::111122223333:user/*/break-glass",
      ],
    });
    expect(others).toEqual([OTHER_GATEWAYS, PUBLISHED]);
  });

  it("is not what is granted unless it is asked for", () => {
    const targets = { iamUsers: [{ name: "ada" }] };
    expect(statementsFor({ targets })).not.toContainEqual(PUBLISHED);
    expect(statementsFor({ targets })).toEqual(
      statementsFor({ targets, permissions: PermissionStyle.SCOPED }),
    );
  });
});
