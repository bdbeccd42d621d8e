import { nearest, type Path, type Problem } from "../permissions";
import { explanationOf } from "./explained-keys";
import { withBlank } from "./missing-blank";
import { keysAt, pathsOf } from "./schema-node";

/** The problem with a key that its place does not have: the one that was meant, where it belongs, or all that are allowed. */
export function unknownKeyProblem(path: Path): Problem {
  const key = String(path.at(-1));
  const explanation = explanationOf(path);
  if (explanation !== undefined) return { path, message: `no such key: ${explanation}` };
  return { path, message: `no such key${remedy(key, keysAt(path.slice(0, -1)))}` };
}

function remedy(key: string, siblings: readonly string[]): string {
  const blank = withBlank(key, siblings);
  if (blank !== undefined) return blank;
  const meant = nearest(key, siblings);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  const elsewhere = pathsOf(key);
  if (elsewhere.length > 0) return ` here: it belongs in ${elsewhere.join(" or ")}`;
  const allowed = siblings.filter((sibling) => sibling !== "$schema").join(", ");
  return `: allowed is ${allowed}${key.includes(":") ? "; a key and its value have a blank after the colon" : ""}`;
}
