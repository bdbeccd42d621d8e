import { moduleVariables, type Variable } from "../../scripts/module-variables";
import { describeWith, ENGINES } from "../support/engines";
import { misshapen } from "./misshapen";
import { WRONG_TOGETHER, WRONG_VALUES } from "./mistakes";
import { MODULE_FOLDER } from "./module-copy";
import { withText, type Texts } from "./one-unknown";
import { saidInThePlan, UNKNOWN } from "./variable-rules";

/** What a text can turn out to be: right, wrong, and what only some rules look at. */
const KNOWN: readonly Texts[] = [
  { string: "a", number: "1", bool: "true" },
  { string: "arn:*", number: "7", bool: "false" },
  { string: "keybase:a", number: "7", bool: "true" },
];
const NOT_KNOWN: Texts = { string: UNKNOWN, number: UNKNOWN, bool: UNKNOWN };

/** A mistake in which a text is not known. */
interface Case {
  readonly value: unknown;
  /** What is said to it whatever that text is. */
  readonly always: readonly string[];
  /** What is said to it in the plan. */
  readonly inThePlan: readonly (string | null)[];
}

/** Each mistake that somebody makes in a variable, with each of its texts unknown in turn. */
function casesOf({ name, type }: Variable, mistakes: readonly unknown[]): Case[] {
  const asked = [NOT_KNOWN, ...KNOWN].map((texts) =>
    mistakes.flatMap((value) => withText(type, value, texts)),
  );
  const answers = saidInThePlan(name, asked.flat());
  const [unknown = []] = asked;
  return unknown.map((value, i) => {
    const [inThePlan = [], ...afterwards] = asked.map(
      (_, round) => answers[round * unknown.length + i] ?? [],
    );
    const [first = [], ...others] = afterwards;
    const always = first.filter((line, rule): line is string =>
      others.every((other) => other[rule] === line),
    );
    return { value, always: always.filter((line) => line !== ""), inThePlan };
  });
}

describeWith([ENGINES.terraform], "What is wrong whatever one text in it is", () => {
  let cases: readonly Case[];
  beforeAll(async () => {
    const variables = (await moduleVariables(MODULE_FOLDER)).filter(({ type }) => typeof type === "object");
    const calls: readonly Readonly<Record<string, unknown>>[] = [
      ...[...WRONG_VALUES, ...WRONG_TOGETHER].map((call) => call.variables),
      ...variables.flatMap(misshapen).map((call) => call.variables),
    ];
    cases = variables.flatMap((variable) => {
      const given = calls.flatMap(({ [variable.name]: value }) =>
        value === undefined ? [] : itemsOf(value),
      );
      return casesOf(variable, [...new Map(given.map((value) => [JSON.stringify(value), value])).values()]);
    });
  }, 600_000);

  it("is refused in the plan, while that text is not known", () => {
    const late = cases.flatMap(({ value, always, inThePlan }) =>
      always.filter((line) => !inThePlan.includes(line)).map((line) => `${JSON.stringify(value)}: ${line}`),
    );
    expect(late).toEqual([]);
  });

  it("is not everything: many a text that the plan does not know decides", () => {
    expect(cases.filter(({ always }) => always.length > 0).length).toBeGreaterThan(800);
    expect(cases.filter(({ inThePlan }) => inThePlan.includes(null)).length).toBeGreaterThan(300);
  });
});

/** The items of a list one by one: what is said of several is one message, and waits for the last of them. */
function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.map((item: unknown) => [item]) : [value];
}
