import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Configuration, ConfigurationFile } from "../config";
import { synthesizedPolicies, type SynthesizedPolicies } from "./synthesized-policies";

/** What a report is about. */
export interface ReportSubject extends SynthesizedPolicies {
  readonly configuration: Configuration;
  /** The Terraform stack, which the report's files are called after. */
  readonly stackName: string;
  /** Name of the configuration file, without its folder. */
  readonly fileName: string;
  /** SHA-256 of the configuration file. */
  readonly fileDigest: string;
  /** Version of this module. */
  readonly moduleVersion: string;
}

/** @param moduleVersion the version of this module, which goes into the report */
export function reportSubject(
  { file, configuration }: ConfigurationFile,
  moduleVersion: string,
): ReportSubject {
  const synthesized = synthesizedPolicies(configuration);
  return {
    ...synthesized,
    configuration,
    stackName: synthesized.stack.node.id,
    fileName: basename(file),
    fileDigest: createHash("sha256").update(readFileSync(file)).digest("hex"),
    moduleVersion,
  };
}
