import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, SKIPPED } from "../support/engines";
import { lackOf, NamedTests, type Ran } from "./named-tests";

const FILE = "__tests__/gateway/guard.test.ts";
const TITLE = "the gateway's %s › can change nothing";

const ran = (status: string, suite = "the gateway's role"): Ran[] => [
  { file: FILE, suites: [suite], title: "can change nothing", status },
];

describe("a test that holds a promise", () => {
  it("has to pass, with everything that its title stands for", () => {
    expect(lackOf(FILE, TITLE, ran("passed"))).toBeUndefined();
    expect(lackOf(FILE, TITLE, ran("failed"))).toBe("failed");
    expect(lackOf(FILE, TITLE, [...ran("passed"), ...ran("failed", "the gateway's user")])).toBe("failed");
  });

  it("has to run, under its title and in its file", () => {
    expect(lackOf(FILE, TITLE, [])).toBe("did not run");
    expect(lackOf("__tests__/gateway/other.test.ts", TITLE, ran("passed"))).toBe("did not run");
    expect(lackOf(FILE, "the gateway's %s › can change something", ran("passed"))).toBe("did not run");
  });

  it.each(["pending", "todo", "disabled"])("is not to be left out: %s", (status) => {
    expect(lackOf(FILE, TITLE, ran(status))).toBe("was skipped");
  });

  it("may be left out where its suite has said that an engine is missing", () => {
    const suite = `the gateway's role${SKIPPED}terraform not found`;
    expect(lackOf(FILE, TITLE, ran("pending", suite))).toBeUndefined();
    expect(lackOf(FILE, TITLE, ran("failed", suite))).toBe("failed");
  });
});

describe("the reporter", () => {
  const everyFile = readdirSync(join(PROJECT, "__tests__"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => ({ testFilePath: join(PROJECT, "__tests__", file), testResults: [] }));

  /** What it says of a run in which no test ran. */
  function saidOf(testResults: typeof everyFile, testNamePattern?: string) {
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const reporter = new NamedTests({ testNamePattern });
    reporter.onRunComplete(undefined, { testResults });
    const said = write.mock.calls.map(([text]) => String(text)).join("");
    write.mockRestore();
    return { said, error: reporter.getLastError() };
  }

  it("fails a run of every file, with a line for each test that is missing", () => {
    const { said, error } = saidOf(everyFile);
    expect(error).toBeInstanceOf(Error);
    expect(said).toContain(
      'the guard › costs the gateway none of the calls that its policies allow" did not run',
    );
    expect(said).not.toContain(".proof.ts");
  });

  it("says nothing where only some files or some titles were asked for", () => {
    expect(saidOf(everyFile.slice(1))).toEqual({ said: "", error: undefined });
    expect(saidOf(everyFile, "guard")).toEqual({ said: "", error: undefined });
  });
});
