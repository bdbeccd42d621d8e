import { readFileSync } from "node:fs";

/** A call as it reached the emulator. */
export interface RecordedCall {
  /** The service that it is signed for, as in its credential's scope. */
  readonly service: string;
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  readonly query: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
}

/** What was recorded in a file, of which the last line may be half written. */
export function recordedCalls(file: string): RecordedCall[] {
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as RecordedCall);
}
