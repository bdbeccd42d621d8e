import type { Misshapen } from "./misshapen";
import { UNKNOWN } from "./variable-rules";

const TAG = { key: "Team", value: UNKNOWN };
const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";
const tags = { a: UNKNOWN, "aws:x": "1", "Keeperpam-gateway": "2", "b*": "3" };

/** What is said to the keys of these tags. */
const ofTags = (at: string) => [
  `${at}.aws:x: "aws:x" begins with aws:, which AWS keeps for itself`,
  `${at}.Keeperpam-gateway: "Keeperpam-gateway" is the tag that says what a stack has made: allowed is another key`,
  `${at}.b*: "b*" is not a tag key: allowed is 1 to 128 letters, digits, spaces and _ . : / = + - @`,
];

/** What is wrong with one variable, whatever the unknown part of it is. */
export const WRONG_BESIDE_UNKNOWN: readonly Misshapen[] = [
  ...Object.entries({
    managed_databases: "instance",
    directories: "id",
    iam_users: "name",
    iam_access_keys: "name",
  }).map(([list, attribute]) => ({
    variables: { [list]: [{ [attribute]: list === "directories" ? "d-1234567890" : "orders", tag: TAG }] },
    said: [
      `${list}[0]: ${attribute} and tag are given together: allowed is exactly one of ${attribute}, tag`,
    ],
  })),
  ...["iam_users", "iam_access_keys"].map((list) => ({
    variables: { [list]: [{ path: "/a/", tag: TAG }] },
    said: [`${list}[0]: path and tag are given together: allowed is exactly one of name, path, tag`],
  })),
  {
    variables: { role: { existing: { name: UNKNOWN }, permissions_boundary_arn: BOUNDARY } },
    said: [
      "role.existing: an existing role is taken as it is: name, name_prefix, permissions_boundary_arn, max_session_duration cannot be set for it",
    ],
  },
  { variables: { role: { tags } }, said: ofTags("role.tags") },
  {
    variables: { access_key_user: { create_access_key: false, tags } },
    said: ofTags("access_key_user.tags"),
  },
  {
    variables: { configuration_secret: { name: "keeper", tags } },
    said: ofTags("configuration_secret.tags"),
  },
  {
    variables: { configuration_secret: { name: "keeper", secret: { arn: UNKNOWN } } },
    said: [
      "configuration_secret.secret: an existing secret is taken as it is: name, operators, operator_permission_sets, recovery_window_days, key_deletion_window_days, tags cannot be set for it",
    ],
  },
  {
    variables: {
      configuration_secret: { name: "keeper", key: { arn: UNKNOWN }, key_deletion_window_days: 7 },
    },
    said: [
      "configuration_secret.key_deletion_window_days: the key of key exists already and is never deleted from here: remove one of the two",
    ],
  },
  {
    variables: { configuration_secret: { name: "keeper", operator_permission_sets: [{ nam: UNKNOWN }] } },
    said: [
      "configuration_secret.operator_permission_sets[0].nam: no such attribute: allowed is name, path",
      "configuration_secret.operator_permission_sets[0].name: is missing",
    ],
  },
];

/** What shows only when the variables are seen together, likewise. */
export const WRONG_TOGETHER_BESIDE_UNKNOWN: readonly Misshapen[] = [
  {
    variables: {
      protected_users: ["chair"],
      iam_users: [{ name: "chair", path: UNKNOWN }],
      iam_access_keys: [{ name: "Chair", path: UNKNOWN }],
    },
    said: ["iam_users", "iam_access_keys"].map(
      (list) =>
        `protected_users[0]: "chair" is a target too (${list}): a protected user can never be rotated, remove one of the two`,
    ),
  },
  {
    variables: {
      access_key_user: { create_access_key: false, name: "own", path: UNKNOWN, tags: { a: UNKNOWN } },
      iam_users: [{ name: "own", path: UNKNOWN }],
      iam_access_keys: [{ name: "own", path: UNKNOWN }],
    },
    said: ["iam_users", "iam_access_keys"].map(
      (list) =>
        `${list}[0].name: "own" is the gateway's own access-key user, whose keys and password it can never reach: remove it from the targets`,
    ),
  },
  {
    variables: {
      role: { permissions_boundary_arn: BOUNDARY.replace("111122223333", "444455556666"), path: UNKNOWN },
      managed_databases: [{ region: "us-gov-west-1", instance: UNKNOWN }],
    },
    said: [
      'permissions_boundary_arn: "arn:aws:iam::444455556666:policy/boundary" is a policy of 444455556666, the gateway works in 111122223333: a boundary is a policy of the same account or of AWS',
      'region: "us-gov-west-1" lies in partition aws-us-gov, the gateway in aws: no account reaches both, make a configuration for each',
    ],
  },
  {
    variables: { role: { create: false }, iam_access_keys: [{ name: UNKNOWN, path: UNKNOWN }] },
    said: ["role: there is neither a role nor an access_key_user: the gateway would have no rights at all"],
  },
  {
    variables: {
      configuration_secret: {
        name: UNKNOWN,
        operators: ["arn:aws:iam::444455556666:role/operator"],
        tags: { a: UNKNOWN },
      },
    },
    said: [
      'configuration_secret.operators[0]: "arn:aws:iam::444455556666:role/operator" lies in account 444455556666, the gateway in 111122223333: allowed is one of its own account',
    ],
  },
];
