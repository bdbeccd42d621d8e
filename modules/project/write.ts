import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
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
  try {
    const obstacles = [...new Set(paths.flatMap((path) => obstacleOf(folder, path)))];
    if (obstacles.length > 0) throw new ConfigurationError([...obstacles, NOTHING_WRITTEN].join("\n"));
    const kept = overwrite ? [] : paths.filter((path) => isThere(join(folder, path)));
    const written = paths.filter((path) => !kept.includes(path));
    writeAll(folder, files, written);
    return { written, kept };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ConfigurationError(`${folder}: cannot be written: ${message}; ${NOTHING_WRITTEN}`);
  }
}

function writeAll(folder: string, files: ProjectFiles, paths: readonly string[]): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  let staging: string | undefined;
  try {
    staging = mkdtempSync(join(folder, ".keeperpam-aws-init-"));
    for (const path of paths) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      writeFileSync(join(staging, path), files[path] as string);
    }
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      renameSync(join(staging, path), join(folder, path));
    }
  } catch (error) {
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true });
    throw error;
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
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
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
