import {
  AccessKeyUser,
  ConfigurationSecret,
  GatewayInstanceAttachments,
  GatewayInstanceProfile,
  GatewayPermissions,
  GatewayRole,
  gatewayStatements,
  KeeperGateway,
} from "cdktf-keeperpam-aws";
import type { TerraformStack } from "cdktf";
import { synthesizeConstructs } from "../support/synthesis";

/** What a construct throws, for properties that no compiler has looked at. */
function refusal(make: (stack: TerraformStack) => unknown): string | undefined {
  try {
    synthesizeConstructs((stack) => void make(stack));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const gateway = (props: object) =>
  refusal((stack) => new KeeperGateway(stack, "gateway", { name: "keeper-gateway", ...props }));

describe("a property that the gateway does not have is refused", () => {
  it.each([
    [{ protectUsers: ["break-glass"] }, "protectUsers: no such property; did you mean protectedUsers?"],
    [{ gaurd: false }, "gaurd: no such property; did you mean guard?"],
    [{ target: {} }, "target: no such property; did you mean targets?"],
    [
      { role: { permissionBoundaryArn: "arn:aws:iam::111122223333:policy/b" } },
      "role.permissionBoundaryArn: no such property; did you mean permissionsBoundaryArn?",
    ],
    [
      { accessKeyUser: { createAccessKey: false, permissionsBoundary: "b" } },
      "accessKeyUser.permissionsBoundary: no such property; did you mean permissionsBoundaryArn?",
    ],
    [
      { configurationSecret: { name: "keeper", operator: ["arn:aws:iam::111122223333:role/ops"] } },
      "configurationSecret.operator: no such property; did you mean operators?",
    ],
    [
      { configurationSecret: { name: "keeper", operatorPermissionSets: [{ name: "Ops", pth: "/" }] } },
      "configurationSecret.operatorPermissionSets[0].pth: no such property; did you mean path?",
    ],
    [{ discovery: { region: ["us-east-1"] } }, "discovery.region: no such property; did you mean regions?"],
    [{ targets: { iamUser: [] } }, "targets.iamUser: no such property; did you mean iamUsers?"],
    [
      { targets: { iamUsers: [{ name: "a" }, { name: "b", pth: "/contractors/" }] } },
      "targets.iamUsers[1].pth: no such property; did you mean path?",
    ],
    [
      { targets: { iamAccessKeys: [{ tag: { key: "a", value: "b", region: "us-east-1" } }] } },
      "targets.iamAccessKeys[0].tag.region: no such property: allowed is key, value",
    ],
    [
      { targets: { managedDatabases: [{ instance: "orders", regoin: "eu-west-1" }] } },
      "targets.managedDatabases[0].regoin: no such property; did you mean region?",
    ],
    [
      { targets: { directories: [{ id: "d-1234567890", Region: "eu-west-1" }] } },
      "targets.directories[0].Region: no such property; did you mean region?",
    ],
    [{ onconflict: "replace" }, "onconflict: no such property; did you mean onConflict?"],
    [{ constructor: 1 }, /^ {2}constructor: no such property: allowed is targets, /m],
  ])("%j", (props, message) => {
    const expected = typeof message === "string" ? `  ${message}` : message;
    expect(gateway(props)?.replace(/^KeeperGateway.*\n/, "")).toEqual(
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    );
  });

  it("although it is given without a value", () => {
    expect(gateway({ protectUsers: undefined })).toContain("did you mean protectedUsers?");
  });

  it("beside everything else that is wrong", () => {
    expect(gateway({ name: "a b", protectUsers: [] })).toMatch(/^KeeperGateway test\/gateway: 2 problems\n/);
  });
});

it("the names of tags are anybody's own", () => {
  expect(gateway({ tags: { protectUsers: "yes" }, role: { tags: { nmae: "x" } } })).toBeUndefined();
});

describe("a property that a part does not have is refused where it is used alone", () => {
  it.each<[string, (stack: TerraformStack) => unknown]>([
    ["GatewayRole", (stack) => new GatewayRole(stack, "it", { name: "a", pth: "/" } as object)],
    [
      "GatewayInstanceProfile",
      (stack) =>
        new GatewayInstanceProfile(stack, "it", { name: "a", roleName: "a", pth: "/" } as { name: string } & {
          roleName: string;
        }),
    ],
    [
      "GatewayPermissions",
      (stack) =>
        new GatewayPermissions(stack, "it", { name: "a", roleName: "a", statements: [], pth: 1 } as {
          name: string;
        } & { statements: [] }),
    ],
    [
      "AccessKeyUser",
      (stack) => new AccessKeyUser(stack, "it", { name: "a", createAccessKey: false, pth: "/" } as object),
    ],
    [
      "ConfigurationSecret",
      (stack) =>
        new ConfigurationSecret(stack, "it", { name: "a", readerArns: [], pth: "/" } as { readerArns: [] }),
    ],
    [
      "GatewayInstanceAttachments",
      (stack) =>
        new GatewayInstanceAttachments(stack, "it", {
          name: "a",
          instanceProfileName: "a",
          instanceProfileArn: "arn:aws:iam::111122223333:instance-profile/a",
          instanceProfileId: "AIPA",
          roleArn: "arn:aws:iam::111122223333:role/a",
          roleId: "AROA",
          ...{ pth: "/" },
        }),
    ],
    [
      "gatewayStatements",
      () =>
        gatewayStatements(
          { pth: "/" } as object,
          { accountId: "111122223333", partition: "aws", region: "us-east-1" },
          { self: () => ({ text: "arn:aws:iam::111122223333:role/a", length: 32 }) },
        ),
    ],
  ])("%s", (_name, make) => {
    expect(refusal(make)).toMatch(/^ {2}pth: no such property/m);
  });
});
