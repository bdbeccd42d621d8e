import { accountOf } from "./account/account-of-gateway";
import { searchedGateways } from "./account/configurations";
import { remainingOf, rightsOf } from "./remaining";
import { sortedByKind } from "./kinds";
import { everyBystander, everyPairOfBystander } from "./runs/bystander-run";
import { together } from "./runs/run";

jest.setTimeout(600_000);

const [example] = searchedGateways().filter(({ title }) => title.includes("protected-configuration"));

describe("an administrator who is no operator", () => {
  const gateway = accountOf(example as NonNullable<typeof example>);
  const run = together([everyBystander(gateway), everyPairOfBystander(gateway, 2, false)]);
  const { kinds, holes } = sortedByKind("bystander", run.found);

  it("writes and reads the configuration in the ways that are listed alone", () => {
    expect(holes).toEqual([]);
  });

  it("does so in every listed way, by the rights that are listed for it", () => {
    const found = rightsOf(kinds);
    for (const [kind, rights] of Object.entries(remainingOf("bystander"))) {
      expect([kind, found[kind] ?? []]).toEqual([kind, rights]);
    }
  });
});
