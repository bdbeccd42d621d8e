import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE } from "../scripts/module-files";
import { MODULE_MUTATIONS } from "../scripts/module-mutations";
import { MUTATIONS } from "../scripts/mutations";
import { PROJECT } from "./support/engines";

/** All of them take five minutes: `npm run mutate`. */
const SAMPLE = 3;

const WAYS = [
  ...MUTATIONS.map(({ file, ...way }) => ({ file: join("modules", file), ...way })),
  ...MODULE_MUTATIONS.map(({ file, ...way }) => ({ file: join(MODULE, file), ...way })),
];

it("there are more than ninety ways of breaking the policies and forty of breaking the module, each with a title", () => {
  expect(new Set(WAYS.map(({ title }) => title)).size).toBe(WAYS.length);
  expect(MUTATIONS.length).toBeGreaterThan(90);
  expect(MODULE_MUTATIONS.length).toBeGreaterThan(40);
});

it.each(WAYS.map((way) => [way.title, way] as const))(
  "a way of breaking it stands where it is looked for: %s",
  (_, { file, passage }) => {
    expect(readFileSync(join(PROJECT, file), "utf8")).toContain(passage);
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
