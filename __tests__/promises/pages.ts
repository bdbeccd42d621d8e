import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/engines";
import { sentencesOf } from "./sentences";

const REPORTS = filesBelow("examples", /^[^/]+\/reports\/[^/]+\.md$/);
const MODULE = "terraform/keeper-gateway";

/**
 * What a user reads, by the names that the list of promises has for it. What several pages have from one source is listed once, by
 * the name of the source.
 */
export const PAGES: Readonly<Record<string, readonly string[]>> = {
  "README.md": ["README.md"],
  "docs/access-key.md": ["docs/access-key.md"],
  "docs/changes.md": ["docs/changes.md"],
  "docs/configuration.md": ["docs/configuration.md"],
  "docs/configuration-secret.md": ["docs/configuration-secret.md"],
  "docs/constructs.md": ["docs/constructs.md"],
  "docs/deployer-policy.md": ["docs/deployer-policy.md"],
  "docs/least-privilege.md": ["docs/least-privilege.md"],
  "docs/moving.md": ["docs/moving.md"],
  "docs/permissions.md": ["docs/permissions.md"],
  "docs/pipelines.md": ["docs/pipelines.md"],
  "docs/running-instances.md": ["docs/running-instances.md"],
  "docs/when-an-apply-breaks-off.md": ["docs/when-an-apply-breaks-off.md"],
  "UPGRADING.md": ["UPGRADING.md"],
  "terraform/keeper-gateway/README.md": [`${MODULE}/README.md`],
  "the module's examples": filesBelow(`${MODULE}/examples`, /^[^/]+\/README\.md$/),
  "the reports": REPORTS,
  "the catalogue": ["docs/permissions.md", "docs/deployer-policy.md", ...REPORTS],
  "the settings": ["docs/configuration.md", `${MODULE}/README.md`],
};

/** Each page of the project once. */
export const FILES = [...new Set(Object.values(PAGES).flat())];

/**
 * Words with which a sentence promises more than it shows. A sentence that has one stands in the list.
 */
const ABSOLUTE =
  /\b(?:never|only|nobody|no one|cannot|can't|must not|every|every(?:thing|body|where)|nothing|nowhere|exactly|proven|always|none|alone|whatever|impossible|no others?)\b/i;

export const isAbsolute = (sentence: string): boolean => ABSOLUTE.test(sentence);

const read = new Map<string, readonly string[]>();

export function sentencesOn(file: string): readonly string[] {
  const sentences = read.get(file) ?? sentencesOf(readFileSync(join(PROJECT, file), "utf8"));
  read.set(file, sentences);
  return sentences;
}

/**
 * Whether a listed sentence is this one, word for word. On pages that are generated for each configuration `…` stands for what is
 * the configuration's own: names, numbers, ARNs.
 */
export function isSentence(listed: string, page: string, sentence: string): boolean {
  if (listed === sentence) return true;
  if (page !== "the reports" || !listed.includes("…")) return false;
  const parts = listed.split("…").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}$`).test(sentence);
}

function filesBelow(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => pattern.test(file))
    .map((file) => `${folder}/${file}`)
    .sort();
}
