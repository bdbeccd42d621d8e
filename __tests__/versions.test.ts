import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { PROJECT } from "./support/engines";

/** What people read and copy, but for what was true of other versions. */
const PAGES = ["docs", "examples", "modules", "terraform"].flatMap(pagesBelow);

function pagesBelow(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:md|ya?ml|tf|ts)$/.test(file) && !file.includes(".terraform"))
    .map((file) => join(folder, file));
}

it("every page that names a version of this project names the version of package.json", () => {
  const named = ["README.md", ...PAGES].flatMap((file) =>
    [
      ...readFileSync(join(PROJECT, file), "utf8").matchAll(
        /cdktf-keeperpam-aws(?:\.git\S*?ref=v|[@-])(\d+\.\d+\.\d+)|^\s*rev: v(\d+\.\d+\.\d+)/gm,
      ),
    ].map(([, first, second]) => [file, first ?? second]),
  );
  expect(named.map(([file]) => file)).toContain("README.md");
  expect(named.filter(([, found]) => found !== version)).toEqual([]);
});
