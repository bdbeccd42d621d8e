/**
 * The packets that OpenPGP data is made of.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9580#name-packet-syntax
 */
export interface Packet {
  /** What kind of packet it is. */
  readonly tag: number;
  /** Without the header; it ends where the bytes end. */
  readonly body: Buffer;
}

/** @see https://www.rfc-editor.org/rfc/rfc9580#name-packet-tags */
export const PACKET = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
} as const;

/** The packets that bytes begin with, as far as they have the form of packets. */
export function packetsOf(bytes: Buffer): Packet[] {
  const packets = [];
  for (let at = 0; at < bytes.length;) {
    const header = bytes.readUInt8(at);
    if ((header & 0x80) === 0) break;
    const isNewForm = (header & 0x40) !== 0;
    const first = bytes[at + 1] ?? 0;
    const size = isNewForm ? lengthSize(first) : 1 << (header & 0x03);
    const begin = at + 1 + size;
    if (begin >= bytes.length || (!isNewForm && size === 8)) break;
    const length = isNewForm ? lengthAt(bytes, at + 1) : bytes.readUIntBE(at + 1, size);
    packets.push({
      tag: isNewForm ? header & 0x3f : (header >> 2) & 0x0f,
      body: bytes.subarray(begin, begin + length),
    });
    at = begin + length;
  }
  return packets;
}

/** One statement in a signature. */
export interface Subpacket {
  readonly type: number;
  readonly body: Buffer;
}

/** @see https://www.rfc-editor.org/rfc/rfc9580#name-signature-subpacket-specifi */
export function subpacketsOf(bytes: Buffer): Subpacket[] {
  const subpackets = [];
  for (let at = 0; at < bytes.length;) {
    const size = lengthSize(bytes.readUInt8(at));
    if (at + size >= bytes.length) break;
    const length = lengthAt(bytes, at);
    const begin = at + size;
    // The highest bit says that a program which does not know the type must not take the signature.
    subpackets.push({ type: bytes.readUInt8(begin) & 0x7f, body: bytes.subarray(begin + 1, begin + length) });
    at = begin + Math.max(length, 1);
  }
  return subpackets;
}

/** How many bytes say a length whose first byte is this one. */
function lengthSize(first: number): number {
  if (first < 192) return 1;
  return first < 255 ? 2 : 5;
}

function lengthAt(bytes: Buffer, at: number): number {
  const first = bytes.readUInt8(at);
  if (first < 192) return first;
  return first < 255 ? ((first - 192) << 8) + bytes.readUInt8(at + 1) + 192 : bytes.readUInt32BE(at + 1);
}
