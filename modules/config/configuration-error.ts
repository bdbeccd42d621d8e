import type { Path } from "../permissions";
import type { Position } from "./source-file";

/** Something that is wrong with a file. */
export interface FileProblem {
  /** As it was named. */
  readonly file: string;
  /** Undefined where the file cannot be read at all. */
  readonly place?: Position;
  /** Where in the values it is; empty where it is about the whole. */
  readonly path: Path;
  /** What was given, what is allowed, what to do next. */
  readonly message: string;
}

/** Something is wrong with the configuration. The message names every problem with its place; a stack trace adds nothing. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  /** @param problems what the message says, for programs; none where it is about no file's content */
  constructor(
    message: string,
    readonly problems: readonly FileProblem[] = [],
  ) {
    super(message);
  }
}
