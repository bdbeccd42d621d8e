import { accountOf } from "./account/account-of-gateway";
import { gatewayWith, searchedGateways } from "./account/configurations";
import { remainingOf, rightsOf } from "./remaining";
import { sortedByKind } from "./kinds";
import { everyPair, everyRight, gatewayWays } from "./runs/gateway-run";
import { together, type Run } from "./runs/run";

jest.setTimeout(600_000);

const GATEWAYS = searchedGateways().map((gateway) => accountOf(gateway));
const STARTS = GATEWAYS.flatMap((gateway) =>
  gateway.gateway.map((self) => [`the ${self.split("/")[0]} of ${gateway.title}`, gateway, self] as const),
);
const runs: Run[] = [];

it.each(STARTS)(
  "%s gains nothing by any one right, or AdministratorAccess, but in the ways that are listed",
  (_, gateway, self) => {
    const run = everyRight(gateway, self);
    runs.push(run);
    expect(sortedByKind("gateway", run.found).holes).toEqual([]);
  },
);

it.each(STARTS.filter(([title]) => /running-instances|access-key/.test(title)))(
  "%s gains nothing by two rights that neither gives alone, but in the ways that are listed",
  (_, gateway, self) => {
    const run = everyPair(gateway, self, 2);
    expect(sortedByKind("gateway", run.found).holes).toEqual([]);
  },
);

it("a gateway whose targets may do more than itself becomes them, by what is declared", () => {
  const gateway = accountOf(gatewayWith("a gateway of every user", { permissions: "documented" }));
  const run = gatewayWays(gateway, "role/gateway", [], 1);
  runs.push(run);
  const { kinds } = sortedByKind("gateway", run.found);
  expect([...kinds.keys()]).toEqual(["a declared target is taken"]);
});

it("every listed way of the gateway is found, by the rights that are listed for it", () => {
  const { kinds } = sortedByKind("gateway", together(runs).found);
  expect(rightsOf(kinds)).toEqual(remainingOf("gateway"));
});
