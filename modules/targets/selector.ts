import type { Condition, Grant, Path, PolicyText, Problem, Statement } from "../permissions";
import {
  equals,
  nameProblems,
  policyText,
  statement,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
} from "../permissions";

/** A tag that selects resources. Key and value are the user's own; nothing is tagged by this module. */
export interface TargetTag {
  /**
   * 1 to 128 letters, digits, spaces and `_ . : / = + - @` of Latin-1. Upper and lower case make no difference: IAM does
   * not tell condition keys apart by them. RDS and Directory Service do tell tag keys apart, so that `KeeperPAM` selects
   * an instance that carries `keeperpam` too.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
   */
  readonly key: string;
  /** Up to 256 of the same, in which upper and lower case do make a difference. */
  readonly value: string;
}

/** Resources that carry one tag. */
export interface TaggedResources {
  readonly tag: TargetTag;
  readonly resources: readonly PolicyText[];
}

/**
 * The condition that a resource carries a tag.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag
 */
function tagCondition(tag: TargetTag): Condition {
  const key = policyText(tag.key, SELECTING_TAG_KEY);
  const prefix = "aws:ResourceTag/";
  return equals({ text: prefix + key.text, length: prefix.length + key.length }, [
    policyText(tag.value, SELECTING_TAG_VALUE),
  ]);
}

/** Gathers what carries the same tag, in the order in which the tags are first named. */
function groupByTag(tagged: readonly TaggedResources[]): TaggedResources[] {
  const groups = new Map<string, TaggedResources>();
  for (const { tag, resources } of tagged) {
    const id = JSON.stringify([tag.key, tag.value]);
    groups.set(id, { tag, resources: [...(groups.get(id)?.resources ?? []), ...resources] });
  }
  return [...groups.values()];
}

/** Sid of the statement for the first, second, … tag of a job. */
function taggedSid(sid: string, position: number): string {
  return `${sid}Tagged${position === 0 ? "" : position + 1}`;
}

export function tagProblems(tag: unknown, path: Path): Problem[] {
  if (typeof tag !== "object" || tag === null) return [];
  const { key, value } = tag as Partial<TargetTag>;
  return [
    ...nameProblems(SELECTING_TAG_KEY, key, [...path, "key"]),
    ...nameProblems(SELECTING_TAG_VALUE, value, [...path, "value"]),
  ];
}

/**
 * The problem with a target that names its resources in no way, or in ways that exclude each other.
 *
 * @param ways the properties that select, e.g. `["instance", "tag"]`
 */
export function selectorProblems(target: object, ways: readonly string[], path: Path): Problem[] {
  const given = ways.filter((way) => (target as Record<string, unknown>)[way] !== undefined);
  if (given.length === 1) return [];
  const choice = `exactly one of ${ways.join(", ")}`;
  return [
    {
      path,
      message:
        given.length === 0
          ? `nothing is named: allowed is ${choice}`
          : `${given.join(" and ")} are given together: allowed is ${choice}`,
    },
  ];
}

/**
 * The statements of a job: one for what is named, and one for each tag.
 *
 * @param conditions what must hold for each of them, beside the tag
 */
export function selectedStatements(
  grant: Grant,
  named: readonly PolicyText[],
  tagged: readonly TaggedResources[],
  origin: string,
  conditions: readonly Condition[] = [],
): Statement[] {
  return [
    ...(named.length > 0 ? [statement(grant, named, origin, conditions)] : []),
    ...groupByTag(tagged).map(({ tag, resources }, position) =>
      statement(grant, resources, origin, [tagCondition(tag), ...conditions], taggedSid(grant.sid, position)),
    ),
  ];
}
