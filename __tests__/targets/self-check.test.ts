import { mayCall, OTHER_GATEWAYS, SELF, statementsFor } from "./sample-gateway";

const SIMULATE = "iam:SimulatePrincipalPolicy";
const granted = (request: Parameters<typeof statementsFor>[0]) =>
  statementsFor(request).filter(({ Action }) => Action.includes(SIMULATE));

describe("the gateway's check of itself", () => {
  it.each([
    ["a database", { managedDatabases: [{ instance: "orders" }] }],
    ["a database by tag", { managedDatabases: [{ tag: { key: "KeeperPAM", value: "managed" } }] }],
    ["a directory", { directories: [{ id: "d-1234567890" }] }],
    ["an IAM user's console password", { iamUsers: [{ name: "ada" }] }],
    [
      "all of them",
      { managedDatabases: [{ instance: "orders" }], iamUsers: [{ name: "ada" }, { path: "/a/" }] },
    ],
  ])("is granted once, on its own role only, for %s", (_, targets) => {
    expect(granted({ targets })).toEqual([
      { Sid: "SimulateOwnPermissions", Effect: "Allow", Action: [SIMULATE], Resource: [SELF.text] },
    ]);
  });

  it.each([
    ["access keys", { targets: { iamAccessKeys: [{ name: "ada" }] } }],
    ["discovery", { discovery: {} }],
    ["EC2 users", { targets: { ec2Users: true } }],
    ["protected users", { protectedUsers: ["break-glass"] }],
  ])("is not needed for %s alone", (_, request) => {
    expect(granted(request)).toEqual([]);
  });

  it("says nothing about other principals", async () => {
    const request = { targets: { iamUsers: [{ path: "/" }] } };
    const simulate = (resource: string) => mayCall(request, { action: SIMULATE, resource });
    expect(await simulate("arn:aws:iam::111122223333:role/keeper-gateway")).toBe(true);
    expect(await simulate("arn:aws:iam::111122223333:role/keeper-gateway-2")).toBe(false);
    expect(await simulate("arn:aws:iam::111122223333:role/path/keeper-gateway")).toBe(false);
    expect(await simulate("arn:aws:iam::111122223333:user/keeper-gateway")).toBe(false);
    expect(await simulate("arn:aws:iam::444455556666:role/keeper-gateway")).toBe(false);
  });

  it("comes before the lists, which grow", () => {
    const targets = { iamUsers: [{ name: "ada" }], iamAccessKeys: [{ name: "ada" }] };
    const sids = statementsFor({ targets }).map(({ Sid }) => Sid);
    expect(sids).toEqual([
      OTHER_GATEWAYS.Sid,
      "SimulateOwnPermissions",
      "RotateConsolePasswords",
      "RotateAccessKeys",
    ]);
  });
});
