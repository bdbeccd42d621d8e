import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log } from "sarif";
import { version } from "../../package.json";
import { counted, problemLines, type CheckedConfigurations, type FileProblem } from "../config";
import { formatPath } from "../permissions";

/** How the outcome of a check is written. */
export type Format = "text" | "json" | "sarif" | "github";

/** The version of the JSON's form: another number where a program that reads it has to change. */
const SCHEMA_VERSION = 1;

/** Ends with a line break, unless there is nothing to say. */
export const FORMATS: Readonly<Record<Format, (checked: CheckedConfigurations) => string>> = {
  text: (checked) => `${inWords(checked)}\n`,
  json: (checked) => `${JSON.stringify(asJson(checked), null, 2)}\n`,
  sarif: (checked) => `${JSON.stringify(asSarif(checked), null, 2)}\n`,
  github: ({ problems }) => problems.map((problem) => `${annotation(problem)}\n`).join(""),
};

function inWords({ files, problems }: CheckedConfigurations): string {
  const inFiles = `in ${files.length === 1 ? files[0] : `${files.length} files`}`;
  if (problems.length === 0) return `nothing wrong ${inFiles}`;
  return [...problemLines(problems), counted(problems.length)].join("\n");
}

function withPath({ path, message }: FileProblem): string {
  return path.length > 0 ? `${formatPath(path)}: ${message}` : message;
}

function asJson({ files, problems }: CheckedConfigurations) {
  return {
    schemaVersion: SCHEMA_VERSION,
    files,
    problems: problems.map(({ file, place, path, message }) => ({
      file,
      line: place?.line ?? null,
      column: place?.column ?? null,
      path: formatPath(path),
      message,
    })),
  };
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function asSarif({ problems }: CheckedConfigurations): Log {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cdktf-keeperpam-aws", version, rules: [{ id: "configuration" }] } },
        results: problems.map((problem) => ({
          ruleId: "configuration",
          level: "error",
          message: { text: withPath(problem) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(problem.file) },
                ...(problem.place && {
                  region: { startLine: problem.place.line, startColumn: problem.place.column },
                }),
              },
            },
          ],
        })),
      },
    ],
  };
}

/** A path as SARIF wants it: relative paths stay relative to where the check ran. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : file.split(sep).map(encodeURIComponent).join("/");
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message */
function annotation(problem: FileProblem): string {
  const { file, place } = problem;
  const properties = { file, ...(place && { line: place.line, col: place.column }) };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::error ${written.join(",")}::${data(withPath(problem))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
