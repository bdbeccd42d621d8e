import { mayCall, statementOf, statementsFor } from "./sample-gateway";

const RESET = "ds:ResetUserPassword";
const DIRECTORY = "arn:aws:ds:us-east-1:111122223333:directory/d-1234567890";

describe("the users of a directory", () => {
  it("need the documented actions on the directory, and nothing else", () => {
    expect(statementsFor({ targets: { directories: [{ id: "d-1234567890" }] } })).toEqual([
      {
        Sid: "SimulateOwnPermissions",
        Effect: "Allow",
        Action: ["iam:SimulatePrincipalPolicy"],
        Resource: ["arn:aws:iam::111122223333:role/keeper-gateway"],
      },
      { Sid: "ListDirectories", Effect: "Allow", Action: ["ds:DescribeDirectories"], Resource: ["*"] },
      {
        Sid: "RotateDirectoryUsers",
        Effect: "Allow",
        Action: ["ds:DescribeDomainControllers", "ds:DescribeLDAPSSettings", RESET],
        Resource: [DIRECTORY],
      },
    ]);
  });

  it("are in the gateway's region unless the directory names one", () => {
    const directories = [{ id: "d-1234567890" }, { id: "d-abcdef0123", region: "eu-west-1" }];
    expect(statementOf({ targets: { directories } }, "RotateDirectoryUsers").Resource).toEqual([
      DIRECTORY,
      "arn:aws:ds:eu-west-1:111122223333:directory/d-abcdef0123",
    ]);
  });

  it("read no IAM user", () => {
    const actions = statementsFor({ targets: { directories: [{ id: "d-1234567890" }] } }).flatMap(
      (s) => s.Action,
    );
    expect(actions).not.toContain("iam:GetUser");
  });
});

describe("the neighbours of a directory", () => {
  const request = { targets: { directories: [{ id: "d-1234567890" }] } };
  const reset = (resource: string) => mayCall(request, { action: RESET, resource });

  it("are out of reach where the directory is not", async () => {
    expect(await reset(DIRECTORY)).toBe(true);
    expect(await mayCall(request, { action: "ds:DescribeDirectories", resource: "*" })).toBe(true);
  });

  it.each([
    ["its namesake in another region", "arn:aws:ds:eu-west-1:111122223333:directory/d-1234567890"],
    ["its namesake in another account", "arn:aws:ds:us-east-1:444455556666:directory/d-1234567890"],
    ["its namesake in another partition", "arn:aws-us-gov:ds:us-east-1:111122223333:directory/d-1234567890"],
    ["another directory", "arn:aws:ds:us-east-1:111122223333:directory/d-1234567891"],
  ])("are out of reach: %s", async (_, resource) => {
    expect(await reset(resource)).toBe(false);
  });

  it.each(["ds:DeleteDirectory", "ds:CreateTrust", "ds:DisableLDAPS"])(
    "and so is every other action on the directory itself: %s",
    async (action) => {
      expect(await mayCall(request, { action, resource: DIRECTORY })).toBe(false);
    },
  );
});
