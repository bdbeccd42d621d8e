import { shippedGateways } from "../least-privilege/gateways";
import { deniedOrReachable, differencesOfOthers, undeclaredOrRefused } from "./gateway-differences";

const GATEWAYS = shippedGateways();
const PRINCIPALS = GATEWAYS.flatMap((gateway) =>
  gateway.principals.map(
    (principal) => [`the ${principal.carrier} of ${gateway.title}`, gateway, principal] as const,
  ),
);

describe.each(PRINCIPALS)("for every ARN there can be, in all circumstances: %s", (_, gateway, principal) => {
  it("what the policies allow is what the file declares", async () => {
    expect(await undeclaredOrRefused(gateway, principal)).toEqual([]);
  });

  it("what the policies deny is what the file forbids", async () => {
    expect(await deniedOrReachable(gateway, principal)).toEqual([]);
  });
});

describe("for everybody that there can be, and every ARN", () => {
  it.each(GATEWAYS.map((gateway) => [gateway.title, gateway] as const))(
    "the attachment function, the key, the secret and the trust are what the file declares: %s",
    async (_, gateway) => {
      expect(await differencesOfOthers(gateway)).toEqual([]);
    },
  );
});
