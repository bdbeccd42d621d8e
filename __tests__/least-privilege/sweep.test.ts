import fc from "fast-check";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { declaredRights } from "../languages/declared";
import { forbiddenRights } from "../languages/forbidden";
import { actionsOf, everyActionOfAws, type Rights, rightsOf } from "../../modules/languages";
import { isAllowed } from "../languages/verdict";
import { PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS, type Verdict } from "../support/simulation";
import { callsAround, ruledCall, type GatewayCall } from "./calls";
import { shippedGateways } from "./gateways";
import { arnOf } from "./subjects";

jest.setTimeout(300_000);

const PRINCIPALS = shippedGateways().flatMap((gateway) =>
  gateway.principals.map(
    (principal) => [`the ${principal.carrier} of ${gateway.title}`, gateway, principal] as const,
  ),
);

/** Calls that are tried of each principal and effect, as many with the one answer as with the other: thousands in all. */
const TRIED = 200;
const SEED = 7;

/** The same calls in every run. */
function drawn(calls: readonly GatewayCall[]): GatewayCall[] {
  const count = Math.min(calls.length, TRIED / 2);
  const some = fc.shuffledSubarray([...calls], { minLength: count, maxLength: count });
  return fc.sample(some, { seed: SEED, numRuns: 1 }).flat();
}

/** Calls of which the file says yes, and calls of which it says no. */
function both(calls: readonly GatewayCall[], file: Rights): GatewayCall[] {
  const says = (call: GatewayCall) => isAllowed(file, ruledCall(call));
  const [yes, no] = [drawn(calls.filter(says)), drawn(calls.filter((call) => !says(call)))];
  if (yes.length < 6 || no.length < 50) throw new Error(`${yes.length} and ${no.length} calls are too few`);
  return [...yes, ...no];
}

/** What a simulation of IAM, the automata and the file say to a call, where the three are not of one mind. */
async function disagreements(
  calls: readonly GatewayCall[],
  policies: PolicySet,
  verdict: Verdict,
  rights: Rights,
  declared: Rights,
): Promise<object[]> {
  const found: object[] = [];
  for (const call of calls) {
    const { action, subject, region, context } = call;
    const resource = arnOf(subject);
    const said = await policies.verdict({ action, resource, region, tags: subject.tags, context });
    const ruled = ruledCall(call);
    const [automata, file] = [isAllowed(rights, ruled), isAllowed(declared, ruled)];
    const simulation = said === verdict;
    if (simulation === file && automata === file) continue;
    found.push({ simulation, automata, file, ...ruled });
  }
  return found;
}

describe(`a simulation of IAM, the automata and the file say the same to calls drawn with the seed ${SEED}`, () => {
  it.each(PRINCIPALS)("about what is allowed: %s", async (_, gateway, principal) => {
    const declared = declaredRights(gateway, principal);
    const calls = both(await callsAround(gateway, principal, "Allow"), declared);
    const rights = await rightsOf(principal.documents);
    expect(await disagreements(calls, principal.policies, "Allowed", rights, declared)).toEqual([]);
  });

  it.each(PRINCIPALS)(
    "about what is denied beside AdministratorAccess: %s",
    async (_, gateway, principal) => {
      const forbidden = await forbiddenRights(gateway);
      const calls = both(await callsAround(gateway, principal, "Deny"), forbidden);
      const policies = new PolicySet([...principal.documents, ADMINISTRATOR_ACCESS], principal.arn);
      const { taken } = await rightsOf(principal.documents);
      expect(await disagreements(calls, policies, "ExplicitlyDenied", { granted: taken }, forbidden)).toEqual(
        [],
      );
    },
  );
});

describe("a tag of which the key is spelt in other capitals", () => {
  it("is reached like the one that the file names", async () => {
    const tagged = PRINCIPALS.filter(([, { configuration }]) => /"tag":/.test(JSON.stringify(configuration)));
    expect(tagged.length).toBeGreaterThan(0);
    for (const [, gateway, principal] of tagged) {
      const calls = await callsAround(gateway, principal, "Allow");
      const others = calls.filter(({ subject }) => subject.tags.kEEPERpam === "managed");
      const said = await Promise.all(
        others.map(({ action, subject, region }) =>
          principal.policies.verdict({ action, resource: arnOf(subject), tags: subject.tags, region }),
        ),
      );
      expect(said.filter((verdict) => verdict === "Allowed").length).toBeGreaterThan(5);
    }
  });
});

describe("of all actions that AWS has", () => {
  const documents = PRINCIPALS.flatMap(([, , principal]) => principal.documents);

  it("there are more than 20,000", async () => {
    expect((await everyActionOfAws()).length).toBeGreaterThan(20_000);
  });

  it.each(["Allow", "Deny"] as const)(
    "a simulation of IAM takes those for named in an %s that are taken so here, and no other",
    async (effect) => {
      const statements = documents.flatMap(({ Statement }) =>
        Statement.filter(({ Effect }) => Effect === effect),
      );
      const allowing: PolicyDocumentJson = {
        Version: "2012-10-17",
        Statement: statements.map((statement) => ({ ...statement, Effect: "Allow" })),
      };
      const policies = new PolicySet([allowing], "arn:aws:iam::111122223333:role/keeper-gateway");
      const named = await actionsOf(statements.flatMap(({ Action }) => Action));
      expect(named.size).toBeGreaterThan(10);
      expect(await policies.everyActionAllowed()).toEqual([...named].sort());
    },
  );
});
