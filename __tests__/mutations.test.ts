import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "../scripts/mutations";
import { PROJECT } from "./support/engines";

/** All of them take five minutes: `npm run mutate`. */
const SAMPLE = 3;

it("there are more than ninety ways of breaking it, each with a title of its own", () => {
  expect(new Set(MUTATIONS.map(({ title }) => title)).size).toBe(MUTATIONS.length);
  expect(MUTATIONS.length).toBeGreaterThan(90);
});

it.each(MUTATIONS.map((mutation) => [mutation.title, mutation] as const))(
  "a way of breaking it stands where it is looked for: %s",
  (_, { file, passage }) => {
    expect(readFileSync(join(PROJECT, "modules", file), "utf8")).toContain(passage);
  },
);

it(
  "the tests notice when the policies are broken on purpose, in the first ways of many",
  () => {
    const { status, stdout, stderr } = spawnSync(
      "npm",
      ["run", "--silent", "mutate", "--", "--first", String(SAMPLE)],
      {
        cwd: PROJECT,
        encoding: "utf8",
      },
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`${SAMPLE} ways of breaking it, 0 unnoticed`);
  },
  10 * 60_000,
);
