import type { IamUserTarget } from "../../modules/targets";
import { mayCall, OTHER_GATEWAYS, statementsFor } from "./sample-gateway";

const PASSWORD = "iam:UpdateLoginProfile";
const user = (pathAndName: string) => `arn:aws:iam::111122223333:user${pathAndName}`;

/** Whether a console password can be set. */
const reaches = (target: IamUserTarget, resource: string, tags?: Record<string, string>) =>
  mayCall({ targets: { iamUsers: [target] } }, { action: PASSWORD, resource, tags });

describe("an IAM user's console password", () => {
  it("needs the documented actions on the named users, and nothing else", () => {
    const iamUsers = [{ name: "ada" }, { name: "auditor", path: "/contractors/" }, { path: "/service/" }];
    expect(statementsFor({ targets: { iamUsers } })).toEqual([
      OTHER_GATEWAYS,
      {
        Sid: "SimulateOwnPermissions",
        Effect: "Allow",
        Action: ["iam:SimulatePrincipalPolicy"],
        Resource: ["arn:aws:iam::111122223333:role/keeper-gateway"],
      },
      {
        Sid: "RotateConsolePasswords",
        Effect: "Allow",
        Action: ["iam:GetUser", PASSWORD],
        Resource: [user("/ada"), user("/contractors/auditor"), user("/service/*")],
      },
    ]);
  });

  it("named twice is granted once", () => {
    const iamUsers = [{ name: "ada" }, { name: "ada", path: "/" }];
    expect(statementsFor({ targets: { iamUsers } }).at(-1)?.Resource).toEqual([user("/ada")]);
  });

  it("is no reason to make, delete or look at a password, or to touch a key", async () => {
    for (const action of [
      "iam:CreateLoginProfile",
      "iam:DeleteLoginProfile",
      "iam:GetLoginProfile",
      "iam:CreateAccessKey",
      "iam:ListAccessKeys",
      "iam:DeleteUser",
      "iam:AttachUserPolicy",
    ]) {
      const request = { targets: { iamUsers: [{ name: "ada" }] } };
      expect([action, await mayCall(request, { action, resource: user("/ada") })]).toEqual([action, false]);
    }
  });
});

describe("a user by name", () => {
  it("at the root is not its namesake below a path", async () => {
    expect(await reaches({ name: "auditor" }, user("/auditor"))).toBe(true);
    expect(await reaches({ name: "auditor" }, user("/contractors/auditor"))).toBe(false);
  });

  it("below a path is not its namesake at the root, nor below a deeper path", async () => {
    const target = { name: "auditor", path: "/contractors/" };
    expect(await reaches(target, user("/contractors/auditor"))).toBe(true);
    expect(await reaches(target, user("/auditor"))).toBe(false);
    expect(await reaches(target, user("/contractors/2026/auditor"))).toBe(false);
    expect(await reaches(target, user("/old/contractors/auditor"))).toBe(false);
  });

  it.each([
    ["a user whose name begins like it", user("/auditor2")],
    ["a user whose name ends like it", user("/chief.auditor")],
    ["a user below a path called like it", user("/auditor/ada")],
    ["its namesake in another account", "arn:aws:iam::444455556666:user/auditor"],
    ["its namesake in another partition", "arn:aws-cn:iam::111122223333:user/auditor"],
  ])("is not %s", async (_, neighbour) => {
    expect(await reaches({ name: "auditor" }, neighbour)).toBe(false);
  });
});

describe("the users below a path", () => {
  it("are those at the path and at any deeper one", async () => {
    expect(await reaches({ path: "/service/" }, user("/service/bot"))).toBe(true);
    expect(await reaches({ path: "/service/" }, user("/service/ci/bot"))).toBe(true);
  });

  it.each([
    ["the users of a path that begins like it", user("/service-desk/ada")],
    ["the users of a path that goes on like it", user("/serviceX/ada")],
    ["the users of a path that ends like it", user("/it/service/ada")],
    ["a user at the root who is called like it", user("/service")],
    ["the users at the root", user("/ada")],
    ["the users of that path in another account", "arn:aws:iam::444455556666:user/service/bot"],
  ])("are not %s", async (_, neighbour) => {
    expect(await reaches({ path: "/service/" }, neighbour)).toBe(false);
  });

  it("/ are all users of the account", async () => {
    expect(await reaches({ path: "/" }, user("/ada"))).toBe(true);
    expect(await reaches({ path: "/" }, user("/a/b/ada"))).toBe(true);
    expect(await reaches({ path: "/" }, "arn:aws:iam::444455556666:user/ada")).toBe(false);
  });
});
