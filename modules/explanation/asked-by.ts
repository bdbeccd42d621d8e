import type { Condition, Path, Statement } from "../permissions";
import { literal } from "../permissions";
import { matchesAction, undecidedConditions, type Rule, type SynthesizedStatement } from "../report";
import { permissionStatements, type PermissionRequest, type RotationTargets, type Scope } from "../targets";
import type { Question } from "./question";

/** An entry of a list, and a request that holds nothing else. */
interface Entry {
  readonly path: Path;
  readonly alone: PermissionRequest;
}

/**
 * Which part of a configuration has asked for what a statement says of a call: the entries of a list that make the same
 * statement where they stand alone, or the key where it is no list's.
 *
 * @param question without a resource: every entry that makes the statement
 */
export function askedBy(
  statement: Pick<SynthesizedStatement, "grant" | "origin" | "rule">,
  request: PermissionRequest,
  scope: Scope,
  question: Question,
): Path[] {
  const entries = entriesOf(statement.origin, request);
  if (entries.length === 0) return [statement.origin.split(".")];
  return entries
    .filter(({ alone }) =>
      statementsFor(alone, scope).some((made) => isSame(made, statement) && mayApply(ruleOf(made), question)),
    )
    .map(({ path }) => path);
}

/** Whether a rule applies to a call for all that is known of it, or names its action where it is asked of no resource. */
export function mayApply(rule: Rule, { resource, ...call }: Question): boolean {
  return resource === undefined
    ? rule.actions.some((pattern) => matchesAction(pattern, call.action))
    : undecidedConditions(rule, { ...call, resource }) !== undefined;
}

/** The statements of a request without a gateway around it: no list's statement names one. */
function statementsFor(request: PermissionRequest, scope: Scope): Statement[] {
  return permissionStatements(request, scope, { self: () => literal("the gateway itself") });
}

/** A statement as it decides about calls. */
export function ruleOf({ effect, actions, resources, conditions = [] }: Statement): Rule {
  return {
    effect,
    actions,
    resources: resources.map(({ text }) => text),
    conditions: conditions.map(inTexts),
  };
}

function inTexts({ test, key, values }: Condition): Rule["conditions"][number] {
  return { test, key: key.text, values: values.map(({ text }) => text) };
}

function entriesOf(origin: string, { targets = {}, ...request }: PermissionRequest): Entry[] {
  const { permissions, protectedUsers = [], discovery } = request;
  if (origin === "protectedUsers") {
    return protectedUsers.map((user, i) => ({
      path: [origin, i],
      alone: { permissions, protectedUsers: [user] },
    }));
  }
  if (origin === "discovery") {
    return (discovery?.regions ?? []).map((region, i) => ({
      path: [origin, "regions", i],
      alone: { permissions, discovery: { regions: [region] } },
    }));
  }
  const [parent, key] = origin.split(".") as [string, keyof RotationTargets | undefined];
  const list = parent === "targets" && key !== undefined ? targets[key] : undefined;
  return (Array.isArray(list) ? list : []).map((entry: unknown, i) => ({
    path: [parent, key as string, i],
    alone: { permissions, targets: { [key as string]: [entry] } },
  }));
}

/** A list makes a statement for each tag; the regions of discovery are the values of one condition. */
function isSame(
  made: Statement,
  { grant, origin, rule }: Pick<SynthesizedStatement, "grant" | "origin" | "rule">,
): boolean {
  return (
    made.grant?.sid === grant.sid &&
    (origin === "discovery" || JSON.stringify(ruleOf(made).conditions) === JSON.stringify(rule.conditions))
  );
}
