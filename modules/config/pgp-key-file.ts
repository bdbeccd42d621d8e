import { isPublicKey, publicKeyProblem, show, withoutArmor, type Path, type Problem } from "../permissions";
import { TOO_LARGE } from "./bounded-file";

/** Where the file says whom the access key's secret is encrypted for. */
export const PGP_KEY_PATH: Path = ["gateway", "accessKeyUser", "pgpKey"];

const ALLOWED =
  "allowed is keybase:NAME, a PGP public key in base64 or armor, or a file that holds one, seen from this one";

/** Why a file of some name cannot be read, by the code of the error. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "is no file",
  ENOTDIR: "is no file",
  ENAMETOOLONG: "is no file",
  EISDIR: "is a folder",
  ERR_INVALID_ARG_VALUE: "has a character in it that no name of a file has",
};

/** What a text in UTF-16 begins with, in either order of its bytes. */
const UTF_16: readonly Buffer[] = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** What some editors write before a text in UTF-8. */
const UTF_8 = Buffer.from([0xef, 0xbb, 0xbf]);

/** A PGP key the way the constructs take it, or what is wrong with it. */
type ReadKey = { readonly key: string } | { readonly problem: Problem };

/**
 * `keybase:NAME` and keys in base64 as they are, armored keys without their armor, and of anything else the file of that
 * name.
 *
 * @param read reads the file of a name that is seen from the configuration file; undefined where it is too large
 */
export function readPgpKey(value: string, read: (name: string) => Buffer | undefined): ReadKey {
  const key = withoutArmor(value);
  if (value.startsWith("keybase:") || value.includes(ARMOR) || isPublicKey(key)) return { key };
  if (value.trim() === "")
    return { problem: { path: PGP_KEY_PATH, message: `nothing is given: ${ALLOWED}` } };
  try {
    const bytes = read(value);
    if (!bytes) return { problem: { path: PGP_KEY_PATH, message: `${show(value)} ${TOO_LARGE}` } };
    if (isUtf16(bytes)) {
      const message = `${show(value)} is a text in UTF-16, as PowerShell's > writes it: allowed is ASCII or UTF-8, or the key in binary; export it with gpg --output`;
      return { problem: { path: PGP_KEY_PATH, message } };
    }
    const unmarked = startsWith(bytes, UTF_8) ? bytes.subarray(UTF_8.length) : bytes;
    const found = keyIn(unmarked);
    // Whatever else the file holds, such as an expression of Terraform's, goes no further.
    const message = publicKeyProblem(found);
    return message === undefined ? { key: found } : { problem: { path: PGP_KEY_PATH, message } };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const message = `${show(value)} ${REASONS[code] ?? `cannot be read (${code})`}: ${ALLOWED}`;
    return { problem: { path: PGP_KEY_PATH, message } };
  }
}

/** In base64, of a key in binary or in a text; of a file without one, what it holds instead. */
function keyIn(bytes: Buffer): string {
  const [binary, text] = [bytes.toString("base64"), bytes.toString("latin1")];
  if (isPublicKey(binary)) return binary;
  return isAscii(bytes[0]) || text.includes(ARMOR) ? withoutArmor(text) : binary;
}

/** How an armor begins. */
const ARMOR = "-----BEGIN";

/** A key in binary begins with a packet's header, which has the highest bit; so have letters beyond ASCII. */
function isAscii(first = 0): boolean {
  return (first & 0x80) === 0;
}

/** By its mark; without one, by the empty half of its first character, or of each character of an armor. */
function isUtf16(bytes: Buffer): boolean {
  if (UTF_16.some((mark) => startsWith(bytes, mark))) return true;
  if (isAscii(bytes[0]) && (bytes[0] === 0) !== (bytes[1] === 0)) return true;
  return bytes.includes(ARMOR_IN_UTF_16);
}

/** In either order of the bytes: without the empty half at its one end or the other. */
const ARMOR_IN_UTF_16 = Buffer.from(ARMOR, "utf16le").subarray(0, -1);

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}
