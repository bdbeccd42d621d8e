import fc from "fast-check";
import { everyActionOfAws } from "../support/policy-set";
import { ANY_CONFIGURATION } from "./any-configuration";
import { callsAround, reachableOrDenied, undeclaredOrRefused } from "./calls";
import { isDeclared } from "./declaration";
import { acceptedGateway, shippedGateways } from "./gateways";
import { isForbidden } from "./prohibition";

const PRINCIPALS = shippedGateways().flatMap((gateway) =>
  gateway.principals.map(
    (principal) => [`the ${principal.carrier} of ${gateway.title}`, gateway, principal] as const,
  ),
);

describe("what the policies allow", () => {
  it.each(PRINCIPALS)(
    "is what the file declares, on every target, its neighbours and all that is the gateway's: %s",
    async (_, gateway, principal) => {
      expect(await undeclaredOrRefused(gateway, principal)).toEqual([]);
      // Both answers were asked for.
      const calls = await callsAround(gateway, principal, "Allow");
      const declared = calls.filter((call) => isDeclared(gateway, principal, call));
      expect(declared.length).toBeGreaterThan(5);
      expect(calls.length).toBeGreaterThan(5 * declared.length);
    },
  );

  it.each(PRINCIPALS)(
    "is nothing else on anything, by any action that AWS has: %s",
    async (_, gateway, principal) => {
      const calls = await callsAround(gateway, principal, "Allow");
      const declared = calls.filter((call) => isDeclared(gateway, principal, call));
      const actions = new Set(declared.map(({ action }) => action));
      expect(await principal.policies.everyActionAllowed()).toEqual([...actions].sort());
    },
  );

  it("was tried with more than 20,000 actions", async () => {
    expect((await everyActionOfAws()).length).toBeGreaterThan(20_000);
  });
});

describe("what the policies deny, though AdministratorAccess stands beside them", () => {
  it.each(PRINCIPALS)(
    "is what the file forbids, and nothing that is a stranger's: %s",
    async (_, gateway, principal) => {
      expect(await reachableOrDenied(gateway, principal)).toEqual([]);
      const calls = await callsAround(gateway, principal, "Deny");
      const forbidden = calls.filter((call) => isForbidden(gateway, call));
      expect(forbidden.length).toBeGreaterThan(5);
      expect(calls.length).toBeGreaterThan(5 * forbidden.length);
    },
  );
});

describe("the policies of any other file that is accepted", () => {
  it("allow what it declares and deny what it forbids, and nothing else", async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(ANY_CONFIGURATION, async (content) => {
        const gateway = acceptedGateway(content);
        if (!gateway) return;
        tried++;
        for (const principal of gateway.principals) {
          expect(await undeclaredOrRefused(gateway, principal)).toEqual([]);
          expect(await reachableOrDenied(gateway, principal)).toEqual([]);
        }
      }),
      { numRuns: 40, interruptAfterTimeLimit: 60_000 },
    );
    expect(tried).toBeGreaterThan(10);
  }, 120_000);
});
