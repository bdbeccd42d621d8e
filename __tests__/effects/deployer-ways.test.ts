import { deployers } from "./account/deployers";
import { remainingOf } from "./remaining";
import { sortedByKind } from "./kinds";
import { deployerWays } from "./runs/deployer-run";
import { together } from "./runs/run";

const RUNS = deployers().map((deployer) => [deployer.title, deployerWays(deployer, 3)] as const);

it.each(RUNS)(
  "the deployer of %s changes nothing that was there before, and becomes nobody, but in the ways that are listed",
  (_, { found }) => {
    expect(sortedByKind("deployer", found).holes).toEqual([]);
  },
);

it("every listed way of the deployer is found", () => {
  const { kinds } = sortedByKind("deployer", together(RUNS.map(([, run]) => run)).found);
  expect([...kinds.keys()].sort()).toEqual(Object.keys(remainingOf("deployer")).sort());
});

it("a function or a secret that was there before is found to be tagged", () => {
  const [, run] = RUNS.find(
    ([title]) => title === "a function and a secret that exist",
  ) as (typeof RUNS)[number];
  const { kinds } = sortedByKind("deployer", run.found);
  const tagged = (kinds.get("a name that was taken before is tagged") ?? []).map(({ calls }) => calls.at(-1));
  expect(tagged.map((call) => call?.split(" ")[0])).toEqual([expect.stringMatching(/:TagResource$/)]);
});
