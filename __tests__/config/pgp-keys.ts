/** A key as a PGP program exports it. */
export interface ExportedKey {
  readonly bytes: Buffer;
  /** Between its two lines, with a comment and a checksum, as GnuPG writes it. */
  readonly armored: string;
}

/** The two halves of a key. */
export interface KeyPair {
  readonly publicKey: ExportedKey;
  readonly privateKey: ExportedKey;
}

export const KEY_TYPES = ["rsa", "curve25519"] as const;
export type KeyPairs = Readonly<Record<(typeof KEY_TYPES)[number], KeyPair>>;

/** A new pair of each type. */
export async function newKeyPairs(): Promise<KeyPairs> {
  const [rsa, curve25519] = await Promise.all([newKeyPair("rsa"), newKeyPair("curve25519")]);
  return { rsa, curve25519 };
}

async function newKeyPair(type: (typeof KEY_TYPES)[number]): Promise<KeyPair> {
  const { armor, enums, generateKey } = await import("openpgp");
  const { publicKey, privateKey } = await generateKey({
    type,
    rsaBits: 2048,
    userIDs: [{ name: "Operations", email: "operations@example.com" }],
    format: "object",
  });
  const exported = (kind: number, bytes: Uint8Array): ExportedKey => ({
    bytes: Buffer.from(bytes),
    armored: armor(kind, bytes, undefined, undefined, "for the access key", true),
  });
  return {
    publicKey: exported(enums.armor.publicKey, publicKey.write()),
    privateKey: exported(enums.armor.privateKey, privateKey.write()),
  };
}

/** Base64 as `gpg --export KEY | base64` prints it: in lines. */
export function wrappedBase64(bytes: Buffer, width = 76): string {
  return (bytes.toString("base64").match(new RegExp(`.{1,${width}}`, "g")) ?? []).join("\n");
}
