import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../config";
import type { ProjectFiles } from "./project-files";

/** What became of a project's files: their paths in the folder. */
export interface WrittenProject {
  readonly written: readonly string[];
  /** Those that were there already and were left as they are. */
  readonly kept: readonly string[];
}

/**
 * Writes the files of a project, all of them or none: first into a folder beside their places, then each to its own.
 *
 * @param folder is made where there is none
 * @param overwrite whether files that exist are written anew; kept without it
 * @throws ConfigurationError when something is in the way, or the folder cannot be written
 */
export function writeProject(folder: string, files: ProjectFiles, overwrite: boolean): WrittenProject {
  const paths = Object.keys(files);
  const obstacles = [...new Set(paths.flatMap((path) => obstacleOf(folder, path)))];
  if (obstacles.length > 0) throw new ConfigurationError([...obstacles, NOTHING_WRITTEN].join("\n"));
  const kept = overwrite ? [] : paths.filter((path) => entryAt(join(folder, path)));
  const written = paths.filter((path) => !kept.includes(path));
  const madeFirst = attempt(folder, () => mkdirSync(folder, { recursive: true }));
  let staging: string | undefined;
  try {
    attempt(folder, () => {
      staging = mkdtempSync(join(folder, ".keeperpam-aws-init-"));
      for (const path of written) {
        mkdirSync(dirname(join(staging, path)), { recursive: true });
        writeFileSync(join(staging, path), files[path] as string);
      }
      for (const path of written) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        renameSync(join(staging, path), join(folder, path));
      }
    });
  } catch (error) {
    if (madeFirst !== undefined) rmSync(madeFirst, { recursive: true });
    throw error;
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
  return { written, kept };
}

const NOTHING_WRITTEN = "nothing was written";

/** What is in the way of a file: something that is no folder where it needs one, or a folder in its own place. */
function obstacleOf(folder: string, path: string): string[] {
  const parts = path.split("/");
  const folders = parts.map((_, i) => join(folder, ...parts.slice(0, i)));
  const file = folders.find((place) => existsSync(place) && !isFolder(place));
  if (file !== undefined) return [`${file}: not a folder: give init another one, or move this away`];
  const place = join(folder, path);
  return isFolder(place) ? [`${place}: a folder, where init writes a file: move it away`] : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What is at a path: a link to nothing is something too. */
function entryAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function attempt<T>(folder: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new ConfigurationError(
      `${folder}: cannot be written: ${(error as Error).message}; ${NOTHING_WRITTEN}`,
    );
  }
}
