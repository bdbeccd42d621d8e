import { isPublicKey, publicKeyProblem, withoutArmor } from "../../modules/permissions";
import { KEY_TYPES, newKeyPairs, wrappedBase64, type ExportedKey, type KeyPairs } from "../config/pgp-keys";

let keys: KeyPairs;
beforeAll(async () => {
  keys = await newKeyPairs();
});

const ALLOWED = "allowed is keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it";
const NO_KEY = `this is not a PGP public key: ${ALLOWED}`;
const PRIVATE_KEY = `this is a private PGP key, which belongs nowhere but to its owner: ${ALLOWED}`;

/** The tags of the packets that can begin what a PGP program writes. */
const TAG = { encrypted: 1, signature: 2, secretKey: 5, publicKey: 6, compressed: 8, userId: 13 } as const;

/** A packet header of the current form, as OpenPGP.js writes it, with a length of 1, 2 or 5 bytes. */
function header(tag: number, lengthBytes: 1 | 2 | 5): number[] {
  return [0xc0 | tag, ...{ 1: [150], 2: [0xc0, 0x4d], 5: [0xff, 0, 0, 1, 0x0d] }[lengthBytes]];
}

/** A packet header of the older form, as GnuPG writes it, with a length of 1, 2 or 4 bytes. */
function olderHeader(tag: number, lengthBytes: 1 | 2 | 4): number[] {
  const [type, length] = { 1: [0, [150]], 2: [1, [0x01, 0x0d]], 4: [2, [0, 0, 1, 0x0d]] }[lengthBytes] as [
    number,
    number[],
  ];
  return [0x80 | (tag << 2) | type, ...length];
}

/** The base64 of something that begins with a header and the version of a key. */
const packet = (begin: number[], version = 4, length = 300) =>
  Buffer.concat([Buffer.from([...begin, version]), Buffer.alloc(length, "0123456789")]).toString("base64");

const CHECKSUM = /\n=.{4}(?=\n-----END)/;
const COMMENT = /^Comment:.*\n/m;

/** Texts that hold a key. */
const TEXTS: Readonly<Record<string, (key: ExportedKey) => string>> = {
  "armor with a comment and a checksum": ({ armored }) => armored,
  "with empty lines around it": ({ armored }) => `\n\n${armored}\n\n`,
  "without a comment": ({ armored }) => armored.replace(COMMENT, ""),
  "with several lines about it": ({ armored }) =>
    armored.replace(COMMENT, "Version: GnuPG v2\nComment: a: b\nCharset: UTF-8\n"),
  "without a checksum": ({ armored }) => armored.replace(CHECKSUM, ""),
  "with the line ends of Windows": ({ armored }) => armored.replaceAll("\n", "\r\n"),
  "with indented lines": ({ armored }) => armored.replace(/^/gm, "  "),
  "base64 in lines": ({ bytes }) => wrappedBase64(bytes),
  "base64 on one line": ({ bytes }) => bytes.toString("base64"),
};

describe.each(KEY_TYPES)("a key of type %s", (type) => {
  it("is known for a public one in base64", () => {
    const key = keys[type].publicKey.bytes.toString("base64");
    expect(isPublicKey(key)).toBe(true);
    expect(publicKeyProblem(key)).toBeUndefined();
  });

  it("is known for a private one, which is refused as such in base64 and in armor", () => {
    const { bytes, armored } = keys[type].privateKey;
    expect(isPublicKey(bytes.toString("base64"))).toBe(false);
    expect(publicKeyProblem(bytes.toString("base64"))).toBe(PRIVATE_KEY);
    expect(publicKeyProblem(armored)).toBe(PRIVATE_KEY);
  });

  it("is none that Terraform takes in armor or in lines", () => {
    const { bytes, armored } = keys[type].publicKey;
    expect(publicKeyProblem(armored)).toBe(NO_KEY);
    expect(publicKeyProblem(wrappedBase64(bytes))).toBe(NO_KEY);
  });

  it.each(Object.entries(TEXTS))("comes out of its armor as it went in: %s", (_, text) => {
    const { publicKey } = keys[type];
    expect(publicKey.armored).toMatch(CHECKSUM);
    expect(withoutArmor(text(publicKey))).toBe(publicKey.bytes.toString("base64"));
  });
});

describe("a public key is told by its first packet", () => {
  it.each<[string, number[]]>([
    ["of the current form with a length of 1 byte", header(TAG.publicKey, 1)],
    ["of the current form with a length of 2 bytes", header(TAG.publicKey, 2)],
    ["of the current form with a length of 5 bytes", header(TAG.publicKey, 5)],
    ["of the older form with a length of 1 byte", olderHeader(TAG.publicKey, 1)],
    ["of the older form with a length of 2 bytes", olderHeader(TAG.publicKey, 2)],
    ["of the older form with a length of 4 bytes", olderHeader(TAG.publicKey, 4)],
  ])("%s", (_, begin) => {
    for (const version of [4, 5, 6]) expect(isPublicKey(packet(begin, version))).toBe(true);
    for (const version of [0, 1, 2, 3, 7, 255]) expect(isPublicKey(packet(begin, version))).toBe(false);
  });

  it.each<[string, number[]]>([
    ["of the current form", header(TAG.secretKey, 2)],
    ["of the older form", olderHeader(TAG.secretKey, 2)],
  ])("and a private one too: %s", (_, begin) => {
    expect(isPublicKey(packet(begin))).toBe(false);
    expect(publicKeyProblem(packet(begin))).toBe(PRIVATE_KEY);
  });

  it.each(Object.entries(TAG).filter(([name]) => !name.endsWith("Key")))(
    "and not anything else of PGP: %s",
    (_, tag) => {
      for (const begin of [header(tag, 2), olderHeader(tag, 2)]) {
        expect(isPublicKey(packet(begin))).toBe(false);
        expect(publicKeyProblem(packet(begin))).toBe(NO_KEY);
      }
    },
  );

  it("and not a text that is too short to be a key with its owner and signature", () => {
    const begin = header(TAG.publicKey, 1);
    expect(packet(begin, 4, 117)).toHaveLength(160);
    expect(isPublicKey(packet(begin, 4, 117))).toBe(true);
    expect(isPublicKey(packet(begin, 4, 114))).toBe(false);
  });

  it("and not by bytes that no packet begins with", () => {
    expect(isPublicKey(packet([0x46, 0xc0, 0x4d]))).toBe(false);
    expect(publicKeyProblem(Buffer.from('{"clientId": "'.padEnd(300, "x")).toString("base64"))).toBe(NO_KEY);
  });

  it("and only in base64", () => {
    const key = packet(header(TAG.publicKey, 2));
    for (const text of [`${key} `, `${key}===`, `x: ${key}`, key.replaceAll("/", "_").replace(/.$/, "-")]) {
      expect(isPublicKey(text)).toBe(false);
    }
  });
});

describe("a name at keybase", () => {
  it.each(["keybase:a", "keybase:platform_team1", "keybase:Platform"])("is accepted: %s", (name) => {
    expect(publicKeyProblem(name)).toBeUndefined();
  });

  it.each([
    ["without a name", "keybase:"],
    ["with a space", "keybase:platform team"],
    ["with a hyphen", "keybase:platform-team"],
    ["with something behind it", "keybase:platform\n"],
    // The provider looks for the prefix in lower case and takes anything else for base64.
    ["with a prefix in capitals", "Keybase:platform"],
  ])("is refused %s", (_, name) => {
    expect(publicKeyProblem(name)).toBe(NO_KEY);
  });

  it("is refused when nothing is there at all", () => {
    expect(publicKeyProblem("")).toBe(NO_KEY);
  });
});
