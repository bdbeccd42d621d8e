import { createHash } from "node:crypto";
import { PACKET, subpacketsOf, type Packet, type Subpacket } from "./pgp-packets";

/**
 * Whether something can be encrypted for a PGP key, as the AWS provider decides it when it has made an access key. What the
 * key says of itself is believed: it is its owner who gives it, and no signature is verified here.
 *
 * @see https://github.com/ProtonMail/go-crypto/blob/main/openpgp/keys.go
 */

/** From when and until when something can be encrypted for a key, or why nothing can. Times are seconds since 1970. */
export type Encryption = {
  /** When the key was made, and signed for this: before, it counts as expired. Absent where nothing can be encrypted. */
  readonly from?: number;
  /** Absent for a key that does not expire. */
  readonly until?: number;
  /** What is wrong with the key, to follow `this PGP key`. */
  readonly obstacle?: string;
};

/** @see https://www.rfc-editor.org/rfc/rfc9580#name-signature-types */
const SIGNATURE = {
  certifications: [0x10, 0x11, 0x12, 0x13],
  subkeyBinding: 0x18,
  directKey: 0x1f,
  keyRevocation: 0x20,
  subkeyRevocation: 0x28,
  certificationRevocation: 0x30,
};

/** @see https://www.rfc-editor.org/rfc/rfc9580#name-signature-subpacket-types */
const SUBPACKET = {
  created: 2,
  signatureLifetime: 3,
  keyLifetime: 9,
  issuer: 16,
  primaryUserId: 25,
  flags: 27,
  issuerFingerprint: 33,
};

/** The flag of a key that encrypts messages. The provider takes no other: not the one for what is stored (0x08). */
const ENCRYPTS = 0x04;

/**
 * The algorithms that encrypt: RSA, RSA for that alone, ElGamal, ECDH, X25519 and X448.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-public-key-algorithms
 */
const ENCRYPTING_ALGORITHMS = [1, 2, 16, 18, 25, 26];

/** A key, a user ID or a subkey, with what the key itself has signed about it. */
interface Part {
  readonly packet: Packet;
  readonly signatures: Signature[];
}

interface Signature {
  readonly type: number;
  /** Seconds since 1970. */
  readonly created: number;
  readonly subpackets: readonly Subpacket[];
}

/** @param packets those of a public key; of several keys the first one counts, as for the provider */
export function encryptionOf(packets: readonly Packet[]): Encryption {
  const [key, ...others] = partsOf(packets);
  if (!key) return { obstacle: "is empty" };
  if (isRevoked(key, SIGNATURE.keyRevocation)) return { obstacle: "is revoked" };
  const own = signatureOfKey(key, others);
  if (!own) return { obstacle: "has no user ID that it has signed itself, or has revoked every one" };

  const subkeys = others.filter(({ packet }) => packet.tag === PACKET.publicSubkey);
  const encrypting = subkeys.flatMap((subkey) => {
    const binding = newest(subkey, [SIGNATURE.subkeyBinding]);
    return binding && encrypts(subkey, binding) ? [{ subkey, binding }] : [];
  });
  const unrevoked = encrypting.filter(({ subkey }) => !isRevoked(subkey, SIGNATURE.subkeyRevocation));
  const terms = [
    ...unrevoked.map(({ subkey, binding }) => termOf(subkey, binding)),
    ...(encrypts(key, own) ? [termOf(key, own)] : []),
  ];
  if (terms.length === 0) {
    return {
      obstacle:
        encrypting.length > 0
          ? "has revoked the part of it that encrypts"
          : "has no part that is marked for encrypting messages",
    };
  }
  const whole = termOf(key, own);
  const from = Math.max(whole.from, Math.min(...terms.map((term) => term.from)));
  const until = Math.min(whole.until, Math.max(...terms.map((term) => term.until)));
  return until === Infinity ? { from } : { from, until };
}

/** The key and what follows it up to the next key, each with its own signatures. */
function partsOf(packets: readonly Packet[]): Part[] {
  const parts: Part[] = [];
  const [key] = packets;
  if (!key) return parts;
  const isOwn = signedBy(key.body);
  for (const [i, packet] of packets.entries()) {
    if (i > 0 && packet.tag === PACKET.publicKey) break;
    if (packet.tag === PACKET.signature) {
      const signature = signatureIn(packet.body);
      if (signature && isOwn(signature)) parts.at(-1)?.signatures.push(signature);
    } else if (i === 0 || PARTS.includes(packet.tag)) parts.push({ packet, signatures: [] });
  }
  return parts;
}

const PARTS: readonly number[] = [PACKET.userId, PACKET.userAttribute, PACKET.publicSubkey];

/** A signature of version 4 or up; the provider takes no older one. */
function signatureIn(body: Buffer): Signature | undefined {
  const [version = 0, type = 0] = body;
  if (![4, 5, 6].includes(version)) return undefined;
  const size = version === 6 ? 4 : 2;
  if (body.length < 4 + 2 * size) return undefined;
  const hashed = 4 + size;
  const behind = hashed + body.readUIntBE(4, size);
  const unhashed = behind + size;
  if (body.length < unhashed) return undefined;
  const subpackets = subpacketsOf(body.subarray(hashed, behind));
  const others = subpacketsOf(body.subarray(unhashed, unhashed + body.readUIntBE(behind, size)));
  return {
    type,
    created: numberIn(subpackets, SUBPACKET.created) ?? 0,
    // Who has signed may stand outside of what is signed.
    subpackets: [...subpackets, ...others.filter((one) => isIssuer(one))],
  };
}

function isIssuer({ type }: Subpacket): boolean {
  return type === SUBPACKET.issuer || type === SUBPACKET.issuerFingerprint;
}

/** Whether a signature is a key's own: others sign user IDs too. One that does not say whose it is counts. */
function signedBy(key: Buffer): (signature: Signature) => boolean {
  const isNewer = (key[0] ?? 0) > 4;
  const length = Buffer.alloc(isNewer ? 4 : 2);
  length.writeUIntBE(key.length % 2 ** (8 * length.length), 0, length.length);
  const lead = { 4: 0x99, 5: 0x9a, 6: 0x9b }[key[0] ?? 0] ?? 0x99;
  const fingerprint = createHash(isNewer ? "sha256" : "sha1")
    .update(Buffer.from([lead]))
    .update(length)
    .update(key)
    .digest();
  const id = isNewer ? fingerprint.subarray(0, 8) : fingerprint.subarray(-8);
  return ({ subpackets }) =>
    subpackets
      .filter((one) => isIssuer(one))
      .every(({ type, body }) =>
        type === SUBPACKET.issuer ? body.equals(id) : body.subarray(1).equals(fingerprint),
      );
}

function isRevoked({ signatures }: Part, type: number): boolean {
  return signatures.some((signature) => signature.type === type);
}

function newest({ signatures }: Part, types: readonly number[]): Signature | undefined {
  return signatures
    .filter(({ type }) => types.includes(type))
    .reduce<Signature | undefined>((a, b) => (a && a.created > b.created ? a : b), undefined);
}

/** What says of the key itself what it is for: the signature of its primary user ID, without one that of the key. */
function signatureOfKey(key: Part, others: readonly Part[]): Signature | undefined {
  const userIds = others.filter(({ packet }) => packet.tag === PACKET.userId);
  const certified = userIds
    .filter((userId) => !isRevoked(userId, SIGNATURE.certificationRevocation))
    .flatMap((userId) => newest(userId, SIGNATURE.certifications) ?? [])
    .sort((a, b) => Number(isPrimary(b)) - Number(isPrimary(a)) || b.created - a.created);
  return certified[0] ?? (key.packet.body[0] === 6 ? newest(key, [SIGNATURE.directKey]) : undefined);
}

function isPrimary({ subpackets }: Signature): boolean {
  return numberIn(subpackets, SUBPACKET.primaryUserId) === 1;
}

/** Where nothing says what a key is for, the provider does not encrypt for it. */
function encrypts({ packet }: Part, { subpackets }: Signature): boolean {
  const flags = subpackets.find(({ type }) => type === SUBPACKET.flags);
  return ENCRYPTING_ALGORITHMS.includes(packet.body[5] ?? 0) && ((flags?.body[0] ?? 0) & ENCRYPTS) !== 0;
}

/** When both a key and what is signed about it hold. */
function termOf({ packet }: Part, { created, subpackets }: Signature): { from: number; until: number } {
  const terms = [
    [packet.body.length < 5 ? 0 : packet.body.readUInt32BE(1), numberIn(subpackets, SUBPACKET.keyLifetime)],
    [created, numberIn(subpackets, SUBPACKET.signatureLifetime)],
  ] as const;
  return {
    from: Math.max(...terms.map(([begin]) => begin)),
    until: Math.min(...terms.map(([begin, lifetime]) => (lifetime ? begin + lifetime : Infinity))),
  };
}

/** Of one byte or four. */
function numberIn(subpackets: readonly Subpacket[], type: number): number | undefined {
  const body = subpackets.find((one) => one.type === type)?.body;
  return body && body.length > 0 ? body.readUIntBE(0, Math.min(body.length, 4)) : undefined;
}
