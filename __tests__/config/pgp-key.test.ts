import { join, relative } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { GNUPG_KEYS } from "../permissions/gnupg-keys";
import { below, folderWith, problemsBelow, problemsInFolder, type Files } from "../support/refusals";
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, pem } from "../support/sample-secrets";
import { KEY_TYPES, newKeyPairs, wrappedBase64, type ExportedKey, type KeyPairs } from "./pgp-keys";

let keys: KeyPairs;
beforeAll(async () => {
  keys = await newKeyPairs();
});

const PLACE = "keeper-pam.yaml:6:5 gateway.accessKeyUser.pgpKey";
const ALLOWED = "allowed is keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it";
const ALLOWED_FILE =
  "allowed is keybase:NAME, a PGP public key in base64 or armor, or a file that holds one, seen from this one";
const NO_KEY = `${PLACE}: this is not a PGP public key: ${ALLOWED}`;
const PRIVATE_KEY = `${PLACE}: this is a private PGP key, which belongs nowhere but to its owner: ${ALLOWED}`;
const SECRET =
  /^keeper-pam\.yaml:6:5 gateway\.accessKeyUser\.pgpKey: this looks like .+: no secret belongs in this file;/;

/** The lines of a file from its fourth on, whose PGP key is written as given. */
const user = (written: string) => ["gateway:", "  accessKeyUser:", `    pgpKey: ${written}`];
const block = (indicator: string, text: string) =>
  user(`${indicator}\n${text.trimEnd().replace(/^/gm, "      ")}`);

/** What the loader makes of the PGP key of the one file of a folder. */
function keyIn(folder: string): string | undefined {
  const [file] = loadConfigurations(folder);
  return (file?.configuration.gateway?.accessKeyUser || undefined)?.pgpKey;
}

const keyBelow = (lines: string[], files: Files = {}) =>
  keyIn(join(folderWith({ "keeper-pam.yaml": below(...lines), ...files }), "keeper-pam.yaml"));

const withoutComment = (armored: string) => armored.replace(/^Comment:.*\n/m, "");

/** The ways to write a key into the configuration. */
const FORMS: Readonly<Record<string, (key: ExportedKey) => string[]>> = {
  "base64 on one line": ({ bytes }) => user(bytes.toString("base64")),
  "base64 in lines of 76 characters": ({ bytes }) => block("|", wrappedBase64(bytes)),
  "base64 in lines of 64 characters": ({ bytes }) => block("|", wrappedBase64(bytes, 64)),
  "base64 in folded lines": ({ bytes }) => block(">-", wrappedBase64(bytes)),
  "armor in a literal block": ({ armored }) => block("|", armored),
  "armor without a comment": ({ armored }) => block("|", withoutComment(armored)),
  "armor in a folded block": ({ armored }) => block(">-", withoutComment(armored)),
  "armor in quotes": ({ armored }) => user(JSON.stringify(armored)),
  "armor with the line ends of Windows": ({ armored }) =>
    user(JSON.stringify(armored.replaceAll("\n", "\r\n"))),
};

/** The ways in which a file can hold a key. */
const FILE_FORMS: Readonly<Record<string, (key: ExportedKey) => string | Buffer>> = {
  bytes: ({ bytes }) => bytes,
  armor: ({ armored }) => armored,
  "armor with the line ends of Windows": ({ armored }) => armored.replaceAll("\n", "\r\n"),
  "base64 on one line": ({ bytes }) => bytes.toString("base64"),
  "base64 in lines": ({ bytes }) => `${wrappedBase64(bytes)}\n`,
  "armor in UTF-8 with a mark": ({ armored }) => `\uFEFF${armored}`,
  "base64 in UTF-8 with a mark": ({ bytes }) => `\uFEFF${wrappedBase64(bytes)}\n`,
  "armor with a line before and behind it": ({ armored }) =>
    `The key, as promised:\n\n${armored}\nYours, Ada\n`,
  "armor with a header without a blank": ({ armored }) => armored.replace("Comment: ", "Comment:"),
};

/** Whether a message shows a piece of a key that nothing else has. */
function shows(message: string, { bytes }: ExportedKey): boolean {
  const base64 = bytes.toString("base64");
  return Array.from({ length: base64.length - 11 }, (_, i) => base64.slice(i, i + 12)).some((piece) =>
    message.includes(piece),
  );
}

describe.each(KEY_TYPES)("a PGP key of type %s", (type) => {
  it.each(Object.entries(FORMS))("is taken as %s", (_, form) => {
    const { publicKey } = keys[type];
    expect(keyBelow(form(publicKey))).toBe(publicKey.bytes.toString("base64"));
  });

  it.each(Object.entries(FILE_FORMS))("is taken from a file that holds it in %s", (_, form) => {
    const { publicKey } = keys[type];
    const files = { "keys/operations.key": form(publicKey) };
    expect(keyBelow(user("keys/operations.key"), files)).toBe(publicKey.bytes.toString("base64"));
  });

  it.each(Object.entries(FORMS))("is refused when it is private, and not shown: %s", (_, form) => {
    const { privateKey } = keys[type];
    const problems = problemsBelow(...form(privateKey));
    expect(problems).toEqual([expect.stringMatching(SECRET)]);
    expect(problems.filter((line) => shows(line, privateKey))).toEqual([]);
  });

  it.each(Object.entries(FILE_FORMS))(
    "is refused when it is private, and not shown: a file that holds it in %s",
    (_, form) => {
      const { privateKey } = keys[type];
      const problems = problemsInFolder({
        "keeper-pam.yaml": below(...user("keys/operations.key")),
        "keys/operations.key": form(privateKey),
      });
      expect(problems).toEqual([PRIVATE_KEY]);
    },
  );

  it.each<[string, (pair: KeyPairs["rsa"]) => string[]]>([
    ["before it", ({ publicKey, privateKey }) => block("|", privateKey.armored + publicKey.armored)],
    ["behind it", ({ publicKey, privateKey }) => block("|", publicKey.armored + privateKey.armored)],
    [
      "behind it in the same base64",
      ({ publicKey, privateKey }) =>
        user(Buffer.concat([publicKey.bytes, privateKey.bytes]).toString("base64")),
    ],
  ])("does not cover a private key that stands %s", (_, form) => {
    const { privateKey } = keys[type];
    const problems = problemsBelow(...form(keys[type]));
    expect(problems).not.toEqual([]);
    expect(problems.filter((line) => shows(line, privateKey))).toEqual([]);
  });
});

describe("several armored keys in one text", () => {
  it("are no secret, and the first one counts", () => {
    const { rsa, curve25519 } = keys;
    const lines = block("|", curve25519.publicKey.armored + rsa.publicKey.armored);
    expect(keyBelow(lines)).toBe(curve25519.publicKey.bytes.toString("base64"));
  });
});

describe("an armored key does not cover a secret", () => {
  it.each<[string, (armored: string) => string]>([
    ["behind it", (armored) => `${armored}${ACCESS_KEY_ID}\n`],
    ["before it", (armored) => `${ACCESS_KEY_ID}\n${armored}`],
    ["between it and another", (armored) => `${armored}${ACCESS_KEY_ID}\n${armored}`],
    ["in its comment", (armored) => armored.replace("for the access key", ACCESS_KEY_ID)],
    [
      "in its comment, of 40 characters",
      (armored) => armored.replace("for the access key", SECRET_ACCESS_KEY),
    ],
  ])("%s", (_, form) => {
    const problems = problemsBelow(...block("|", form(keys.rsa.publicKey.armored)));
    expect(problems).toEqual([expect.stringMatching(SECRET)]);
    expect(problems.join("\n")).not.toContain(ACCESS_KEY_ID);
    expect(problems.join("\n")).not.toContain(SECRET_ACCESS_KEY);
  });
});

describe("a name at keybase", () => {
  it("is taken as it is", () => {
    expect(keyBelow(user("keybase:platform_team1"))).toBe("keybase:platform_team1");
  });

  it.each(["keybase:", "keybase:platform-team", "keybase:platform/team"])("is no other text: %s", (name) => {
    expect(problemsBelow(...user(JSON.stringify(name)))).toEqual([NO_KEY]);
  });

  it("is not mended: another name has another key", () => {
    expect(problemsBelow(...user('"keybase:platform team"'))).toEqual([NO_KEY]);
  });

  it("begins in lower case, as Terraform knows it", () => {
    expect(problemsBelow(...user("Keybase:platform"))).toEqual([
      `${PLACE}: "Keybase:platform" is no file: ${ALLOWED_FILE}`,
    ]);
  });
});

describe("a file with a PGP key", () => {
  const key = () => keys.curve25519.publicKey;
  const base64 = () => key().bytes.toString("base64");

  it("is seen from the configuration file, not from where the app runs", () => {
    const folder = folderWith({
      "gateways/production/keeper-pam.yaml": below(...user("../../keys/operations.asc")),
      "keys/operations.asc": key().armored,
    });
    expect(keyIn(join(folder, "gateways/production/keeper-pam.yaml"))).toBe(base64());
  });

  it("is seen from the configuration file too where that is named by a relative path", () => {
    const folder = folderWith({
      "keeper-pam.yaml": below(...user("operations.asc")),
      "operations.asc": key().armored,
    });
    expect(keyIn(relative(process.cwd(), join(folder, "keeper-pam.yaml")))).toBe(base64());
  });

  it("is seen from the folder where a folder of configurations is read", () => {
    const folder = folderWith({
      "keeper-pam.yaml": below(...user("keys/operations.asc")),
      "keys/operations.asc": key().armored,
    });
    expect(keyIn(folder)).toBe(base64());
  });

  it("may be named by an absolute path", () => {
    const folder = folderWith({ "operations.asc": key().armored });
    expect(keyBelow(user(join(folder, "operations.asc")))).toBe(base64());
  });

  it("holds the key that stands first in it, whatever follows", () => {
    const files = { "operations.asc": key().armored + keys.rsa.publicKey.armored };
    expect(keyBelow(user("operations.asc"), files)).toBe(base64());
  });

  it.each<[string, (pair: KeyPairs["rsa"]) => string]>([
    ["before it", ({ publicKey, privateKey }) => privateKey.armored + publicKey.armored],
    ["behind it", ({ publicKey, privateKey }) => publicKey.armored + privateKey.armored],
  ])("is refused when a private key stands %s", (_, content) => {
    const files = {
      "keeper-pam.yaml": below(...user("operations.asc")),
      "operations.asc": content(keys.curve25519),
    };
    expect(problemsInFolder(files)).toEqual([PRIVATE_KEY]);
  });

  it("is refused in the words of the file when it is not there", () => {
    expect(problemsBelow(...user("keys/operations.asc"))).toEqual([
      `${PLACE}: "keys/operations.asc" is no file: ${ALLOWED_FILE}`,
    ]);
  });

  it("is no folder", () => {
    const files = { "keeper-pam.yaml": below(...user("keys")), "keys/operations.asc": key().armored };
    expect(problemsInFolder(files)).toEqual([`${PLACE}: "keys" is a folder: ${ALLOWED_FILE}`]);
  });

  it.each([
    ["in UTF-8", (text: string) => text],
    ["in UTF-8 with a mark", (text: string) => `\uFEFF${text}`],
    ["in Latin-1", (text: string) => Buffer.from(text, "latin1")],
  ])("may begin with a letter beyond ASCII, such as that of a title above the armor: %s", (_, written) => {
    const files = { "operations.asc": written(`Öffentlicher Schlüssel\n${key().armored}`) };
    expect(keyBelow(user("operations.asc"), files)).toBe(base64());
    const { privateKey } = keys.curve25519;
    const refused = {
      "keeper-pam.yaml": below(...user("operations.asc")),
      "operations.asc": written(`Öffentlicher Schlüssel\n${privateKey.armored}`),
    };
    expect(problemsInFolder(refused)).toEqual([PRIVATE_KEY]);
  });

  it("is no text where it is a key in binary, whatever its owner is called", async () => {
    const { generateKey } = await import("openpgp");
    const { publicKey } = await generateKey({
      type: "curve25519",
      userIDs: [{ name: "-----BEGIN PGP PUBLIC KEY BLOCK-----" }],
      format: "object",
    });
    const bytes = Buffer.from(publicKey.write());
    expect(keyBelow(user("operations.gpg"), { "operations.gpg": bytes })).toBe(bytes.toString("base64"));
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["something else that begins with a letter beyond ASCII", "Écrivez à l'équipe.\n"],
    ["something else", "Ask the platform team for the key.\n"],
    ["something else in base64", wrappedBase64(Buffer.from("Ask the platform team for the key. ".repeat(9)))],
    ["other bytes", Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(400, 0x5a)])],
    ["a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
    ["an SSH key", `ssh-rsa ${Buffer.alloc(279, 0x5a).toString("base64")} operations@example.com\n`],
    ["a private key that is none of PGP", pem("RSA ")],
  ])("is refused when it holds %s, which is not shown", (_, content) => {
    const files = { "keeper-pam.yaml": below(...user("operations.key")), "operations.key": content };
    expect(problemsInFolder(files)).toEqual([NO_KEY]);
  });

  it("is refused when the beginning of the key is missing", () => {
    const files = {
      "keeper-pam.yaml": below(...user("operations.gpg")),
      "operations.gpg": key().bytes.subarray(100),
    };
    expect(problemsInFolder(files)).toEqual([NO_KEY]);
  });

  it("is no problem of a file whose user has none", () => {
    expect(problemsBelow("gateway: { accessKeyUser: false }")).toEqual([]);
  });
});

describe("a PGP key that nothing can be encrypted for", () => {
  it.each([
    ["signing", "has no part that is marked for encrypting messages"],
    ["taken", "has revoked the part of it that encrypts"],
    ["gone", "is revoked"],
  ] as const)("is refused in the file and in a file of its own: %s", (name, obstacle) => {
    const problem = `${PLACE}: this PGP key ${obstacle}, so that nothing can be encrypted for it: allowed is one with a part for messages (key flag 0x04) that \`gpg --list-keys\` marks with [E] and not as revoked`;
    expect(problemsBelow(...user(GNUPG_KEYS[name]))).toEqual([problem]);
    expect(
      problemsInFolder({
        "keeper-pam.yaml": below(...user("operations.key")),
        "operations.key": Buffer.from(GNUPG_KEYS[name], "base64"),
      }),
    ).toEqual([problem]);
  });
});

describe("a file in UTF-16, as PowerShell writes what it redirects", () => {
  it.each([
    ["little-endian", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["big-endian", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["little-endian without a mark", (text: string) => Buffer.from(text, "utf16le")],
    ["big-endian without a mark", (text: string) => Buffer.from(text, "utf16le").swap16()],
    ["with a title beyond ASCII", (text: string) => Buffer.from(`Öffentlich\n${text}`, "utf16le")],
    ["with a title in Cyrillic", (text: string) => Buffer.from(`Ключ\n${text}`, "utf16le").swap16()],
  ])("is called what it is: %s", (_, written) => {
    const files = {
      "keeper-pam.yaml": below(...user("operations.asc")),
      "operations.asc": written("-----BEGIN PGP PUBLIC KEY BLOCK-----"),
    };
    expect(problemsInFolder(files)).toEqual([
      expect.stringMatching(/pgpKey: "operations\.asc" is a text in UTF-16, .*: allowed is ASCII or UTF-8/),
    ]);
  });
});

describe("something else in place of a PGP key", () => {
  it("is refused in base64 as what it looks like", () => {
    const text = Buffer.from("Ask the platform team for the key. ".repeat(9)).toString("base64");
    expect(problemsBelow(...user(text))).toEqual([expect.stringMatching(SECRET)]);
  });

  it.each(["''", "' '"])("is refused where it is nothing: %s", (written) => {
    expect(problemsBelow(...user(written))).toEqual([`${PLACE}: nothing is given: ${ALLOWED_FILE}`]);
  });

  it("is refused in one line where no file can have such a name", () => {
    expect(problemsBelow(...user('"operations\\0.asc"'))).toEqual([
      `${PLACE}: "operations\\u0000.asc" has a character in it that no name of a file has: ${ALLOWED_FILE}`,
    ]);
  });

  it.each([
    ["a number", "12", "12 is not a text: put it in quotes"],
    ["a list", "[keybase:platform]", "a list is not a text"],
    ["a mapping", "{ file: a.asc }", "a mapping of keys is not a text"],
    ["true", "true", "true is not a text: put it in quotes"],
  ])("is refused by its type: %s", (_, written, message) => {
    expect(problemsBelow(...user(written))).toEqual([`${PLACE}: ${message}`]);
  });
});
