import { Token } from "cdktf";
import { below, configurationIn, problemsBelow, problemsInFolder } from "../support/refusals";

const EXPRESSION =
  "${…} and %{…} are Terraform expressions: a configuration file holds plain values, references are for the constructs";
const MARK =
  "this is what the CDK writes in place of a value that only Terraform knows: a configuration file holds plain values, references are for the constructs";

const EXPRESSIONS: readonly string[] = ['${file("/etc/hostname")}', "%{ if true }a%{ endif }", "a ${b", "%{"];

/** What the CDK would replace, of every kind that it has. */
const MARKS: readonly (readonly [kind: string, text: string])[] = [
  ["a list", String(Token.asList("${x}")[0])],
  ["a map", String(Object.keys(Token.asMap("${x}", "x"))[0])],
  ["a text of a map", Token.STRING_MAP_TOKEN_VALUE],
  ["any value of a map", Token.ANY_MAP_TOKEN_VALUE],
  ["a number", `port ${Token.asNumber("${x}")}!`],
  ["the numbers of a list", String(Token.asNumberList("${x}")[0])],
];

/** Texts with half a character, and how it is written. */
const HALVES: readonly (readonly [text: string, half: string])[] = [
  ["\ud800", "\\ud800"],
  ["a\udfff b", "\\udfff"],
  ["\ude00\ud83d", "\\ude00"],
  ["\ud83d\ude00\ud83d", "\\ud83d"],
];

/** The ways of a text into a file, and the place that a problem with it has. */
const WAYS: readonly (readonly [way: string, lines: (text: string) => string[], place: string])[] = [
  ["as a tag", (text) => ["  tags:", `    Owner: ${text}`], "keeper-pam.yaml:5:5 aws.tags.Owner"],
  ["as the key of a tag", (text) => ["  tags:", `    ${text}: x`], "keeper-pam.yaml:5:5 aws.tags"],
  ["in a backend", (text) => ["backend:", "  s3:", `    key: ${text}`], "keeper-pam.yaml:6:5 backend.s3.key"],
  [
    "as a description",
    (text) => ["gateway:", "  role:", `    description: ${text}`],
    "keeper-pam.yaml:6:5 gateway.role.description",
  ],
  ["in a list", (text) => ["protectedUsers:", `  - ${text}`], "keeper-pam.yaml:5:5 protectedUsers[0]"],
];

describe.each(WAYS)("a text in the file is a text: %s", (_, lines, place) => {
  it.each(EXPRESSIONS)("Terraform evaluates nothing of it: %s", (text) => {
    expect(problemsBelow(...lines(JSON.stringify(text)))).toEqual([`${place}: ${EXPRESSION}`]);
  });

  it.each(MARKS)("the CDK replaces nothing of it, as it would in place of %s", (_kind, text) => {
    expect(problemsBelow(...lines(JSON.stringify(text)))).toEqual([`${place}: ${MARK}`]);
  });

  it.each(HALVES)(
    "it has no half of a character, of which Terraform would make another: %j",
    (text, half) => {
      expect(problemsBelow(...lines(JSON.stringify(text)))).toEqual([
        `${place}: ${half} is half a character: allowed are whole ones, written as themselves or by both of their halves`,
      ]);
    },
  );
});

describe("a character beyond the first 65,536", () => {
  it.each(["as itself", "by its halves"])("is taken, written %s", (way) => {
    const written = way === "as itself" ? "key-😀" : "key-\\ud83d\\ude00";
    expect(configurationIn(below(`backend: { s3: { key: "${written}" } }`)).backend).toEqual({
      s3: { key: "key-😀" },
    });
  });
});

describe("a text that only resembles a mark of the CDK", () => {
  it.each(["#{build}", "&{aws:username}", "TfToken[0]", "-1e5", "0b6ef0a1-19e2-8e28-a1e2-12e300000000"])(
    "is taken: %s",
    (text) => {
      const { backend } = configurationIn(below(`backend: { s3: { key: ${JSON.stringify(text)} } }`));
      expect(backend).toEqual({ s3: { key: text } });
    },
  );
});

describe("a text in the file of a PGP key is no expression either", () => {
  const ALLOWED =
    "allowed is keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it";

  it.each([...EXPRESSIONS, ...MARKS.map(([, text]) => text), "${aws_iam_user.other.name}"])(
    "it is no key: %s",
    (text) => {
      expect(
        problemsInFolder({
          "keeper-pam.yaml": below("gateway:", "  accessKeyUser:", "    pgpKey: operations.asc"),
          "operations.asc": text,
        }),
      ).toEqual([
        `keeper-pam.yaml:6:5 gateway.accessKeyUser.pgpKey: this is not a PGP public key: ${ALLOWED}`,
      ]);
    },
  );
});
