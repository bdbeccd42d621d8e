import * as fc from "fast-check";
import { below, problemsBelow, problemsIn } from "../support/refusals";
import * as secrets from "../support/sample-secrets";

const TOKEN = secrets.ONE_TIME_TOKEN;
const KEY = secrets.SECRET_ACCESS_KEY;

/** What a reader calls it, and a text that holds it. */
const SECRETS: readonly (readonly [what: string, name: string, text: string])[] = [
  ["an AWS access key ID", "an access key ID", secrets.ACCESS_KEY_ID],
  ["an AWS access key ID", "a temporary access key ID", secrets.TEMPORARY_ACCESS_KEY_ID],
  ["an AWS access key ID", "an access key ID in a sentence", `use ${secrets.ACCESS_KEY_ID}, please`],
  ["an AWS secret access key", "a secret access key", KEY],
  [
    "an AWS secret access key",
    "a secret access key in the form of a variable",
    `AWS_SECRET_ACCESS_KEY=${KEY}`,
  ],
  [
    "an AWS secret access key",
    "a secret access key in the form of a profile",
    `aws_secret_access_key = ${KEY}`,
  ],
  [
    "an AWS secret access key",
    "a secret access key behind a commit",
    `${"0123456789abcdef".repeat(3).slice(0, 40)} ${KEY}`,
  ],
  ["a Keeper one-time access token", "a one-time token", TOKEN],
  ["a Keeper one-time access token", "a one-time token with its region", `US:${TOKEN}`],
  ["a Keeper one-time access token", "a one-time token with its host", `keepersecurity.eu:${TOKEN}`],
  ["a Keeper one-time access token", "a one-time token with a space behind it", `US:${TOKEN} `],
  ["a Keeper one-time access token", "a one-time token in a sentence", `init with US:${TOKEN} today`],
  ["a Keeper one-time access token", "a one-time token in quotes", `'EU:${TOKEN}'`],
  [
    "a Keeper one-time access token",
    "a one-time token in the form of a variable",
    `ONE_TIME_TOKEN=US:${TOKEN}`,
  ],
  ["a gateway configuration", "a gateway configuration", secrets.BASE64_CONFIGURATION],
  ["a gateway configuration", "a pretty gateway configuration", secrets.PRETTY_BASE64_CONFIGURATION],
  ["a gateway configuration", "a gateway configuration from Windows", secrets.WINDOWS_BASE64_CONFIGURATION],
  ["a gateway configuration", "a gateway configuration in lines", secrets.WRAPPED_BASE64_CONFIGURATION],
  [
    "a gateway configuration",
    "a gateway configuration as a variable",
    `GATEWAY_CONFIG=${secrets.BASE64_CONFIGURATION}`,
  ],
  ["a gateway configuration", "a gateway configuration in JSON", secrets.JSON_CONFIGURATION],
  ["a gateway configuration", "a gateway configuration in pretty JSON", secrets.PRETTY_JSON_CONFIGURATION],
  ["a key in base64", "the application key of a gateway configuration", secrets.APPLICATION_KEY],
  ["a private key", "a private key", secrets.pem("")],
  ["a private key", "an RSA key", secrets.pem("RSA ")],
  ["a private key", "an SSH key", secrets.pem("OPENSSH ")],
  ["a private key", "an encrypted key", secrets.pem("ENCRYPTED ")],
];

const indented = (text: string, by: string) => text.replace(/^/gm, by);

/** Files with a text in them, by where it stands. */
const PLACES: Readonly<Record<string, (text: string) => string>> = {
  "a name": (text) => `name: ${JSON.stringify(text)}\naws:\n  region: us-east-1\n`,
  "free text": (text) => below("gateway:", "  role:", `    description: ${JSON.stringify(text)}`),
  "a tag's value": (text) => below("  tags:", `    Note: ${JSON.stringify(text)}`),
  "a tag's key": (text) => below("  tags:", `    ? ${JSON.stringify(text)}`, "    : x"),
  "a key": (text) => below(`? ${JSON.stringify(text)}`, ": x"),
  "a key and the value below it": (text) =>
    below(`? ${JSON.stringify(text)}`, `: below: ${JSON.stringify(text)}`),
  "a key among the backends": (text) => below("backend:", "  s3: {}", `  ? ${JSON.stringify(text)}`, "  : x"),
  "a key beside an existing role": (text) =>
    below("gateway:", "  role:", "    existing: role", `    ? ${JSON.stringify(text)}`, "    : x"),
  "an item of a list": (text) => below("protectedUsers:", `  - ${JSON.stringify(text)}`),
  "a user that is a target and protected": (text) =>
    below(
      "targets:",
      "  iamUsers:",
      `    - name: ${JSON.stringify(text)}`,
      `protectedUsers: [${JSON.stringify(text)}]`,
    ),
  "a setting of the backend": (text) => below("backend:", "  s3:", `    key: ${JSON.stringify(text)}`),
  "a literal block": (text) => below("stack: |", indented(text, "  ")),
  "a folded block": (text) => below("stack: >-", indented(text, "  ")),
  "an alias": (text) => below(`x: &x ${JSON.stringify(text)}`, "stack: *x", "protectedUsers: [*x]"),
  "an alias of a list": (text) =>
    below("targets:", "  iamUsers: &users", `    - name: ${JSON.stringify(text)}`, "  iamAccessKeys: *users"),
  "an account that ARNs are compared with": (text) =>
    below(
      `  accountId: ${JSON.stringify(text)}`,
      "  assumeRoleArn: arn:aws:iam::111122223333:role/deployer",
      "gateway: { role: { permissionsBoundaryArn: arn:aws:iam::111122223333:policy/boundary } }",
      "protectedUsers: [arn:aws:iam::111122223333:user/root]",
    ),
  "a partition that ARNs and regions are compared with": (text) =>
    below(`  partition: ${JSON.stringify(text)}`, "protectedUsers: [arn:aws:iam::111122223333:user/root]"),
  "the place of a mapping": (text) => below(`targets: ${JSON.stringify(text)}`),
  "the place of a choice": (text) => below(`permissions: ${JSON.stringify(text)}`),
  "the place of a switch": (text) => below(`discovery: ${JSON.stringify(text)}`),
  "the place of the whole file": (text) => `${JSON.stringify(text)}\n`,
  "a JSON file": (text) => JSON.stringify({ name: text, aws: { region: "us-east-1" } }, null, 2),
};

/** Whether a message shows any piece of a text that is long enough to give it away. */
function shows(message: string, text: string): boolean {
  const pieces = text.split(/[^A-Za-z0-9+/=_-]+/).filter((piece) => piece.length >= 16 && /\d/.test(piece));
  return pieces.some((piece) =>
    Array.from({ length: piece.length - 11 }, (_, i) => piece.slice(i, i + 12)).some((part) =>
      message.includes(part),
    ),
  );
}

/** Places for names that AWS may have made, which look no less random than a bare key or token does. */
const NAMES = ["an item of a list", "a user that is a target and protected", "an alias of a list"];

describe.each(Object.entries(PLACES))("in %s a secret is refused and not shown:", (place, file) => {
  const certain = SECRETS.filter(
    ([, , text]) => !NAMES.includes(place) || !/^[\w-]+$/.test(text) || /^A[KS]IA|^e/.test(text),
  );
  it.each(certain)("%s: %s", (what, __, text) => {
    const problems = problemsIn(file(text));
    expect(
      problems.filter((line) => line.includes(`this looks like ${what}: no secret belongs in this file`)),
    ).not.toEqual([]);
    expect(problems.filter((line) => shows(line, text))).toEqual([]);
  });
});

describe("a secret that is broken into lines", () => {
  it.each([
    ["an AWS secret access key", KEY],
    ["a Keeper one-time access token", `US:${TOKEN}`],
  ])("is seen all the same: %s", (what, secret) => {
    const [problem, ...others] = problemsBelow(
      "stack: |",
      `  ${secret.slice(0, 25)}`,
      `  ${secret.slice(25)}`,
    );
    expect(problem).toContain(`keeper-pam.yaml:4:1 stack: this looks like ${what}: `);
    expect(others).toEqual([]);
  });
});

describe("the line of a secret", () => {
  const refused = (what: string) =>
    `this looks like ${what}: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared`;

  it("has the place of the value and the name of its field", () => {
    expect(
      problemsBelow("  tags:", `    Note: ${secrets.ACCESS_KEY_ID}`, "protectedUsers:", `  - US:${TOKEN}`),
    ).toEqual([
      `keeper-pam.yaml:5:5 aws.tags.Note: ${refused("an AWS access key ID")}`,
      `keeper-pam.yaml:7:5 protectedUsers[0]: ${refused("a Keeper one-time access token")}`,
    ]);
  });

  it("has the name of what is around it when the key itself is the secret", () => {
    expect(problemsBelow("  tags:", `    ${secrets.ACCESS_KEY_ID}: x`)).toEqual([
      `keeper-pam.yaml:5:5 aws.tags: ${refused("an AWS access key ID")}`,
    ]);
  });

  it("does not hide the other problems of the file", () => {
    expect(problemsBelow(`stack: ${secrets.ACCESS_KEY_ID}`, "ticket: 1", "targets: { ec2Users: 2 }")).toEqual(
      [
        `keeper-pam.yaml:4:1 stack: ${refused("an AWS access key ID")}`,
        "keeper-pam.yaml:5:1 ticket: no such key: allowed is name, stack, aws, backend, gateway, targets, discovery, protectedUsers, permissions",
        "keeper-pam.yaml:6:12 targets.ec2Users: 2 is not true or false",
      ],
    );
    expect(problemsBelow(`${secrets.ACCESS_KEY_ID}: x`, "targets: { ec2Users: 2 }")).toEqual([
      `keeper-pam.yaml:4:1 ${refused("an AWS access key ID")}`,
      "keeper-pam.yaml:5:12 targets.ec2Users: 2 is not true or false",
    ]);
  });
});

describe("a secret where YAML cannot be read is not shown either", () => {
  it.each([
    ["as the name of an alias", (text: string) => below(`stack: *${text}`)],
    ["behind the mark of a block", (text: string) => below(`stack: |${text}`, "  x")],
    ["as a YAML tag", (text: string) => below(`stack: !${text} x`)],
    ["as a key that stands twice", (text: string) => below(`"${text}": 1`, `"${text}": 2`)],
    ["in a list that is a key", (text: string) => below(`? ["${text}"]`, ": x")],
    ["in an open quote", (text: string) => below(`stack: "${text}`)],
  ])("%s", (_, file) => {
    for (const secret of [secrets.ACCESS_KEY_ID, KEY, TOKEN, secrets.BASE64_CONFIGURATION]) {
      const problems = problemsIn(file(secret));
      expect(problems).not.toEqual([]);
      expect(problems.filter((line) => shows(line, secret))).toEqual([]);
    }
  });
});

describe("a secret access key is one", () => {
  it("where the name of a secret belongs, which AWS makes without a slash", () => {
    const key = `${KEY.slice(0, 20)}/${KEY.slice(21)}`.replace(/\+/g, "a");
    expect(problemsBelow(`gateway: { configurationSecret: { name: ${key} } }`)).toEqual([
      expect.stringContaining("this looks like an AWS secret access key: "),
    ]);
  });
});

describe("a password behind its name", () => {
  it.each([
    "password=hunter2",
    "DB_PASSWORD=hunter",
    "db-password=hunter",
    "user=a;pwd=b",
    "use pwd:hunter2",
    "passphrase:correct!horse",
    "x, token=abc",
  ])("is a secret: %s", (text) => {
    expect(problemsBelow("backend:", "  s3:", `    key: ${JSON.stringify(text)}`)).toEqual([
      expect.stringContaining("this looks like a password behind its name: "),
    ]);
  });
});

describe("a password where YAML cannot be read is not printed back:", () => {
  it.each([
    ["behind the mark of a literal block", below("  password: |S3cret&horse")],
    ["behind the mark of a folded block", below("  password: >S3cret&horse")],
    ["as a tag", below("  password: !S3cret!horse x")],
    ["as the tag of a list", below("  password: !S3cret!horse [x]")],
    ["as a verbatim tag", below("  password: !<S3cret!horse x")],
    ["as the tag of what is no such kind", below("  password: !!S3cret!horse {a: b}")],
    ["behind one brace too many", below("  password: {S3cret!horse}}S3cret!horse")],
    ["behind an escape that there is not", below(String.raw`  password: "\S3cret!horse"`)],
    ["as half a character", below(String.raw`  password: "\uS3cret!horse"`)],
    ["as the version of YAML", `%YAML S3cret!horse\n---\n${below()}`],
    ["as a directive", `%TAG S3cret!horse\n---\n${below()}`],
  ])("%s", (_, file) => {
    const problems = problemsIn(file);
    expect(problems).not.toEqual([]);
    expect(problems.join()).not.toMatch(/S3c|horse/);
  });

  it("wherever signs of YAML stand around it", () => {
    const sign = fc.constantFrom(
      ..."|>!&*{}[],:?-%@`'\"\\# \t\n",
      ": ",
      " #",
      "- ",
      "\n  ",
      "\n---\n",
      "!!",
      "!<",
    );
    const signs = fc.array(sign, { maxLength: 4 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(signs, signs, signs, (before, between, after) => {
        const file = `${before}S3cret!horse${between}S3cret!horse${after}`;
        const unreadable = [...problemsIn(file), ...problemsBelow(`  password: ${file}`)].filter((line) =>
          line.includes("not valid YAML"),
        );
        expect(unreadable.join()).not.toMatch(/S3c|orse/);
      }),
      { seed: 20240103, numRuns: 400 },
    );
  });
});

describe("a token in a URL", () => {
  it.each([
    ["a password behind its name", "http://state.example.com/pam?token=abc"],
    ["a password behind its name", "https://state.example.com/pam?x=1&private_token=abc"],
    ["a token in a URL", "https://state.blob.core.windows.net/pam?sv=2022&sig=abc"],
    ["a token in a URL", "https://state.example.com/pam?X-Amz-Signature=abc"],
    ["a token in a URL", "https://state.example.com/pam?api_key=abc"],
    ["a token in a URL", `https://${"0a".repeat(10)}@state.example.com/pam`],
    ["a token in a URL", "https://state.example.com/pam?jwt=abc"],
    ["a token in a URL", "https://state.example.com/pam?pass=abc"],
    ["a token in a URL", "https://state.example.com/pam?pw=abc"],
    ["a token in a URL", "https://hooks.example.com/?code=Abc123Def456Ghi789"],
    ["a token in a URL", "https://state.example.com/pam?key=Abc123Def456Ghi789"],
    ["a token in a URL", "https://hooks.slack.com/services/T0/B0/abc"],
    ["a password behind its name", "https://state.example.com/pam?private-token=abc"],
    ["a password in a URL", "https://:s3cr3tt0ken@state.example.com/pam"],
    ["a password in a URL", "https://tok3n:@state.example.com/pam"],
    ["a password in a URL", "https://u:pa/ss@state.example.com/pam"],
    ["a password in a URL", "https://u:80@state.example.com/pam"],
    ["a token", `https://glpat-${"x1".repeat(10)}@gitlab.example.com/api/v4/projects/1/terraform/state/pam`],
  ])("is a secret, and not shown: %s: %s", (what, address) => {
    for (const key of ["address", "lockAddress", "unlockAddress"]) {
      expect(problemsBelow("backend:", "  http:", `    ${key}: "${address}"`)).toEqual([
        `keeper-pam.yaml:6:5 backend.http.${key}: this looks like ${what}: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared`,
      ]);
    }
  });

  it.each([
    ["GitHub's", `ghp_${"a1B2".repeat(9)}`],
    ["GitLab's", `glpat-${"x1".repeat(10)}`],
    ["GitLab's for a trigger", `glptt-${"x1".repeat(10)}`],
    ["HCP Terraform's", `${"a1".repeat(7)}.atlasv1.${"b2".repeat(10)}`],
    ["npm's", `npm_${"a1B2".repeat(9)}`],
    ["OpenAI's", `sk-proj-${"a1B2".repeat(9)}`],
    ["Stripe's", `sk_live_${"a1B2".repeat(6)}`],
    ["Google's", `AIza${"a1B2_".repeat(7)}`],
    ["Databricks's", `dapi${"a1".repeat(16)}`],
    ["PyPI's", `pypi-AgE${"a1B2".repeat(9)}`],
    ["Atlassian's", `ATATT3${"a1B2".repeat(9)}`],
    ["age's", `AGE-SECRET-KEY-1${"Q2".repeat(29)}`],
    ["Vault's", `hvs.${"CAES".repeat(6)}`],
  ])("is one wherever it stands: %s", (_, token) => {
    expect(problemsBelow("protectedUsers:", `  - ${token}`)).toEqual([
      expect.stringMatching(/^keeper-pam\.yaml:5:5 protectedUsers\[0\]: this looks like a token: /),
    ]);
  });
});

describe("a password in the wrong field is not printed back:", () => {
  const PASSWORD = "S3cret!horse";
  it.each([
    ["a database", `targets: { managedDatabases: [{ instance: "${PASSWORD}" }] }`],
    ["a database with no key", `targets: { managedDatabases: ["${PASSWORD}"] }`],
    ["a user", `targets: { iamUsers: [{ name: "${PASSWORD}" }] }`],
    ["a region", `discovery: { regions: ["${PASSWORD}"] }`],
    ["a choice", `permissions: "${PASSWORD}"`],
    ["a section", `targets: "${PASSWORD}"`],
    ["a PGP key", `gateway: { accessKeyUser: { pgpKey: "${PASSWORD}" } }`],
    ["a key of its own", `targets: { iamUsers: [{ name: a, password: "${PASSWORD}" }] }`],
    ["a key without a blank", `targets: { iamUsers: [{ name: a, password:${PASSWORD} }] }`],
    ["a known key without a blank", `targets: { iamUsers: [{ name:${PASSWORD} }] }`],
    ["a setting of the backend", `backend: { s3: { password: "${PASSWORD}" } }`],
  ])("%s", (_, line) => {
    const problems = problemsBelow(line);
    expect(problems).not.toEqual([]);
    expect(problems.join()).not.toContain("S3cret");
  });

  it.each([
    ["with a blank", "S3cret horse!"],
    ["that begins like a path", "/S3cret!horse"],
    ["that begins like an ARN", "arn:S3cret!horse"],
    ["with a colon and a slash", "horSe:S3cret/9"],
    ["with a line break behind it", "S3cret!horse\n"],
    ["of two lines", "S3cret!\nhorse"],
    ["longer than a screen is wide", `S3cret!${"horse".repeat(40)}`],
  ])("one %s, as a value and as a key", (_, password) => {
    for (const line of [
      `stack: ${JSON.stringify(password)}`,
      `targets: ${JSON.stringify(password)}`,
      `protectedUsers: [${JSON.stringify(password)}]`,
      `${JSON.stringify(password)}: x`,
    ]) {
      const problems = problemsBelow(line);
      expect(problems).not.toEqual([]);
      expect(problems.join()).not.toContain("S3cret");
    }
  });

  it("nor one with a colon behind it, as a key", () => {
    expect(problemsBelow(`"S3cret!horse:": x`).join()).not.toContain("S3cret");
  });

  it("and the message says how long it was", () => {
    expect(problemsBelow(`targets: { managedDatabases: [{ instance: "${PASSWORD}" }] }`)).toEqual([
      expect.stringContaining(
        "instance: a text of 12 characters (not shown, since it may be a password) is not an RDS instance identifier",
      ),
    ]);
  });
});

describe("a password in a URL", () => {
  it("is a secret", () => {
    expect(
      problemsBelow(
        "backend:",
        "  http:",
        "    address: https://deployer:correct-horse@state.example.com/pam",
      ),
    ).toEqual([
      "keeper-pam.yaml:6:5 backend.http.address: this looks like a password in a URL: no secret belongs in this file; remove it, and treat it as disclosed if the file was shared",
    ]);
  });
});
