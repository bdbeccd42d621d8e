import { DEPLOYER_EFFECTS } from "./measures/deployer-effects";
import { EFFECTS } from "./measures/gateway-effects";
import type { Means } from "./calls/call";
import { wordsOf, type FoundWay } from "./runs/run";

type Mark = (way: FoundWay) => boolean;

const gains: readonly string[] = [EFFECTS.itself, EFFECTS.another];
const by =
  (...means: Means[]): Mark =>
  (way) =>
    gains.includes(way.effect) && means.includes(way.means);
const withoutExtra: Mark = ({ extra }) => extra.length === 0;

/** How a way that remains is recognised. What none of these recognises is a hole. */
const GATEWAY: Readonly<Record<string, Mark>> = {
  "a declared target is taken": (way) => withoutExtra(way) && by("user's credential")(way),
  "a role is taken": by("role's session"),
  "a user is taken": (way) =>
    !withoutExtra(way) &&
    way.means === "user's credential" &&
    [...gains, EFFECTS.otherGateway as string].includes(way.effect),
  "a function of somebody else's is taken": by("function's code"),
  "a machine of somebody else's is taken": by("machine's commands"),
  "a policy elsewhere names the gateway": by(
    "bucket policy",
    "key's grant",
    "key's policy",
    "secret's policy",
  ),
};

const BYSTANDER: Readonly<Record<string, Mark>> = {
  "an operator is taken": (way) => way.by === "role/keeper-operators",
  "the gateway is taken": (way) => way.by === "role/gateway",
  "the secret's policy is changed": ({ means, by: last }) =>
    last === "user/bystander" && means === "secret's policy",
  "the key's policy is changed": ({ means, by: last }) =>
    last === "user/bystander" && means === "key's policy",
};

const DEPLOYER: Readonly<Record<string, Mark>> = {
  "a role of the stack holds anything": ({ effect }) => effect === DEPLOYER_EFFECTS.made,
  "an existing role gets other policies": ({ effect, calls, of }) =>
    effect === DEPLOYER_EFFECTS.changed &&
    of === "the deployer of an existing role" &&
    calls.at(-1)?.startsWith("iam:AttachRolePolicy") === true,
  // What the tag opens beside is of the same call.
  "a name that was taken before is tagged": ({ means }) => means === "tag",
  "a key without a name is taken": ({ calls }) => calls.at(-1) === "kms:PutKeyPolicy 11111111-nameless",
};

const MARKS = { gateway: GATEWAY, bystander: BYSTANDER, deployer: DEPLOYER };

/** What was found, by its kind. */
export interface Sorted {
  readonly kinds: ReadonlyMap<string, readonly FoundWay[]>;
  /** Ways of no known kind, in words: what a policy should have closed. */
  readonly holes: readonly string[];
}

export function sortedByKind(who: keyof typeof MARKS, found: readonly FoundWay[]): Sorted {
  const kinds = new Map<string, FoundWay[]>();
  const holes: string[] = [];
  for (const way of found) {
    const [kind] = Object.entries(MARKS[who]).find(([, isOf]) => isOf(way)) ?? [];
    if (kind === undefined) holes.push(wordsOf(way));
    else kinds.set(kind, [...(kinds.get(kind) ?? []), way]);
  }
  return { kinds, holes };
}
