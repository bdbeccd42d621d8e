/** What a call can act on, in its parts: nothing here knows how policies are written. */
export interface Subject {
  readonly kind: Kind;
  readonly partition: string;
  readonly accountId: string;
  /** Empty for what has none. */
  readonly region: string;
  /** Begins and ends with a slash; for IAM alone. */
  readonly path: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Service, and what the ARN has before the name. */
export const KINDS = {
  user: ["iam", "user"],
  role: ["iam", "role"],
  group: ["iam", "group"],
  policy: ["iam", "policy"],
  "instance-profile": ["iam", "instance-profile"],
  db: ["rds", "db:"],
  cluster: ["rds", "cluster:"],
  snapshot: ["rds", "snapshot:"],
  "option-group": ["rds", "og:"],
  "parameter-group": ["rds", "pg:"],
  "subnet-group": ["rds", "subgrp:"],
  directory: ["ds", "directory/"],
  machine: ["ec2", "instance/"],
  function: ["lambda", "function:"],
  secret: ["secretsmanager", "secret:"],
  key: ["kms", "key/"],
  parameter: ["ssm", "parameter/"],
  bucket: ["s3", ""],
  /** A call that names no resource. */
  nothing: ["", ""],
} as const;
export type Kind = keyof typeof KINDS;

/** Kinds of one family: the same name can stand for each of them. */
const FAMILIES: readonly (readonly Kind[])[] = [
  ["user", "role", "group", "policy", "instance-profile"],
  ["db", "cluster", "snapshot", "option-group", "parameter-group", "subnet-group"],
  ["directory", "machine"],
  ["secret", "parameter"],
];

export function arnOf({ kind, partition, accountId, region, path, name }: Subject): string {
  const [service, prefix] = KINDS[kind];
  if (kind === "nothing") return "*";
  if (service === "iam") return `arn:${partition}:iam::${accountId}:${prefix}${path}${name}`;
  if (service === "s3") return `arn:${partition}:s3:::${name}`;
  return `arn:${partition}:${service}:${region}:${accountId}:${prefix}${name}`;
}

const swapCase = (text: string) =>
  text.replace(/[A-Za-z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );

/** Everything that is almost the same: one part differs. */
export function neighboursOf(subject: Subject): Subject[] {
  const { kind, name, path, region, partition, tags } = subject;
  const differing: Partial<Subject>[] = [
    { accountId: "999988887777" },
    { partition: partition === "aws" ? "aws-cn" : "aws" },
    { name: `${name}x` },
    { name: `x${name}` },
    ...(name.length > 1 ? [{ name: name.slice(0, -1) }, { name: name.slice(1) }] : []),
    { name: swapCase(name) },
    ...(region === "" ? [] : [{ region: region === "sa-east-1" ? "us-west-2" : "sa-east-1" }]),
    ...(path === ""
      ? []
      : [
          { path: `${path}x/` },
          { path: `/x${path}` },
          { path: swapCase(path) },
          { path: "/" },
          ...(path === "/" ? [] : [{ path: `${path.slice(0, -1)}x/` }]),
        ]),
    ...(FAMILIES.find((family) => family.includes(kind)) ?? []).map((other) => ({ kind: other })),
    { tags: {} },
    ...Object.entries(tags).flatMap(([key, value]) => [
      { tags: { [key]: `${value}x` } },
      // The same to a condition, which takes no notice of the case of a key.
      { tags: { [swapCase(key)]: value } },
      { tags: { [`${key}x`]: value } },
      { tags: { ...tags, Other: "tag" } },
    ]),
  ];
  return differing.map((difference) => withPath({ ...subject, ...difference }));
}

/** A path is IAM's alone; a kind that has none does without. */
function withPath(subject: Subject): Subject {
  return { ...subject, path: KINDS[subject.kind][0] === "iam" ? subject.path || "/" : "" };
}

/** Each once. */
export function distinct(subjects: readonly Subject[]): Subject[] {
  return [
    ...new Map(subjects.map((subject) => [JSON.stringify([arnOf(subject), subject.tags]), subject])).values(),
  ];
}
