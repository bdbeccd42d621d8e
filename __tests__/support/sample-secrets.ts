import { createHash } from "node:crypto";

/** Made up while the tests run, so that no scanner of this repository finds anything that looks like a secret. */

/** Bytes that look random and are always the same. */
function bytes(seed: string, count: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(count / 64) }, (_, i) =>
    createHash("sha512").update(`${seed}${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

const base64 = (seed: string, count: number) => bytes(seed, count).toString("base64");
const lines = (text: string, width: number) =>
  (text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join("\n");

const KEY_ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const keyId = (prefix: string) =>
  prefix + [...bytes(prefix, 16)].map((byte) => KEY_ID_CHARACTERS[byte % KEY_ID_CHARACTERS.length]).join("");

export const ACCESS_KEY_ID = keyId("AKIA");
export const TEMPORARY_ACCESS_KEY_ID = keyId("ASIA");
export const SECRET_ACCESS_KEY = base64("secret access key", 30);
export const ONE_TIME_TOKEN = bytes("one-time token", 32).toString("base64url");

/** The application key of a gateway configuration: 32 bytes. */
export const APPLICATION_KEY = base64("application key", 32);

const GATEWAY_CONFIGURATION = {
  hostname: "keepersecurity.com",
  clientId: base64("client", 64),
  privateKey: base64("private key", 138),
  serverPublicKeyId: "10",
  appKey: APPLICATION_KEY,
  appOwnerPublicKey: base64("owner", 65),
};
export const JSON_CONFIGURATION = JSON.stringify(GATEWAY_CONFIGURATION);
export const PRETTY_JSON_CONFIGURATION = JSON.stringify(GATEWAY_CONFIGURATION, null, 2);

const encoded = (text: string) => Buffer.from(text).toString("base64");
export const BASE64_CONFIGURATION = encoded(JSON_CONFIGURATION);
export const PRETTY_BASE64_CONFIGURATION = encoded(PRETTY_JSON_CONFIGURATION);
/** As Windows ends lines, and broken into lines as `base64` prints it. */
export const WINDOWS_BASE64_CONFIGURATION = encoded(PRETTY_JSON_CONFIGURATION.replaceAll("\n", "\r\n"));
export const WRAPPED_BASE64_CONFIGURATION = lines(BASE64_CONFIGURATION, 76);

/** A private key in PEM, of the kind that stands before `PRIVATE KEY`. */
export function pem(kind: "" | "RSA " | "EC " | "OPENSSH " | "ENCRYPTED "): string {
  const label = `${kind}PRIVATE KEY`;
  return `-----BEGIN ${label}-----\n${lines(base64(label, 300), 64)}\n-----END ${label}-----`;
}
