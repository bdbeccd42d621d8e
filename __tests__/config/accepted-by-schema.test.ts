import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import * as fc from "fast-check";
import { jsonSchema } from "../../modules/config";
import { folderWith, refusalOf } from "../support/refusals";

const validate = new Ajv({ strict: true }).compile(jsonSchema());

/** Mostly what AWS accepts, now and then what it does not, nothing, or a value of another type. */
const value = (...good: unknown[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight: 30 },
    {
      arbitrary: fc.constantFrom<unknown>(null, "", "a b", "x".repeat(600), -5, 0, 3600, 1.5, true, [], {}),
      weight: 1,
    },
  );

/** A mapping with any of these keys, and now and then one that is not known. */
const mapping = (
  keys: Record<string, fc.Arbitrary<unknown>>,
  needed: string[] = [],
): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof(
    { arbitrary: fc.record(keys, { requiredKeys: needed }), weight: 40 },
    {
      arbitrary: fc.record<Record<string, unknown>>(
        { ...keys, unknown: fc.constant(1) },
        { requiredKeys: needed },
      ),
      weight: 1,
    },
  );
const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { maxLength: 2 });

const region = value("us-east-1", "eu-west-1", "ap-southeast-7");
const path = value("/", "/service/", "/a/b/");
const tag = mapping({ key: value("KeeperPAM", "cost centre"), value: value("managed", "") }, [
  "key",
  "value",
]);
const tags = fc.dictionary(fc.constantFrom("Owner", "cost centre", "a:b", "Größe"), value("x", "", "ü 1"), {
  maxKeys: 2,
});

const user = fc.oneof(
  mapping({ name: value("auditor", "ci-bot"), path }, ["name"]),
  mapping({ path }, ["path"]),
  mapping({ tag }, ["tag"]),
);
const database = fc.oneof(
  mapping({ instance: value("orders", "a-1"), region }, ["instance"]),
  mapping({ tag, region }, ["tag"]),
);
const directory = fc.oneof(
  mapping({ id: value("d-1234567890"), region }, ["id"]),
  mapping({ tag, region }, ["tag"]),
);

const role = mapping({
  name: value("gateway", "a+b=c,d.e@f-g"),
  path,
  permissionsBoundaryArn: value("arn:aws:iam::aws:policy/PowerUserAccess"),
  maxSessionDuration: value(3600, 43200),
  description: value("the gateway", "Rôle"),
  tags,
});

const configuration = mapping(
  {
    $schema: value("./keeper-pam.schema.json"),
    name: value("gateway", "_g", "g".repeat(64)),
    stack: value("production"),
    aws: mapping(
      {
        region,
        accountId: value("111122223333"),
        partition: value("aws"),
        tags,
        assumeRoleArn: value("arn:aws:iam::111122223333:role/deployer"),
      },
      ["region"],
    ),
    backend: fc.oneof(
      value("local", "none"),
      mapping({ s3: mapping({ bucket: value("b"), key: value("k"), region, encrypt: value(true) }) }, ["s3"]),
      mapping(
        {
          cloud: mapping({ organization: value("o"), workspaces: mapping({ name: value("w") }, ["name"]) }, [
            "organization",
            "workspaces",
          ]),
        },
        ["cloud"],
      ),
      mapping({ local: mapping({ path: value("x.tfstate") }) }, ["local"]),
    ),
    gateway: mapping({
      role: fc.oneof(value(true), role, mapping({ existing: value("role") }, ["existing"])),
      instanceProfile: fc.oneof(value(true, false), mapping({ name: value("profile") })),
    }),
    targets: mapping({
      ec2Users: value(true, false),
      managedDatabases: list(database),
      directories: list(directory),
      iamUsers: list(user),
      iamAccessKeys: list(user),
    }),
    discovery: fc.oneof(
      value(true, false),
      mapping({ regions: fc.array(region, { minLength: 1, maxLength: 2 }) }),
    ),
    protectedUsers: list(value("break-glass", "arn:aws:iam::111122223333:user/admins/root")),
    permissions: value("scoped", "documented"),
  },
  ["name", "aws"],
);

/** As the loader sees it: a key without a value counts as not given. */
function withoutNulls(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutNulls);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

it("whatever configuration the loader accepts, the JSON Schema accepts too", () => {
  const file = join(folderWith({ "keeper-pam.json": "" }), "keeper-pam.json");
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(configuration, (given) => {
      writeFileSync(file, JSON.stringify(given));
      if (refusalOf(file) !== undefined) {
        refused++;
        return;
      }
      accepted++;
      validate(withoutNulls(given));
      expect(validate.errors ?? []).toEqual([]);
    }),
    { numRuns: 1500, seed: 20261127 },
  );
  // Neither side of the comparison is empty.
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});

it.each([
  ["a session length below zero", { gateway: { role: { maxSessionDuration: -3600 } } }],
  ["a session length of the CDK's own", { gateway: { role: { maxSessionDuration: -1.8e289 } } }],
])("and what the JSON Schema refuses, the loader refuses: %s", (_, more) => {
  const given = { name: "gateway", aws: { region: "us-east-1" }, ...more };
  expect(validate(given)).toBe(false);
  expect(refusalOf(join(folderWith({ "a.json": JSON.stringify(given) }), "a.json"))).toBeDefined();
});
