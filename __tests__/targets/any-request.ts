import fc from "fast-check";
import { PermissionStyle, type PermissionRequest } from "../../modules/targets";

const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz0123456789"];

/** Often one of a few, so that names meet again in other regions, at other paths and in other lists. */
function name(few: readonly string[], longest: number): fc.Arbitrary<string> {
  const any = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: longest, size: "max" });
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...few) }, { weight: 1, arbitrary: any });
}

const region = fc.option(fc.constantFrom(...REGIONS), { nil: undefined });
const userName = name(["ada", "auditor", "ci-bot"], 64);
const path = fc.oneof(
  fc.constantFrom("/", "/service/", "/service/ci/"),
  name(["contractors"], 510).map((folder) => `/${folder}/`),
);
const tag = fc.record({
  key: name(["KeeperPAM", "Team"], 128),
  value: fc.oneof(fc.constant(""), name(["managed", "dba"], 256)),
});
const list = <T>(...ways: fc.Arbitrary<T>[]) => fc.array(fc.oneof(...ways), { maxLength: 12 });

const database = [
  fc.record({ instance: name(["orders", "payroll"], 60).map((id) => `d${id}`), region }),
  fc.record({ tag, region }),
];
const directory = [
  fc.record({ id: fc.constantFrom("d-1234567890", "d-abcdef0123", "d-0000000000"), region }),
  fc.record({ tag, region }),
];
const user = [
  fc.record({ name: userName, path: fc.option(path, { nil: undefined }) }),
  fc.record({ path }),
  fc.record({ tag }),
];

/** Whatever a configuration can ask for. */
export const ANY_REQUEST: fc.Arbitrary<PermissionRequest> = fc.record(
  {
    targets: fc.record(
      {
        ec2Users: fc.boolean(),
        managedDatabases: list<object>(...database),
        directories: list<object>(...directory),
        iamUsers: list<object>(...user),
        iamAccessKeys: list<object>(...user),
      },
      { requiredKeys: [] },
    ),
    discovery: fc.record(
      { regions: fc.uniqueArray(fc.constantFrom(...REGIONS), { minLength: 1 }) },
      { requiredKeys: [] },
    ),
    protectedUsers: list(
      userName,
      fc.tuple(path, userName).map(([at, who]) => `arn:aws:iam::111122223333:user${at}${who}`),
    ),
    permissions: fc.constantFrom(PermissionStyle.SCOPED, PermissionStyle.SCOPED, PermissionStyle.DOCUMENTED),
  },
  { requiredKeys: [] },
);
