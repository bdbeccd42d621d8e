import { isAbsolute, posix, relative, sep } from "node:path";
import {
  checkTexts,
  isConfigurationName,
  readBounded,
  textOf,
  UnreadableError,
  type CheckedConfigurations,
  type ConfigurationText,
  type FileProblem,
} from "../config";
import { contentOf, filesIn, objectOf, type GitObject } from "./repository";

/** A version of a configuration file, or of a folder of them. */
export interface Version {
  /** What a reader knows it by. */
  readonly label: string;
  /** What is there; undefined where there is no such file, and so no right. */
  readonly checked?: CheckedConfigurations;
}

/** A path on disk as git writes one that is seen from the present folder. */
export function fromHere(path: string): string {
  return `./${relative(".", path).split(sep).join("/")}`;
}

/**
 * What a revision has at a path.
 *
 * @param tree the revision's hash; empty for what is staged
 */
export function revision(label: string, tree: string, path: string): Version {
  const object = objectOf(`${tree}:${path}`);
  if (!object) return { label };
  if (!object.isFolder) return { label, ...checked([[label, path, object]], tree) };
  const files = filesIn(object)
    .filter(isConfigurationName)
    .flatMap((name): NamedObject[] => {
      const inFolder = pathFrom(path, name) ?? name;
      const file = objectOf(`${tree}:${inFolder}`);
      return file ? [[`${label.replace(/(?<=[^:/])\/?$/, "/")}${name}`, inFolder, file]] : [];
    });
  return files.length === 0 ? { label } : { label, ...checked(files, tree) };
}

type NamedObject = readonly [label: string, path: string, object: GitObject];

function checked(files: readonly NamedObject[], tree: string): Pick<Version, "checked"> {
  const unreadable: FileProblem[] = [];
  const texts = files.flatMap(([file, path, object]): ConfigurationText[] => {
    try {
      return [{ file, text: textOf(contentOf(object)), read: besideIn(tree, path) }];
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      unreadable.push({ file, path: [], message: error.message });
      return [];
    }
  });
  const found = checkTexts(texts);
  return { checked: { ...found, problems: [...unreadable, ...found.problems] } };
}

/** Reads what a file names from the revision that the file is of. */
function besideIn(tree: string, path: string): (name: string) => Buffer | undefined {
  return (name) => {
    if (isAbsolute(name)) return readBounded(name);
    const folder = path.includes("/") ? posix.dirname(path) : "";
    const itsPath = pathFrom(folder, name);
    const object = itsPath === undefined ? undefined : objectOf(`${tree}:${itsPath}`);
    if (!object) throw Object.assign(new Error(`${name} is not in the revision`), { code: "ENOENT" });
    if (object.isFolder) throw Object.assign(new Error(`${name} is a folder`), { code: "EISDIR" });
    return contentOf(object);
  };
}

/**
 * A name that is seen from a folder, as git writes it: from the present folder where the folder is seen from there, else
 * from the top of the repository; undefined above that.
 */
function pathFrom(folder: string, name: string): string | undefined {
  const path = posix.join(folder, name);
  const isAbove = path.startsWith("../");
  if (/^\.{1,2}(?:\/|$)/.test(folder)) return isAbove ? path : `./${path}`;
  return isAbove ? undefined : path;
}
