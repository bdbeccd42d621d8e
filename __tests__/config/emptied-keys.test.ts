import { jsonSchema } from "../../modules/config";
import { problemsInFolder } from "../support/refusals";

const file = (...lines: string[]) =>
  ["name: keeper-gateway", "aws:", "  region: us-east-1", ...lines, ""].join("\n");

const EMPTIED =
  "has no value, and without it the file means more or something else: write one, or remove the key";

describe("a key that keeps something out and has lost its value is refused", () => {
  it.each<[string, string[], string]>([
    [
      "operators, whose items are commented out",
      [
        "gateway:",
        "  configurationSecret:",
        "    name: keeper/gateway",
        "    operators:",
        "      # - arn:aws:iam::111122223333:role/ops",
      ],
      "7:5 gateway.configurationSecret.operators",
    ],
    [
      "permission sets",
      ["gateway:", "  configurationSecret:", "    name: keeper/gateway", "    operatorPermissionSets: ~"],
      "7:5 gateway.configurationSecret.operatorPermissionSets",
    ],
    ["protected users", ["protectedUsers:"], "4:1 protectedUsers"],
    [
      "a boundary",
      ["gateway:", "  role:", "    permissionsBoundaryArn:"],
      "6:5 gateway.role.permissionsBoundaryArn",
    ],
    [
      "a target's name, where a path is left",
      ["targets:", "  iamUsers:", "    - { name: , path: /contractors/ }"],
      "6:9 targets.iamUsers[0].name",
    ],
    [
      "a target's path",
      ["targets:", "  iamAccessKeys:", "    - { name: auditor, path: }"],
      "6:24 targets.iamAccessKeys[0].path",
    ],
    [
      "a target's region",
      ["targets:", "  managedDatabases:", "    - { instance: orders, region: }"],
      "6:27 targets.managedDatabases[0].region",
    ],
  ])("%s", (_, lines, place) => {
    expect(problemsInFolder({ "keeper-pam.yaml": file(...lines) })).toEqual([
      `keeper-pam.yaml:${place}: ${EMPTIED}`,
    ]);
  });
});

/** Where the schema has a key, with a file in which it stands without a value. */
function everyKey(
  node: SchemaNode,
  around: (inner: object) => object = (inner) => inner,
  path: readonly string[] = [],
): { readonly path: string; readonly kind: string; readonly file: object }[] {
  const mapping = [node, ...(node.anyOf ?? [])].find(({ properties }) => properties);
  return Object.entries(mapping?.properties ?? {}).flatMap(([key, child]) => {
    const here = (value: unknown) => around({ [key]: value });
    const kinds = [child, ...(child.anyOf ?? [])].flatMap(({ type }) => type ?? []);
    const list = [child, ...(child.anyOf ?? [])].find(({ items }) => items);
    return [
      { path: [...path, key].join("."), kind: kinds.join(), file: here(null) },
      ...everyKey(child, here, [...path, key]),
      ...everyKey(list?.items ?? {}, (inner) => here([inner]), [...path, `${key}[0]`]),
    ];
  });
}

interface SchemaNode {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

describe("wherever the schema has a key, it is refused without a value unless it begins a section", () => {
  it.each(everyKey(jsonSchema() as SchemaNode).map(({ path, kind, file }) => [path, kind, file] as const))(
    "%s",
    (path, kind, file) => {
      const at = new RegExp(
        `:\\d+:\\d+ ${path.replace(/[[\].$]/g, "\\$&")}: (?:has no value|is missing|null says neither)`,
      );
      const refused = problemsInFolder({ "a.json": JSON.stringify(file) }).some((line) => at.test(line));
      const isSection = /object|array/.test(kind) && !LIMITING.test(path) && !MADE_BY_DEFAULT.test(path);
      expect(refused).toBe(!isSection);
    },
  );

  /** Sections that keep something out, or without which something else is meant. */
  const LIMITING =
    /^(?:aws|backend.*|protectedUsers|discovery\.regions|targets\..*\.tag|gateway\.configurationSecret\.operator\w+)$/;

  /** Sections of what is made where nothing is said, which JSON can only leave empty by the word. */
  const MADE_BY_DEFAULT = /^gateway\.(?:role|instanceProfile)$/;
});

describe("null in so many words, in place of what is made where nothing is said", () => {
  const NEITHER =
    "null says neither yes nor no: write false for none, or remove the key for one as by default";
  it.each(["role", "instanceProfile"])("is refused, since it may mean that there be none: %s", (key) => {
    for (const word of ["null", "~", "Null"]) {
      expect(problemsInFolder({ "a.yaml": file("gateway:", `  ${key}: ${word}`) })).toEqual([
        `a.yaml:5:3 gateway.${key}: ${NEITHER}`,
      ]);
    }
  });

  it.each(["role", "instanceProfile"])(
    "is not what a section says whose lines are commented out: %s",
    (key) => {
      expect(problemsInFolder({ "a.yaml": file("gateway:", `  ${key}:`, "    # name: x") })).toEqual([]);
    },
  );
});

describe("a key that nobody knows is refused whatever its value", () => {
  it.each<[string, string[], string[]]>([
    [
      "misspelt, with nothing behind it",
      ["gateway:", "  gaurd:"],
      ["5:3 gateway.gaurd: no such key; did you mean guard?"],
    ],
    ["null", ["ticket: null"], [expect.stringMatching(/^4:1 ticket: no such key: allowed is /) as string]],
    [
      "below another that nobody knows, which is named alone",
      ["ticket: { owner: }"],
      [expect.stringMatching(/^4:1 ticket: no such key: allowed is /) as string],
    ],
    [
      "a path without a blank after its colon",
      ["targets:", "  iamUsers:", "    - { name: auditor, path:/contractors/ }"],
      [
        '6:24 targets.iamUsers[0].path:/contractors/: no such key: a blank is missing after the colon, write path: "/contractors/"',
      ],
    ],
    [
      "a region without a blank",
      ["targets: { managedDatabases: [{ instance: orders, region:eu-west-1 }] }"],
      [
        '4:51 targets.managedDatabases[0].region:eu-west-1: no such key: a blank is missing after the colon, write region: "eu-west-1"',
      ],
    ],
    [
      "an ARN without a blank",
      ["gateway: { role: { permissionsBoundaryArn:arn:aws:iam::aws:policy/PowerUserAccess } }"],
      [
        '4:20 gateway.role.permissionsBoundaryArn:arn:aws:iam::aws:policy/PowerUserAccess: no such key: a blank is missing after the colon, write permissionsBoundaryArn: "arn:aws:iam::aws:policy/PowerUserAccess"',
      ],
    ],
  ])("%s", (_, lines, problems) => {
    expect(
      problemsInFolder({ "keeper-pam.yaml": file(...lines) }).map((line) =>
        line.replace("keeper-pam.yaml:", ""),
      ),
    ).toEqual(problems);
  });

  it("an account in quotes without a blank, beside a region", () => {
    expect(
      problemsInFolder({ "a.yaml": 'name: a\naws: { region: us-east-1, accountId:"111122223333" }\n' }),
    ).toEqual([
      'a.yaml:2:27 aws.accountId:"111122223333": no such key: a blank is missing after the colon, write accountId: "111122223333"',
    ]);
  });
});

describe("a blank that is missing after a colon is named where the key is read as something else", () => {
  it.each<[string, string, string]>([
    [
      "on a line of its own",
      'name: a\naws:\n  region: us-east-1\n  accountId:"111122223333"\n',
      "4:3 not valid YAML: a blank is missing after the colon of this key",
    ],
    [
      "above another key",
      "name: a\ndiscovery:true\naws: { region: us-east-1 }\n",
      "2:1 not valid YAML: a blank is missing after the colon of this key",
    ],
    [
      "as all that a section has",
      "name: a\naws:\n  region:us-east-1\n",
      '2:1 aws: "region:us-east-1" is not a mapping of keys: a blank is missing after the colon, write region: "us-east-1"',
    ],
    [
      "as all that an item has",
      file("targets:", "  iamUsers:", "    - name:auditor"),
      '6:7 targets.iamUsers[0]: "name:auditor" is not a mapping of keys: a blank is missing after the colon, write name: "auditor"',
    ],
  ])("%s", (_, text, problem) => {
    expect(problemsInFolder({ "a.yaml": text })).toEqual([`a.yaml:${problem}`]);
  });
});
