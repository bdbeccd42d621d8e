import { code, list } from "./markdown";
import type { SynthesizedStatement } from "./synthesized-policies";

/** For whom a statement of a key's or a secret's own policy is: its principals, or whom a condition names in their stead. */
export function callersOf({
  principals,
  conditions,
}: Pick<SynthesizedStatement, "principals" | "conditions">): string[] {
  const named = conditions.find(({ key }) => key === "aws:PrincipalArn");
  if (!named) return principals.map(code);
  const callers = named.values.map(code);
  return named.test === "ArnNotLike" ? [`everybody but ${list(callers)}`] : callers;
}
