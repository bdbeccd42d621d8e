/** A PGP key, made for one test. */
export interface PgpKey {
  /** The public key in base64, as `gpg --export | base64` prints it. */
  readonly publicKey: string;
  /** What `base64 --decode | gpg --decrypt` does. */
  decrypt(encrypted: string): Promise<string>;
}

/** @param settings of OpenPGP.js, such as when the key was made and how long it lasts */
export async function generatePgpKey(
  settings: { readonly date?: Date; readonly keyExpirationTime?: number } = {},
): Promise<PgpKey> {
  const { decrypt, generateKey, readMessage } = await import("openpgp");
  const { publicKey, privateKey } = await generateKey({
    type: "rsa",
    rsaBits: 2048,
    userIDs: [{ name: "ops" }],
    format: "object",
    ...settings,
  });
  return {
    publicKey: Buffer.from(publicKey.write()).toString("base64"),
    async decrypt(encrypted) {
      const message = await readMessage({ binaryMessage: Buffer.from(encrypted, "base64") });
      const { data } = await decrypt({ message, decryptionKeys: privateKey });
      return String(data);
    },
  };
}
