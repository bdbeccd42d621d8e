import type { NameRule } from "../../modules/permissions";
import { literalText } from "./hcl";

/**
 * A rule for names as a condition. Terraform's regular expressions look neither ahead nor behind: what a pattern demands at
 * its beginning becomes a condition of its own.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function keeps(rule: NameRule, value: string): string {
  const demands: string[] = [];
  let rest = rule.pattern.source;
  for (let ahead = lookahead(rest); ahead; ahead = lookahead(rest)) {
    demands.push(`${ahead.negative ? "!" : ""}can(regex(${regex(`^${ahead.pattern}`)}, ${value}))`);
    rest = `^${ahead.rest}`;
  }
  // Terraform compiles a pattern each time, and hundreds of repetitions of a class of letters take it some 15 ms.
  const [, letters, counted] = /^\^(\[[^\]]*\\p\{[^\]]*\])(\{\d+,\d+\})\$$/.exec(rest) ?? [];
  if (letters !== undefined) {
    demands.push(`can(regex(${regex(`^[^\\n]${counted}$`)}, ${value}))`);
    rest = `^${letters}*$`;
  }
  return [...demands, `can(regex(${regex(rest)}, ${value}))`].join(" && ");
}

interface Lookahead {
  readonly negative: boolean;
  readonly pattern: string;
  readonly rest: string;
}

function lookahead(pattern: string): Lookahead | undefined {
  if (!/^\^\(\?[=!]/.test(pattern)) return undefined;
  let depth = 0;
  for (let i = 1; i < pattern.length; i++) {
    if (pattern[i] === "\\") i++;
    else if (pattern[i] === "[") i = pattern.indexOf("]", i);
    else if (pattern[i] === "(") depth++;
    else if (pattern[i] === ")" && --depth === 0) {
      return { negative: pattern[3] === "!", pattern: pattern.slice(4, i), rest: pattern.slice(i + 1) };
    }
  }
  throw new Error(`${pattern} does not end what it begins`);
}

function regex(pattern: string): string {
  const inRe2 = pattern
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => `\\x{${code}}`)
    .replaceAll("\\/", "/");
  return literalText(inRe2);
}
