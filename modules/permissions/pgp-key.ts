import { encryptionOf } from "./pgp-encryption";
import { PACKET, packetsOf } from "./pgp-packets";

/**
 * OpenPGP public keys, as far as it takes to tell one from a private key and from anything else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580
 */

/** What a text is: a public key, something with a private key in it, or neither. */
type Key = "public" | "private" | undefined;

/** How a PGP key may be given, for messages. */
const ALLOWED = "keybase:NAME, or a public key in base64 as `gpg --export KEY | base64` prints it";

const PRIVATE_KEY = /BEGIN PGP PRIVATE KEY/;

/** What a key must have that is one. */
const ENCRYPTING =
  "allowed is one with a part for messages (key flag 0x04) that `gpg --list-keys` marks with [E] and not as revoked";

/**
 * What is wrong with a PGP key that Terraform is to encrypt for, or undefined for `keybase:NAME` and a public key in
 * base64 that can be encrypted for. Whether it has expired, or is not valid yet, is the plan's to say: see {@link publicKeyTerm}.
 */
export function publicKeyProblem(key: string): string | undefined {
  if (/^keybase:\w+$/.test(key)) return undefined;
  if (isPublicKey(key)) {
    const { obstacle } = encryptionOf(packetsOf(bytesOf(key)));
    return obstacle === undefined
      ? undefined
      : `this PGP key ${obstacle}, so that nothing can be encrypted for it: ${ENCRYPTING}`;
  }
  if (keyIn(key) === "private" || PRIVATE_KEY.test(key)) {
    return `this is a private PGP key, which belongs nowhere but to its owner: allowed is ${ALLOWED}`;
  }
  return `this is not a PGP public key: allowed is ${ALLOWED}`;
}

/** From when, and until when, something can be encrypted for a key. */
export interface Term {
  readonly from: Date;
  /** Absent for a key that does not expire. */
  readonly until?: Date;
}

/** The term of a public key in base64; undefined for one that nothing can be encrypted for, and for other texts. */
export function publicKeyTerm(key: string): Term | undefined {
  if (!isPublicKey(key)) return undefined;
  const { from, until } = encryptionOf(packetsOf(bytesOf(key)));
  if (from === undefined) return undefined;
  return { from: dateOf(from), ...(until !== undefined && { until: dateOf(until) }) };
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1000);
}

function bytesOf(key: string): Buffer {
  return Buffer.from(key, "base64");
}

/** Whether a text is a public key in base64, which is no secret however much it looks like one. */
export function isPublicKey(key: string): boolean {
  return keyIn(key) === "public";
}

const ARMOR = {
  begin: "-----BEGIN PGP PUBLIC KEY BLOCK-----",
  end: "-----END PGP PUBLIC KEY BLOCK-----",
} as const;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The base64 of an armored key, and whatever of the text is neither it nor another public key. */
interface Armored {
  readonly beside: string;
  readonly key: string;
}

/**
 * What a text has between the two lines of its first armored public key: its base64 without the checksum. Lines about a key
 * stand in its armor, and any others around it. Line breaks may have become spaces. Undefined when the text has no armor, or
 * something else in it, or a private key anywhere.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-forming-ascii-armor
 */
function inArmor(text: string): Armored | undefined {
  const [before = "", ...blocks] = text.split(ARMOR.begin);
  const [first, ...others] = blocks.map((block) => blockOf(block));
  if (first?.key === undefined || PRIVATE_KEY.test(text)) return undefined;
  return { beside: [before, first.beside, ...others.map(({ beside }) => beside)].join("\n"), key: first.key };
}

/** @param block what stands behind the first line of an armored key */
function blockOf(block: string): { readonly beside: string; readonly key?: string } {
  const end = block.indexOf(ARMOR.end);
  if (end === -1) return { beside: block };
  const [rest = "", ...lines] = block.slice(0, end).split("\n");
  const first = rest.trim() === "" ? lines.findIndex((line) => !isAboutKey(line)) : 0;
  const about = first > 0 ? lines.slice(0, first) : [];
  const words = [rest, ...lines.slice(about.length)].join("\n").split(/\s+/);
  const key = words.filter((word) => !/^=[A-Za-z0-9+/]{4}$/.test(word)).join("");
  const behind = block.slice(end + ARMOR.end.length);
  return {
    beside: isPublicKey(key) ? [...about, behind].join("\n") : block,
    key: BASE64.test(key) ? key : undefined,
  };
}

/** Base64 has no colon in it. */
function isAboutKey(line: string): boolean {
  return line.trim() === "" || line.includes(":");
}

/** The base64 of an armored key, base64 in lines on one line, and other texts as they are. */
export function withoutArmor(text: string): string {
  const armored = inArmor(text);
  if (armored) return armored.key;
  const joined = text.replace(/\s+/g, "");
  return BASE64.test(joined) ? joined : text;
}

/** What stands beside the base64 of a public key: all of a text that is none. */
export function besidePublicKey(text: string): string {
  return isPublicKey(withoutArmor(text)) ? (inArmor(text)?.beside ?? "") : text;
}

/** A key with its owner and signature is never shorter, which keeps other secrets of the same alphabet apart. */
const SHORTEST_KEY = 160;

function keyIn(key: string): Key {
  if (key.length < SHORTEST_KEY || !BASE64.test(key)) return undefined;
  const packets = packetsOf(bytesOf(key));
  const [first] = packets;
  if (!first || ![4, 5, 6].includes(first.body[0] ?? 0)) return undefined;
  if (packets.some(({ tag }) => tag === PACKET.secretKey || tag === PACKET.secretSubkey)) return "private";
  return first.tag === PACKET.publicKey ? "public" : undefined;
}
