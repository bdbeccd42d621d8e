import fc from "fast-check";

/** What would end a text, begin an expression or be an escape, somewhere between a file and Terraform. */
const PIECES: readonly string[] = [
  '"',
  '\\"',
  "\\",
  "\\\\",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\b\f\u007f\u0085",
  "\u2028\ufeff",
  "$",
  "$$",
  "{",
  "}",
  "%",
  "#",
  "//",
  "/*",
  "<<EOF",
  "EOF",
  "[",
  '[file("/etc/hostname")]',
  '{"a":1}',
  "'",
  "`",
  "=",
  "42",
  "-1",
  "true",
  "null",
  "for",
  "-lead",
  "\\u0041",
  "é",
  "\u{1f511}",
  " ",
  'x"\n}\nresource "null_resource" "x" {',
];

/** The same, with what Terraform evaluates. */
const EXPRESSIONS: readonly string[] = ["${", "%{", '${file("/etc/hostname")}', "$${", "%%{", "%{ if true }"];

const NUMBER_OF_PIECES = { maxLength: 6 };

/** A text that a reader of configuration files lets through: Terraform evaluates nothing of it. */
export function hostileText(): fc.Arbitrary<string> {
  return fc
    .oneof(piecesOf(PIECES), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }))
    .filter((text) => isWellFormed(text) && !/[$%]\{/.test(text));
}

/** Any text at all. */
export function anyText(): fc.Arbitrary<string> {
  return fc
    .oneof(piecesOf([...PIECES, ...EXPRESSIONS]), fc.string({ unit: "binary" }))
    .filter((text) => isWellFormed(text));
}

function piecesOf(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), NUMBER_OF_PIECES).map((parts) => parts.join(""));
}

/** Half a character is none in UTF-8. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A text as Terraform keeps it: in the form that Unicode composes. */
export function asTerraformKeepsIt(text: string): string {
  return text.normalize("NFC");
}
