import type { IamUserTarget } from "../../modules/targets";
import { mayCall, OTHER_GATEWAYS, statementsFor } from "./sample-gateway";

const user = (pathAndName: string) => `arn:aws:iam::111122223333:user${pathAndName}`;

const reaches = (target: IamUserTarget, resource: string, action = "iam:CreateAccessKey") =>
  mayCall({ targets: { iamAccessKeys: [target] } }, { action, resource });

describe("an IAM user's access key", () => {
  it("needs what the script and the plugin call on the named users, and nothing else", () => {
    const iamAccessKeys = [{ name: "ci-bot" }, { name: "deployer", path: "/ci/" }, { path: "/service/" }];
    expect(statementsFor({ targets: { iamAccessKeys } })).toEqual([
      OTHER_GATEWAYS,
      {
        Sid: "RotateAccessKeys",
        Effect: "Allow",
        Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:GetUser", "iam:ListAccessKeys"],
        Resource: [user("/ci-bot"), user("/ci/deployer"), user("/service/*")],
      },
    ]);
  });

  it.each(["iam:UpdateLoginProfile", "iam:UpdateAccessKey", "iam:CreateUser", "iam:PutUserPolicy"])(
    "is no reason for %s",
    async (action) => {
      expect(await reaches({ name: "ci-bot" }, user("/ci-bot"), action)).toBe(false);
    },
  );

  it("of a named user is nobody else's", async () => {
    expect(await reaches({ name: "ci-bot" }, user("/ci-bot"))).toBe(true);
    expect(await reaches({ name: "ci-bot" }, user("/ci-bot2"))).toBe(false);
    expect(await reaches({ name: "ci-bot" }, user("/my-ci-bot"))).toBe(false);
    expect(await reaches({ name: "ci-bot" }, user("/path/ci-bot"))).toBe(false);
    expect(await reaches({ name: "ci-bot", path: "/path/" }, user("/ci-bot"))).toBe(false);
  });

  it("below a path is none beside it", async () => {
    expect(await reaches({ path: "/service/" }, user("/service/bot"))).toBe(true);
    expect(await reaches({ path: "/service/" }, user("/service-desk/bot"))).toBe(false);
    expect(await reaches({ path: "/service/" }, user("/serviceX/bot"))).toBe(false);
  });

  it("is granted apart from the console password: who is named for one is not named for the other", async () => {
    const request = { targets: { iamUsers: [{ name: "ada" }], iamAccessKeys: [{ name: "ci-bot" }] } };
    const may = (action: string, name: string) => mayCall(request, { action, resource: user(name) });
    expect(await may("iam:UpdateLoginProfile", "/ada")).toBe(true);
    expect(await may("iam:CreateAccessKey", "/ci-bot")).toBe(true);
    expect(await may("iam:UpdateLoginProfile", "/ci-bot")).toBe(false);
    expect(await may("iam:CreateAccessKey", "/ada")).toBe(false);
  });
});
