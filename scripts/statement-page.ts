import { SOURCES, type Grant } from "../modules/permissions";

/** What a statement is narrowed to, in a sentence. */
export function resourcesOf({ resourceTypes, narrowedTo }: Grant): string {
  const types = resourceTypes.map((type) => `\`${type}\``).join(" or ");
  return `On ${types === "" ? "`*`" : `resource type ${types}`}: ${narrowedTo}.`;
}

/** The pages that some statements refer to. */
export function sources(grants: readonly Grant[]): string[] {
  const used = new Set<string>(grants.flatMap(({ actions }) => actions.map(({ source }) => source)));
  const listed = Object.entries(SOURCES).filter(([id]) => used.has(id));
  return ["## Sources", "", ...listed.map(([id, { title, url }]) => `- **${id}**: [${title}](${url})`), ""];
}
