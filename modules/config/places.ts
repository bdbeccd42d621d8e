import type { Path } from "../permissions";
import { readText } from "./configuration-files";
import { SourceFile, type Position } from "./source-file";

/** Where the values of a configuration file stand: the place of each; undefined for what the file does not say. */
export function placesIn(file: string): (path: Path) => Position | undefined {
  const source = new SourceFile(readText(file));
  return (path) => source.place(path);
}
