import fc from "fast-check";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import { acceptedGateway } from "../least-privilege/gateways";
import { deniedOrReachable, differencesOfOthers, undeclaredOrRefused } from "./gateway-differences";

jest.setTimeout(600_000);

const SEED = 11;
const FILES = 40;

const GATEWAYS = fc
  .sample(ANY_CONFIGURATION, { seed: SEED, numRuns: FILES })
  .flatMap((content) => acceptedGateway(content) ?? []);

describe(`the files of ${FILES} generated with the seed ${SEED} that the app accepts`, () => {
  it("are many", () => {
    expect(GATEWAYS.length).toBeGreaterThan(FILES / 2);
  });

  it("become policies that allow what they declare and deny what they forbid, for every ARN there can be", async () => {
    for (const gateway of GATEWAYS) {
      const found = await differencesOfOthers(gateway);
      for (const principal of gateway.principals) {
        found.push(...(await undeclaredOrRefused(gateway, principal)));
        found.push(...(await deniedOrReachable(gateway, principal)));
      }
      expect([gateway.configuration, found]).toEqual([gateway.configuration, []]);
    }
  });
});
