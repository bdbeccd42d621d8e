import type { ReportSubject } from "./subject";

/** A part of the report: once for programs, once for people. */
export interface Section {
  /** Its place in the JSON. */
  readonly key: string;
  /** Its heading in the Markdown. */
  readonly title: string;
  readonly data: unknown;
  /** What stands below the heading. */
  readonly markdown: readonly string[];
}

/** Makes a part of the report; undefined where it has nothing to say about a configuration. */
export type SectionMaker = (subject: ReportSubject) => Section | undefined;
