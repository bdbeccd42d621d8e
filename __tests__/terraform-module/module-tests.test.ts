import { join } from "node:path";
import { moduleVariables, type Type } from "../../scripts/module-variables";
import { describeWith, ENGINES } from "../support/engines";
import {
  blocksOf,
  mockOf,
  copyOfModule,
  MODULE_FOLDER,
  terraformTest,
  type Blocks,
  type TestEvent,
} from "./module-copy";

const TESTS = join(MODULE_FOLDER, "tests");
const ENDING = ".tftest.hcl";

type Run = Readonly<Record<string, unknown>> & {
  readonly variables?: readonly Readonly<Record<string, unknown>>[];
};

let files: Record<string, Blocks>;
let code: Record<string, Blocks>;
beforeAll(async () => {
  files = await blocksOf(TESTS, ENDING);
  code = await blocksOf(MODULE_FOLDER);
});

const runsOf = (file: Blocks) => Object.entries((file.run ?? {}) as Record<string, readonly Run[]>);
const allRuns = () => Object.values(files).flatMap(runsOf);

describeWith([ENGINES.terraform], "The drop-in module's own tests", () => {
  let events: TestEvent[];
  beforeAll(async () => {
    events = await terraformTest(copyOfModule());
  }, 1_800_000);

  it("all pass", () => {
    const said = events.flatMap(({ diagnostic }) =>
      diagnostic
        ? [
            `${diagnostic.range?.filename}:${diagnostic.range?.start.line} ${diagnostic.summary} ${diagnostic.detail}`,
          ]
        : [],
    );
    expect(said).toEqual([]);
  });

  it("are run from every file", () => {
    const passed = events.flatMap(({ test_file: file }) => (file?.status === "pass" ? [file.path] : []));
    expect(passed.sort()).toEqual(
      Object.keys(files)
        .map((name) => `tests/${name}`)
        .sort(),
    );
  });

  it("are run one and all, and leave nothing behind", () => {
    const summary = events.flatMap(({ test_summary: found }) => found ?? []);
    expect(summary).toEqual([
      expect.objectContaining({ passed: allRuns().length, failed: 0, errored: 0, skipped: 0 }),
    ]);
    expect(events.filter(({ type }) => type === "test_cleanup")).toEqual([]);
  });
});

describe("What the drop-in module's own tests look at", () => {
  it("is a mock in every file, the same one", () => {
    const mocks = Object.keys(files).map(mockOf);
    expect(mocks.length).toBeGreaterThan(5);
    expect(new Set(mocks).size).toBe(1);
  });

  it("is every resource, when everything is off", () => {
    const off = allRuns().find(([name]) => name === "everything_off_creates_nothing");
    const counted = JSON.stringify(off);
    expect(resources().length).toBeGreaterThan(15);
    expect(resources().filter((address) => !new RegExp(`\\b${address}\\b`).test(counted))).toEqual([]);
  });

  it("is every resource that some run makes", () => {
    const asserted = JSON.stringify(
      allRuns().flatMap(([name, runs]) => (name === "everything_off_creates_nothing" ? [] : runs)),
    );
    // It is there for Terraform's order of doing alone, and its instances say nothing.
    const unseen = ["terraform_data.access_key_user_name"];
    expect(resources().filter((address) => !asserted.includes(address))).toEqual(unseen);
  });

  it("is every variable, and every attribute of each", async () => {
    const set = allRuns().flatMap(([, runs]) =>
      runs.flatMap(({ variables = [] }) => variables.flatMap(pathsOf)),
    );
    const wanted = (await moduleVariables(MODULE_FOLDER)).flatMap(({ name, type }) => namesIn(name, type));
    expect(wanted.length).toBeGreaterThan(50);
    // The file sets it for all of its runs.
    expect(wanted.filter((path) => path !== "name" && !set.includes(path))).toEqual([]);
  });
});

/** A variable and every attribute of it, e.g. `role`, `role.existing`, `role.existing.name`. */
function namesIn(path: string, type: Type): string[] {
  if (typeof type === "string" || "map" in type) return [path];
  if ("list" in type) return namesIn(path, type.list);
  return [path, ...type.object.flatMap(({ name, type: of }) => namesIn(`${path}.${name}`, of))];
}

/** The addresses of the module's resources. */
function resources(): string[] {
  return Object.values(code).flatMap(({ resource = {} }) =>
    Object.entries(resource as Record<string, object>).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    ),
  );
}

/** `role`, `role.existing`, `role.existing.name`: what a run gives, without the positions of lists. */
function pathsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(pathsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...pathsOf(inner).map((path) => `${key}.${path}`),
  ]);
}
