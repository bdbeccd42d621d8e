import type { PolicyDocumentJson, StatementJson } from "../permissions";
import { actionsOf } from "./actions";
import { requirementsOf } from "./conditions";
import { Language } from "./language";
import { rule, type Rights, type Rule } from "./rights";
import { textsLike } from "./wildcards";

/** What the policies of a role or a user allow, and what they deny. */
export async function rightsOf(documents: readonly PolicyDocumentJson[]): Promise<Required<Rights>> {
  const statements = documents.flatMap(({ Statement }) => Statement);
  const rules = (effect: StatementJson["Effect"]) =>
    Promise.all(statements.filter(({ Effect }) => Effect === effect).map(ruleOf));
  return { granted: await rules("Allow"), taken: await rules("Deny") };
}

/** What a statement of a policy says. */
export async function ruleOf(statement: StatementJson): Promise<Rule> {
  const { Sid, Action, Resource, Condition } = understood(statement);
  return rule(
    Sid,
    await actionsOf(Action),
    Language.union(Resource.map(textsLike)),
    requirementsOf(Condition),
  );
}

const ELEMENTS = ["Sid", "Effect", "Action", "Resource", "Condition", "Principal"];

/** @throws Error for NotAction, NotResource, NotPrincipal and whatever else would be passed over */
export function understood<T extends StatementJson>(statement: T): T {
  const strange = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  if (strange.length > 0) throw new Error(`${statement.Sid}: ${strange.join()} is not understood here`);
  return statement;
}
