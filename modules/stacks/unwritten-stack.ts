import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Configuration } from "../config";
import { KeeperPamStack } from "./keeper-pam-stack";
import { terraformApp } from "./terraform-app";

/** Reads a configuration's stack without writing it. */
export function withStack<T>(configuration: Configuration, read: (stack: KeeperPamStack) => T): T {
  // The CDK makes the output folder of an app whether anything is written or not.
  const outdir = mkdtempSync(join(tmpdir(), "keeperpam-"));
  try {
    return read(new KeeperPamStack(terraformApp(outdir), configuration));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
