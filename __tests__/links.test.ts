import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT } from "./support/engines";

const PAGES = [
  "README.md",
  "CHANGELOG.md",
  "UPGRADING.md",
  "CONTRIBUTING.md",
  "terraform/keeper-gateway/README.md",
  ...readdirSync(join(PROJECT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];

const textOf = (page: string) => readFileSync(join(PROJECT, page), "utf8");

/** What a link can lead to on a page: its headings, as GitHub calls them, and its anchors. */
function placesOn(page: string): string[] {
  const text = textOf(page);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
  const anchors = [...text.matchAll(/<a name="([^"]+)"/g)].map(([, name = ""]) => name.replaceAll("\\", ""));
  return [...headings, ...anchors];
}

it.each(PAGES)("the links of %s lead to files and headings that are there", (page) => {
  const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const astray = links.filter((link) => {
    const [path = "", place] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(PROJECT, target))) return true;
    return place !== undefined && !placesOn(target).includes(place.replaceAll("\\", ""));
  });
  expect(astray).toEqual([]);
});
