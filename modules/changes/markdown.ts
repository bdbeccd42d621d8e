import { code, list } from "../report";
import type {
  Change,
  ChangedBoundary,
  ChangedCall,
  ChangedCarrier,
  ChangedRight,
  ChangeKind,
} from "./change";
import type { Changes } from "./changes";
import type { GatewayChanges } from "./gateway-changes";

/** More actions, resources or callers than this of one statement are counted, not listed. */
const LISTED = 12;

/** What is not compared. */
export const NOT_LOOKED_AT =
  "policies that others attach, what permissions boundaries and policies of the organization allow, and what another version of cdktf-keeperpam-aws makes of the same file";

type Verbs = Readonly<Record<Change["direction"], string>>;

/** What comes and what goes with a statement that allows. */
const ALLOWING: Readonly<Record<ChangeKind, Verbs>> = {
  own: { comes: "May now", goes: "May no longer" },
  trust: { comes: "May now be taken", goes: "May no longer be taken" },
  others: { comes: "Lets others now", goes: "Lets others no longer" },
  othersWithOwnPolicy: {
    comes: "Lets others now, where their own policies allow it too",
    goes: "Lets others no longer, whatever their own policies allow",
  },
};

/** The same with one that denies. */
const DENYING: Verbs = {
  comes: "Is now denied, whatever another policy allows",
  goes: "Is no longer denied, should another policy allow it",
};

/** Changes in Markdown, as a merge request shows them: one sentence where there are none. */
export function changesAsMarkdown({ before, after, wider, gateways }: Changes): string {
  const compared = `from ${code(before)} to ${code(after)}`;
  if (gateways.length === 0) return `No right changes ${compared}. Not looked at: ${NOT_LOOKED_AT}.\n`;
  return [
    "# Changes of rights",
    "",
    `${wider ? "**Wider**: more is allowed" : "**Narrower**: less is allowed, and no more of anything"}, ${compared}.`,
    "",
    ...gateways.flatMap(gatewayInWords),
    `Each ARN behind "for example" is one of which it is true. Not looked at: ${NOT_LOOKED_AT}.`,
    "",
  ].join("\n");
}

function gatewayInWords({ before, after, notes, carriers }: GatewayChanges): string[] {
  const { name, file } = (after ?? before) as { readonly name: string; readonly file: string };
  const state = !before ? ", which is new" : !after ? ", which goes" : "";
  return [
    `## The gateway ${code(name)} of ${code(file)}${state}`,
    "",
    ...(notes.length > 0 ? [...notes.map((note) => `- Note: ${note}.`), ""] : []),
    ...carriers.flatMap(carrierInWords),
  ];
}

function carrierInWords({ title, before, after, boundary, changes }: ChangedCarrier): string[] {
  const named = before === undefined || after === undefined || before === after;
  const name = named ? code((after ?? before) as string) : `${code(before)}, now ${code(after)}`;
  const verbs = [...new Set(changes.map(verbOf))];
  return [
    `### ${title}, ${name}`,
    "",
    ...(boundary ? [`${boundaryInWords(boundary)}`, ""] : []),
    ...verbs.flatMap((verb) => [
      `**${verb}:**`,
      "",
      ...changes.filter((change) => verbOf(change) === verb).flatMap(changeInWords),
      "",
    ]),
  ];
}

function verbOf({ kind, effect, direction }: Change): string {
  return (effect === "Allow" ? ALLOWING[kind] : DENYING)[direction];
}

function boundaryInWords({ before, after }: ChangedBoundary): string {
  if (before === undefined) return `**Is now bounded** by ${code(after ?? "")}.`;
  if (after === undefined) return `**Is no longer bounded** by ${code(before)}.`;
  return `**Has another boundary**: ${code(after)} in place of ${code(before)}. What they allow is not looked at, so this counts as wider.`;
}

function changeInWords(change: Change): string[] {
  const { job, sid, onlyIf } = change;
  return blocksOf(change).flatMap(({ actions, rights }) => [
    `- ${job} (${code(sid)}): ${shortened(actions.map(code)).join(", ")}`,
    ...shortened(rights.map((right) => rightInWords(change, right))).map((line) => `  - ${line}`),
    ...(onlyIf.length > 0 ? [`  - only ${list(onlyIf)}`] : []),
  ]);
}

/** What is changed for the same actions, together. */
function blocksOf({ rights }: Change) {
  const byPlace = new Map<string, { readonly right: ChangedRight; readonly actions: string[] }>();
  for (const right of rights) {
    const place = JSON.stringify([right.on, right.but]);
    const known = byPlace.get(place) ?? { right, actions: [] };
    byPlace.set(place, known);
    known.actions.push(right.action);
  }
  const blocks = new Map<string, { readonly actions: string[]; readonly rights: ChangedRight[] }>();
  for (const { right, actions } of byPlace.values()) {
    const block = blocks.get(actions.join()) ?? { actions, rights: [] };
    blocks.set(actions.join(), block);
    block.rights.push(right);
  }
  return [...blocks.values()];
}

function rightInWords({ kind }: Change, { on, but, example }: ChangedRight): string {
  if (kind !== "own") {
    const whom = but ? `everybody but ${list(but.map(code))}` : code(on);
    return `by ${whom}${exampleInWords(example, on)}`;
  }
  return `on ${code(on)}${exampleInWords(example, on)}`;
}

function exampleInWords({ resource, principal, context }: ChangedCall, on: string): string {
  const arn = resource ?? principal ?? on;
  const values = Object.entries(context).flatMap(([key, value]) =>
    value === null ? [] : [`${code(key)} ${[value].flat().map(code).join(", ")}`],
  );
  const parts = [...(arn === on ? [] : [code(arn)]), ...(values.length > 0 ? [`with ${list(values)}`] : [])];
  return parts.length === 0 ? "" : `, for example ${parts.join(" ")}`;
}

function shortened(texts: readonly string[]): string[] {
  if (texts.length <= LISTED) return [...texts];
  return [...texts.slice(0, LISTED), `and ${texts.length - LISTED} more, which --json lists`];
}
