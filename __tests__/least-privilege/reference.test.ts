import fc from "fast-check";
import { GRANTS, publishedActions, type StatementJson } from "../../modules/permissions";
import { ANY_CONFIGURATION } from "./any-configuration";
import { objections } from "./aws-reference";
import { acceptedGateway, shippedGateways, type SynthesizedGateway } from "./gateways";

const GATEWAYS = shippedGateways().map((gateway) => [gateway.title, gateway] as const);

/** The gateways of generated files that the app accepts, the same in every run. */
const GENERATED = fc
  .sample(ANY_CONFIGURATION, { seed: 11, numRuns: 40 })
  .flatMap((content) => acceptedGateway(content) ?? []);

const statementsOf = ({ documents }: SynthesizedGateway): readonly StatementJson[] =>
  Object.values(documents).flatMap(({ Statement }) => Statement);

/** The statements that stand on `*` by name: what the user has asked for, and who may take a role. */
const isPublished = ({ Sid }: StatementJson) => Sid === "KeeperPublishedPolicy";
const isTrust = ({ Action }: StatementJson) => Action.join() === "sts:AssumeRole";

async function objectionsTo(gateway: SynthesizedGateway): Promise<string[]> {
  const found: string[] = [];
  for (const statement of statementsOf(gateway)) {
    if (isPublished(statement) || isTrust(statement)) continue;
    found.push(...(await objections(statement)).map((objection) => `${statement.Sid}: ${objection}`));
  }
  return found;
}

/** Sids that stand twice in one policy. A statement that outgrows a policy goes on in the next under the same name. */
function repeatedSids({ documents }: SynthesizedGateway): string[] {
  return Object.values(documents).flatMap(({ Statement }) => {
    const sids = Statement.map(({ Sid }) => Sid);
    return sids.filter((sid, i) => sids.indexOf(sid) !== i);
  });
}

/** Statements whose actions are not those of the one entry of the catalogue that they are called after. */
function foreignStatements(gateway: SynthesizedGateway): string[] {
  return statementsOf(gateway)
    .filter((statement) => !isTrust(statement))
    .filter(({ Sid, Effect, Action }) => {
      if (Sid === "KeeperPublishedPolicy") return Action.join() !== publishedActions().join();
      const grant = GRANTS.find(({ sid }) => sid === Sid.replace(/Tagged\d*$/, ""));
      const actions = grant?.actions.map(({ action }) => action).sort();
      return grant?.effect !== Effect || Action.join() !== actions?.join();
    })
    .map(({ Sid }) => Sid);
}

describe("every policy of a synthesised stack", () => {
  it.each(GATEWAYS)("has nothing that AWS's own reference objects to: %s", async (_, gateway) => {
    expect(statementsOf(gateway).length).toBeGreaterThan(4);
    expect(await objectionsTo(gateway)).toEqual([]);
  });

  it.each(GATEWAYS)(
    "calls each statement by a name of its own, and by that of its entry in the catalogue: %s",
    (_, gateway) => {
      expect(repeatedSids(gateway)).toEqual([]);
      expect(foreignStatements(gateway)).toEqual([]);
    },
  );

  it("holds to both whatever the file says", async () => {
    expect(GENERATED.length).toBeGreaterThan(20);
    for (const gateway of GENERATED) {
      expect(await objectionsTo(gateway)).toEqual([]);
      expect([...repeatedSids(gateway), ...foreignStatements(gateway)]).toEqual([]);
    }
  }, 60_000);
});

describe("AWS's own reference objects to", () => {
  const sound: StatementJson = {
    Sid: "RotateManagedDatabases",
    Effect: "Allow",
    Action: ["rds:ModifyDBInstance"],
    Resource: ["arn:aws:rds:us-east-1:111122223333:db:orders"],
  };

  it("nothing in a sound statement", async () => {
    expect(await objections(sound)).toEqual([]);
  });

  it("nothing in a test that does without its key, where one of the actions knows the key", async () => {
    const Action = ["rds:DescribeDBInstances", "rds:ModifyDBInstance"];
    const Condition = { BoolIfExists: { "rds:ManageMasterUserPassword": ["false"] } };
    expect(await objections({ ...sound, Action, Condition })).toEqual([]);
  });

  it.each<[string, Partial<StatementJson>, string]>([
    ["a misspelt action", { Action: ["rds:ModifyDbInstances"] }, "rds:ModifyDbInstances is no action of AWS"],
    [
      "a resource of another type",
      { Resource: ["arn:aws:rds:us-east-1:111122223333:cluster:orders"] },
      "rds:ModifyDBInstance takes no resource such as arn:aws:rds:us-east-1:111122223333:cluster:orders",
    ],
    [
      "an ARN without its account",
      { Resource: ["arn:aws:rds:us-east-1::db:orders"] },
      "rds:ModifyDBInstance takes no resource such as arn:aws:rds:us-east-1::db:orders",
    ],
    [
      "* where AWS offers a resource",
      { Resource: ["*"] },
      "rds:ModifyDBInstance could be narrowed to a resource, and stands on *",
    ],
    [
      "a condition key of another service",
      { Condition: { StringEquals: { "ec2:InstanceProfile": ["x"] } } },
      "rds:ModifyDBInstance does not know ec2:InstanceProfile",
    ],
    [
      "a condition key that only some of the actions know",
      {
        Action: ["rds:DescribeDBInstances", "rds:ModifyDBInstance"],
        Condition: { StringEquals: { "rds:ManageMasterUserPassword": ["false"] } },
      },
      "rds:DescribeDBInstances does not know rds:ManageMasterUserPassword",
    ],
    [
      "a condition key that none of the actions knows, where the test does without it",
      {
        Action: ["rds:DescribeDBInstances"],
        Condition: { BoolIfExists: { "rds:ManageMasterUserPassword": ["false"] } },
      },
      "no action of the statement knows rds:ManageMasterUserPassword",
    ],
    [
      "actions of two services on a resource of one",
      { Action: ["rds:ModifyDBInstance", "ds:ResetUserPassword"] },
      "actions of rds and ds do not belong together",
    ],
  ])("%s", async (_, change, objection) => {
    expect(await objections({ ...sound, ...change })).toContain(objection);
  });
});
