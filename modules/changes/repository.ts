import { execFileSync } from "node:child_process";
import { LARGEST_FILE } from "../config";

/** What git says when there is no such object, and says nothing else. */
const NO_SUCH_OBJECT = 1;

const HASH = /^[0-9a-f]{40,64}$/;

/** Git cannot be asked; the message has what it says. */
export class GitError extends Error {}

/** A file or a folder that git keeps. */
export interface GitObject {
  readonly hash: string;
  readonly isFolder: boolean;
}

/**
 * What git calls by a name, as a hash; undefined where there is none.
 *
 * @param name as git writes it, e.g. `main^{commit}` or `HEAD~1:gateways/prod.yaml`
 * @throws GitError
 */
export function hashOf(name: string): string | undefined {
  const found = git(["rev-parse", "--verify", "--quiet", name])?.toString().trim();
  // What git excludes is written with a sign before the hash.
  return found !== undefined && HASH.test(found) ? found : undefined;
}

/** A file or folder by a name of git's; undefined where there is none. */
export function objectOf(name: string): GitObject | undefined {
  const hash = hashOf(name);
  return hash === undefined
    ? undefined
    : { hash, isFolder: ask(["cat-file", "-t", hash]).toString().trim() === "tree" };
}

/** The names of the files of a folder, in their order. */
export function filesIn({ hash }: GitObject): string[] {
  const entries = ask(["ls-tree", "-z", "--full-tree", hash]).toString().split("\0");
  return entries.flatMap((entry) => /^\d+ blob \w+\t(?<name>.*)$/s.exec(entry)?.groups?.name ?? []).sort();
}

/** What a file holds; undefined where it is larger than a configuration may be. */
export function contentOf({ hash }: GitObject): Buffer | undefined {
  if (Number(ask(["cat-file", "-s", hash]).toString()) > LARGEST_FILE) return undefined;
  return ask(["cat-file", "blob", hash]);
}

/** What git answers about something that is there. */
function ask(args: readonly string[]): Buffer {
  const answer = git(args);
  if (!answer) throw new GitError(`git ${args.join(" ")} answers nothing`);
  return answer;
}

/** Runs git in the present folder, without a shell; undefined where it finds no such object. */
function git(args: readonly string[]): Buffer | undefined {
  try {
    return execFileSync("git", args, { stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { code, status, stderr, message } = error as NodeJS.ErrnoException & {
      readonly status?: number;
      readonly stderr?: Buffer;
    };
    if (code === "ENOENT") throw new GitError("there is no git on this machine's PATH");
    const said = stderr?.toString().trim();
    if (status === NO_SUCH_OBJECT && !said) return undefined;
    throw new GitError(said || message);
  }
}
