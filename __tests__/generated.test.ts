import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "../scripts/generate";

describe("`npm run generate` has been run since its sources changed", () => {
  it.each(Object.entries(GENERATED))("%s", (file, content) => {
    expect(readFileSync(join(__dirname, "..", file), "utf8")).toBe(content());
  });
});
