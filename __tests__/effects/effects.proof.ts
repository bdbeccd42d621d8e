import { accountOf } from "./account/account-of-gateway";
import { searchedGateways } from "./account/configurations";
import { sortedByKind } from "./kinds";
import { everyPairOfBystander } from "./runs/bystander-run";
import { everyPair } from "./runs/gateway-run";

jest.setTimeout(4 * 3_600_000);

const GATEWAYS = searchedGateways().map((gateway) => accountOf(gateway));
const STARTS = GATEWAYS.flatMap((gateway) =>
  gateway.gateway.map((self) => [`the ${self.split("/")[0]} of ${gateway.title}`, gateway, self] as const),
);

it.each(STARTS)(
  "%s gains nothing in three calls by two rights that neither gives alone, but in the ways that are listed",
  (title, gateway, self) => {
    const { found, states } = everyPair(gateway, self, 3);
    process.stderr.write(`${title}: ${states} states\n`);
    expect(sortedByKind("gateway", found).holes).toEqual([]);
  },
);

it.each(
  GATEWAYS.filter(({ title }) => title.includes("protected-configuration")).map(
    (gateway) => [gateway.title, gateway] as const,
  ),
)(
  "an administrator reaches the configuration of %s by two rights in the listed ways alone",
  (title, gateway) => {
    const { found, states } = everyPairOfBystander(gateway, 2, true);
    process.stderr.write(`${title}: ${states} states\n`);
    expect(sortedByKind("bystander", found).holes).toEqual([]);
  },
);
