import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadConfigurations } from "../modules/config";
import { reports, type Report } from "../modules/report";

const EXAMPLES = join(__dirname, "..", "examples");

/**
 * The reports of every example that is a configuration, each when it is asked for: `examples/NAME/reports/STACK.md` and
 * `.json`. A folder of their own, since a folder of configurations takes every `.json` beside them for one.
 */
export function exampleReports(): Record<string, () => string> {
  const files = readdirSync(EXAMPLES)
    .filter((example) => example !== "constructs")
    .flatMap((example) => {
      const folder = join(EXAMPLES, example);
      const made = once(() => reports(folder));
      return loadConfigurations(folder).flatMap(({ configuration: { stack, name } }) => {
        const stackName = stack ?? name;
        const report = () => made().find((one) => one.stackName === stackName) as Report;
        const file = `examples/${example}/reports/${stackName}`;
        return [
          [`${file}.md`, () => report().markdown],
          [`${file}.json`, () => report().json],
        ] as const;
      });
    });
  return Object.fromEntries(files);
}

/** Makes a thing when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
