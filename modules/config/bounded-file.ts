import { closeSync, openSync, readSync } from "node:fs";

/** In bytes. Ten policies, which is what a gateway can carry, hold a quarter of it. */
export const LARGEST_FILE = 256 * 1024;

/** What is wrong with a larger one. */
export const TOO_LARGE = `is larger than ${LARGEST_FILE / 1024} KiB, which no configuration and no key needs`;

/**
 * The bytes of a file, or undefined when it has more than {@link LARGEST_FILE}; a pipe or a device is read no further.
 *
 * @throws Error of the system when it cannot be read
 */
export function readBounded(file: string): Buffer | undefined {
  const bytes = Buffer.alloc(LARGEST_FILE + 1);
  const descriptor = openSync(file, "r");
  try {
    let size = 0;
    for (let read = -1; read !== 0 && size < bytes.length; size += read)
      read = readSync(descriptor, bytes, size, bytes.length - size, null);
    return size > LARGEST_FILE ? undefined : bytes.subarray(0, size);
  } finally {
    closeSync(descriptor);
  }
}
