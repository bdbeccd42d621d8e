import { resolve } from "node:path";
import { isPublicKey, publicKeyProblem, show, withoutArmor, type Path, type Problem } from "../permissions";
import { readBounded, TOO_LARGE } from "./bounded-file";

/** Where the file says whom the access key's secret is encrypted for. */
export const PGP_KEY_PATH: Path = ["gateway", "accessKeyUser", "pgpKey"];

/** What a text in UTF-16 begins with, in either order of its bytes. */
const UTF_16: readonly Buffer[] = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** A PGP key the way the constructs take it, or what is wrong with it. */
type ReadKey = { readonly key: string } | { readonly problem: Problem };

/**
 * `keybase:NAME` and keys in base64 as they are, armored keys without their armor, and of anything else the file of that
 * name.
 *
 * @param folder the configuration file's, which a relative name is seen from
 */
export function readPgpKey(value: string, folder: string): ReadKey {
  const key = withoutArmor(value);
  if (value.startsWith("keybase:") || value.includes("-----BEGIN") || isPublicKey(key)) return { key };
  try {
    const bytes = readBounded(resolve(folder, value));
    if (!bytes) return { problem: { path: PGP_KEY_PATH, message: `${show(value)} ${TOO_LARGE}` } };
    if (UTF_16.some((mark) => bytes.subarray(0, 2).equals(mark))) {
      const message = `${show(value)} is a text in UTF-16, as PowerShell's > writes it: allowed is ASCII or UTF-8, or the key in binary; export it with gpg --output`;
      return { problem: { path: PGP_KEY_PATH, message } };
    }
    const isText = ((bytes[0] ?? 0) & 0x80) === 0;
    const read = isText ? withoutArmor(bytes.toString("latin1")) : bytes.toString("base64");
    // Whatever else the file holds, such as an expression of Terraform's, goes no further.
    const message = publicKeyProblem(read);
    return message === undefined ? { key: read } : { problem: { path: PGP_KEY_PATH, message } };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" || code === "ENAMETOOLONG" ? "is no file" : `cannot be read (${code})`;
    const message = `${show(value)} ${reason}: allowed is keybase:NAME, a PGP public key in base64 or armor, or a file that holds one, seen from this one`;
    return { problem: { path: PGP_KEY_PATH, message } };
  }
}
