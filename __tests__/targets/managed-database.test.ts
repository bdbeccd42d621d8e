import type { ModifyDBInstanceMessage } from "@aws-sdk/client-rds";
import { CATALOG, SOURCES } from "../../modules/permissions";
import { PermissionStyle } from "../../modules/targets";
import { mayCall, statementOf, statementsFor } from "./sample-gateway";

const READ = "rds:DescribeDBInstances";
const MODIFY = "rds:ModifyDBInstance";
const ORDERS = "arn:aws:rds:us-east-1:111122223333:db:orders";
const KEEPS_THE_PASSWORD = { BoolIfExists: { "rds:ManageMasterUserPassword": ["false"] } };

describe("a managed database", () => {
  it("needs the documented actions on the instance, and nothing else", () => {
    expect(statementsFor({ targets: { managedDatabases: [{ instance: "orders" }] } })).toEqual([
      {
        Sid: "SimulateOwnPermissions",
        Effect: "Allow",
        Action: ["iam:SimulatePrincipalPolicy"],
        Resource: ["arn:aws:iam::111122223333:role/keeper-gateway"],
      },
      {
        Sid: "ReadUsersForManagedDatabases",
        Effect: "Allow",
        Action: ["iam:GetUser"],
        Resource: ["arn:aws:iam::111122223333:user/*"],
      },
      {
        Sid: "RotateManagedDatabases",
        Effect: "Allow",
        Action: [READ, MODIFY],
        Resource: [ORDERS],
        Condition: KEEPS_THE_PASSWORD,
      },
    ]);
  });

  it("is in the gateway's region unless it names one", () => {
    const managedDatabases = [{ instance: "orders" }, { instance: "payroll", region: "eu-west-1" }];
    expect(statementOf({ targets: { managedDatabases } }, "RotateManagedDatabases").Resource).toEqual([
      ORDERS,
      "arn:aws:rds:eu-west-1:111122223333:db:payroll",
    ]);
  });

  it("named twice is granted once", () => {
    const managedDatabases = [{ instance: "orders" }, { instance: "orders", region: "us-east-1" }];
    expect(statementOf({ targets: { managedDatabases } }, "RotateManagedDatabases").Resource).toEqual([
      ORDERS,
    ]);
  });

  it.each([
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-cn", "cn-north-1"],
  ])("has an ARN of its partition: %s", (partition, region) => {
    const statements = statementsFor(
      { targets: { managedDatabases: [{ instance: "orders" }] } },
      { partition, region, accountId: "111122223333" },
    );
    expect(statements.at(-1)?.Resource).toEqual([`arn:${partition}:rds:${region}:111122223333:db:orders`]);
  });
});

describe("the neighbours of a managed database", () => {
  const request = { targets: { managedDatabases: [{ instance: "orders" }] } };
  const modify = (resource: string) => mayCall(request, { action: MODIFY, resource });

  it("are out of reach where the database is not", async () => {
    expect(await modify(ORDERS)).toBe(true);
    expect(await mayCall(request, { action: READ, resource: ORDERS })).toBe(true);
  });

  it.each([
    ["its namesake in another region", "arn:aws:rds:eu-west-1:111122223333:db:orders"],
    ["its namesake in another account", "arn:aws:rds:us-east-1:444455556666:db:orders"],
    ["its namesake in another partition", "arn:aws-cn:rds:us-east-1:111122223333:db:orders"],
    ["a database whose name begins like it", "arn:aws:rds:us-east-1:111122223333:db:orders-2"],
    ["a database whose name ends like it", "arn:aws:rds:us-east-1:111122223333:db:old-orders"],
    ["an option group of the same name", "arn:aws:rds:us-east-1:111122223333:og:orders"],
    ["a parameter group of the same name", "arn:aws:rds:us-east-1:111122223333:pg:orders"],
    ["a security group of the same name", "arn:aws:rds:us-east-1:111122223333:secgrp:orders"],
    ["a subnet group of the same name", "arn:aws:rds:us-east-1:111122223333:subgrp:orders"],
  ])("are out of reach: %s", async (_, resource) => {
    expect(await modify(resource)).toBe(false);
  });

  it.each(["rds:DeleteDBInstance", "rds:RebootDBInstance", "rds:AddTagsToResource"])(
    "and so is every other action on the database itself: %s",
    async (action) => {
      expect(await mayCall(request, { action, resource: ORDERS })).toBe(false);
    },
  );

  it("are out of reach for one region where two are named with different databases", async () => {
    const both = {
      targets: { managedDatabases: [{ instance: "orders" }, { instance: "payroll", region: "eu-west-1" }] },
    };
    const resource = "arn:aws:rds:eu-west-1:111122223333:db:orders";
    expect(await mayCall(both, { action: MODIFY, resource })).toBe(false);
  });
});

describe("the users that are read for a managed database", () => {
  it("are only read", async () => {
    const request = { targets: { managedDatabases: [{ instance: "orders" }] } };
    const resource = "arn:aws:iam::111122223333:user/path/ada";
    expect(await mayCall(request, { action: "iam:GetUser", resource })).toBe(true);
    expect(await mayCall(request, { action: "iam:UpdateLoginProfile", resource })).toBe(false);
    expect(await mayCall(request, { action: "iam:ListAccessKeys", resource })).toBe(false);
  });
});

describe("the master password of a managed database", () => {
  const TAG = { key: "KeeperPAM", value: "managed" };
  const NAMED = { targets: { managedDatabases: [{ instance: "orders" }] } };
  const TAGGED = { targets: { managedDatabases: [{ tag: TAG }] } };

  describe.each([
    ["named", NAMED],
    ["tagged", TAGGED],
  ])("that is %s", (_, request) => {
    const modify = (context: Record<string, string>) =>
      mayCall(request, { action: MODIFY, resource: ORDERS, tags: { KeeperPAM: "managed" }, context });

    it("can be set, by a call that says nothing of Secrets Manager, like a check that passes no context", async () => {
      expect(await modify({})).toBe(true);
      expect(await modify({ "rds:ManageMasterUserPassword": "false" })).toBe(true);
    });

    it("cannot be handed over to Secrets Manager, where it could be set no more", async () => {
      expect(await modify({ "rds:ManageMasterUserPassword": "true" })).toBe(false);
    });

    it("does not keep the instance from being read", async () => {
      const call = { action: READ, resource: ORDERS, tags: { KeeperPAM: "managed" } };
      expect(await mayCall(request, call)).toBe(true);
    });
  });

  it("can be handed over under Keeper's published policy, which stays word for word", async () => {
    const request = { ...NAMED, permissions: PermissionStyle.DOCUMENTED };
    const allowed = statementsFor(request).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.filter(({ Condition }) => Condition)).toEqual([]);
    const context = { "rds:ManageMasterUserPassword": "true" };
    expect(await mayCall(request, { action: MODIFY, resource: ORDERS, context })).toBe(true);
  });
});

/** What else ModifyDBInstance can do to an instance, in the words of the note, by AWS's parameter for it. */
const ELSE: Readonly<Partial<Record<keyof ModifyDBInstanceMessage, string>>> = {
  VpcSecurityGroupIds: "give it other VPC security groups",
  PubliclyAccessible: "make it public",
  DBPortNumber: "move it to another port",
  DeletionProtection: "drop its deletion protection",
  BackupRetentionPeriod: "switch its automated backups off",
  NewDBInstanceIdentifier: "rename it",
  EnableIAMDatabaseAuthentication: "let IAM users log in to it",
  EngineVersion: "engine version",
  DBInstanceClass: "class",
  AllocatedStorage: "storage",
  LicenseModel: "licence",
  MultiAZ: "Multi-AZ setting",
  CACertificateIdentifier: "certificate authority",
  CloudwatchLogsExportConfiguration: "log exports",
  PreferredMaintenanceWindow: "maintenance and backup windows",
  ApplyImmediately: "take it down for that at once",
  OptionGroupName: "another option group",
  DBParameterGroupName: "parameter group",
  DBSecurityGroups: "DB security group",
  DBSubnetGroupName: "subnet group",
  ManageMasterUserPassword: "hand its master password over to Secrets Manager",
};

describe("what else ModifyDBInstance can do", () => {
  const { note } = CATALOG.rotateManagedDatabases;

  it.each(Object.entries(ELSE))("is told in the catalogue's note: %s", (_, words) => {
    expect(note).toContain(words);
  });

  it("is told with AWS's page", () => {
    expect(note).toContain(`(${SOURCES["aws-modify-db-instance"].url})`);
    expect(note).not.toContain("cannot swap option, parameter, security");
  });
});
