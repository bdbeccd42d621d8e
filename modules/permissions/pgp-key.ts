/**
 * OpenPGP public keys, as far as it takes to tell one from a private key and from anything else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-packet-headers
 */

/** The first packet of a transferable key. */
type KeyPacket = "public" | "secret" | undefined;

/** How a PGP key may be given, for messages. */
const ALLOWED = "keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it";

/**
 * What is wrong with a PGP key that Terraform is to encrypt for, or undefined for `keybase:NAME` and a public key in
 * base64.
 */
export function publicKeyProblem(key: string): string | undefined {
  if (/^keybase:[a-z0-9_]+$/i.test(key) || isPublicKey(key)) return undefined;
  if (keyPacket(key) === "secret" || /PGP PRIVATE KEY/.test(key)) {
    return `this is a private PGP key, which belongs nowhere but to its owner: allowed is ${ALLOWED}`;
  }
  return `this is not a PGP public key: allowed is ${ALLOWED}`;
}

/** Whether a text is a public key in base64, which is no secret however much it looks like one. */
export function isPublicKey(key: string): boolean {
  return keyPacket(key) === "public";
}

/**
 * The base64 that stands between the lines of an armored key or of wrapped base64; other texts as they are.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-forming-ascii-armor
 */
export function withoutArmor(text: string): string {
  const [, armored] =
    /-----BEGIN PGP PUBLIC KEY BLOCK-----(?:\r?\n[^\r\n:]+: [^\r\n]*)*\s+([\s\S]*?)(?:\n=[A-Za-z0-9+/]{4})?\s*-----END PGP PUBLIC KEY BLOCK-----/.exec(
      text,
    ) ?? [];
  return (armored ?? text).replace(/\s+/g, "");
}

/** A key with its owner and signature is never shorter, which keeps other secrets of the same alphabet apart. */
const SHORTEST_KEY = 160;

function keyPacket(key: string): KeyPacket {
  if (key.length < SHORTEST_KEY || !/^[A-Za-z0-9+/]+={0,2}$/.test(key)) return undefined;
  const [header = 0, ...rest] = Buffer.from(key.slice(0, 16), "base64");
  if ((header & 0x80) === 0) return undefined;
  const isNewForm = (header & 0x40) !== 0;
  const tag = isNewForm ? header & 0x3f : (header >> 2) & 0x0f;
  const [first = 0] = rest;
  const lengthBytes = isNewForm ? (first < 192 ? 1 : first < 224 ? 2 : 5) : 1 << (header & 0x03);
  if (![4, 5, 6].includes(rest[lengthBytes] ?? 0)) return undefined;
  return tag === 6 ? "public" : tag === 5 ? "secret" : undefined;
}
