import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

const FUNCTION = join(__dirname, "..", "modules", "gateway", "instance-attachment", "function");

/**
 * The archive of the attachment function: the same bytes wherever and whenever it is made. It is stored without
 * compression, so that whoever opens it reads the source.
 */
export function functionArchive(): Buffer {
  const source = readFileSync(join(FUNCTION, "index.py"));
  // An archive knows local time only, without a zone: this is the same moment for every reader.
  const mtime = new Date(2020, 0, 1);
  const readable = 0o100644;
  return Buffer.from(zipSync({ "index.py": [source, { level: 0, mtime, os: 3, attrs: readable << 16 }] }));
}
