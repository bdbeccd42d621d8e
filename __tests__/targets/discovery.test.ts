import { permissionProblems } from "../../modules/targets";
import { mayCall, statementsFor } from "./sample-gateway";

const REGIONS = { discovery: { regions: ["us-east-1", "eu-west-1"] } };

describe("discovery", () => {
  it("lists machines, directories, databases and users, and nothing else", () => {
    expect(statementsFor(REGIONS)).toEqual([
      {
        Sid: "DiscoverMachinesAndDirectories",
        Effect: "Allow",
        Action: ["ds:DescribeDirectories", "ec2:DescribeInstances"],
        Resource: ["*"],
        Condition: { StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } },
      },
      {
        Sid: "DiscoverDatabases",
        Effect: "Allow",
        Action: ["rds:DescribeDBInstances"],
        Resource: ["arn:aws:rds:us-east-1:111122223333:db:*", "arn:aws:rds:eu-west-1:111122223333:db:*"],
      },
      { Sid: "DiscoverUsers", Effect: "Allow", Action: ["iam:ListUsers"], Resource: ["*"] },
      {
        Sid: "DiscoverAccessKeys",
        Effect: "Allow",
        Action: ["iam:ListAccessKeys"],
        Resource: ["arn:aws:iam::111122223333:user/*"],
      },
    ]);
  });

  it("is in the gateway's region unless it names others", () => {
    expect(statementsFor({ discovery: {} })).toEqual(
      statementsFor({ discovery: { regions: ["us-east-1"] } }),
    );
  });

  it("names a region once, however often it is listed", () => {
    expect(statementsFor({ discovery: { regions: ["us-east-1", "us-east-1"] } })).toEqual(
      statementsFor({ discovery: { regions: ["us-east-1"] } }),
    );
  });

  it("reads only", () => {
    const actions = statementsFor(REGIONS).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/:(List|Describe)/.test(action))).toEqual([]);
  });
});

describe("the regions of discovery", () => {
  const RDS = (region: string) => `arn:aws:rds:${region}:111122223333:db:orders`;

  it.each([
    ["us-east-1", true],
    ["eu-west-1", true],
    ["us-east-2", false],
    ["eu-west-2", false],
  ])("decide what is listed: %s", async (region, allowed) => {
    const list = (action: string, resource: string) => mayCall(REGIONS, { action, resource, region });
    expect(await list("ec2:DescribeInstances", "*")).toBe(allowed);
    expect(await list("ds:DescribeDirectories", "*")).toBe(allowed);
    expect(await list("rds:DescribeDBInstances", RDS(region))).toBe(allowed);
  });

  it("do not matter to users, who have none", async () => {
    const list = (action: string, resource: string) => mayCall(REGIONS, { action, resource });
    expect(await list("iam:ListUsers", "*")).toBe(true);
    expect(await list("iam:ListAccessKeys", "arn:aws:iam::111122223333:user/path/ada")).toBe(true);
    expect(await list("iam:ListAccessKeys", "arn:aws:iam::444455556666:user/path/ada")).toBe(false);
  });

  it("are at least one, and each of a right form and of the gateway's partition", () => {
    const paths = (regions: string[]) =>
      permissionProblems({ discovery: { regions } }, { partition: "aws" }).map(({ path }) => path);
    expect(paths(["us-east-1", "mx-south-1"])).toEqual([]);
    expect(paths([])).toEqual([["discovery", "regions"]]);
    expect(paths(["us-east-1", "us-esat-1", "cn-north-1"])).toEqual([
      ["discovery", "regions", 1],
      ["discovery", "regions", 2],
    ]);
  });
});
