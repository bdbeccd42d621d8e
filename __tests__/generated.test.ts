import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED } from "../scripts/generate";

describe("`npm run generate` has been run since its sources changed", () => {
  it.each(Object.entries(GENERATED))("%s", async (file, content) => {
    const committed = readFileSync(join(__dirname, "..", file));
    expect(committed.equals(Buffer.from(await content()))).toBe(true);
  });
});
