import fc from "fast-check";
import type { Change, ChangedCarrier, ChangedRight } from "../../modules/changes";
import { PolicyCarrier } from "../../modules/gateway/policy-document";
import { resourcesOf, rightsOf } from "../../modules/languages";
import { matchesPattern, type PolicyDocumentJson, type ResourcePolicyJson } from "../../modules/permissions";
import { differences } from "../languages/comparison";
import { otherPolicies } from "../languages/other-policies";
import { callsAround, type GatewayCall } from "../least-privilege/calls";
import { secretArn, keyArn, type SynthesizedGateway } from "../least-privilege/gateways";
import { arnOf } from "../least-privilege/subjects";
import { PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS, verdict, type Verdict } from "../support/simulation";
import { ANY_VERSIONS, versionPair, type VersionPair } from "./version-pairs";

const CARRIERS = { role: PolicyCarrier.GATEWAY_ROLE, user: PolicyCarrier.ACCESS_KEY_USER } as const;
type Carrier = keyof typeof CARRIERS;

/** The policies of a role or a user; none where it is not there. */
function documentsOf({ principals }: SynthesizedGateway, carrier: Carrier): readonly PolicyDocumentJson[] {
  return principals.find((principal) => principal.carrier === carrier)?.documents ?? [];
}

function changedOf({ told }: VersionPair, id: PolicyCarrier): readonly Change[] {
  return carriersOf(told)
    .filter((carrier) => carrier.id === id)
    .flatMap((carrier) => carrier.changes);
}

function carriersOf({ gateways }: VersionPair["told"]): readonly ChangedCarrier[] {
  return gateways.flatMap(({ carriers }) => carriers);
}

const seen: Record<string, number> = {};

function count(what: string): void {
  seen[what] = (seen[what] ?? 0) + 1;
}

/** What IAM says to an example before and after, where everything else is allowed if a Deny is on trial. */
async function ownVerdicts(
  pair: VersionPair,
  carrier: Carrier,
  effect: Change["effect"],
  { action, example }: ChangedRight,
): Promise<Verdict[]> {
  const { resource = "", context } = example;
  const known = Object.entries(context).filter(([, value]) => value !== null);
  return Promise.all(
    [pair.before, pair.after].map((gateway) => {
      const documents = documentsOf(gateway, carrier);
      const all = effect === "Deny" ? [...documents, ADMINISTRATOR_ACCESS] : documents;
      const principal = `arn:aws:iam::${gateway.home.accountId}:${carrier}/keeper-gateway`;
      return new PolicySet(all, principal).verdict({
        action,
        resource: inSample(resource),
        context: Object.fromEntries(known.map(([key, value]) => [key, inSample(value as string)])),
      });
    }),
  );
}

/** The values that the samples have where a change has stand-ins. */
function inSample(text: string): string {
  return text
    .replace(/-SUFFIX$/, "-AbCdEf")
    .replace("KEY_MADE_BY_TERRAFORM", "01234567-89ab-cdef-0123-456789abcdef");
}

/** What is expected of the side that has a right, or a Deny, and of the side that lacks it. */
const EXPECTED = {
  Allow: (has: Verdict, lacks: Verdict) => has === "Allowed" && lacks !== "Allowed",
  Deny: (has: Verdict, lacks: Verdict) => has === "ExplicitlyDenied" && lacks === "Allowed",
};

function expectTold(what: unknown, { effect, direction }: Change, verdicts: readonly Verdict[]): void {
  const [has, lacks] = (direction === "comes" ? [...verdicts].reverse() : verdicts) as [Verdict, Verdict];
  expect([what, has, lacks, EXPECTED[effect](has, lacks)]).toEqual([what, has, lacks, true]);
  count(`${effect} ${direction}`);
}

const SEED = 37;
const PAIRS = 60;

let pairs: readonly VersionPair[] = [];

beforeAll(async () => {
  const made = fc.sample(ANY_VERSIONS, { seed: SEED, numRuns: PAIRS });
  const found: VersionPair[] = [];
  for (const { before, after } of made) found.push(...[(await versionPair(before, after)) ?? []].flat());
  pairs = found;
});

describe(`for ${PAIRS} pairs of configurations generated with the seed ${SEED}`, () => {
  it("most are accepted", () => {
    expect(pairs.length).toBeGreaterThan(PAIRS / 2);
  });

  it("each example is answered in the one way before and in the other after, by IAM's simulation", async () => {
    for (const pair of pairs) {
      for (const carrier of ["role", "user"] as const) {
        for (const change of changedOf(pair, CARRIERS[carrier]).filter(({ kind }) => kind === "own")) {
          for (const right of change.rights) {
            const what = [pair.before.configuration, pair.after.configuration, carrier, change.sid, right];
            expectTold(what, change, await ownVerdicts(pair, carrier, change.effect, right));
          }
        }
      }
    }
    for (const kind of ["Allow comes", "Allow goes", "Deny comes", "Deny goes"])
      expect([kind, seen[kind]]).toEqual([kind, expect.any(Number)]);
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
  });

  it("whoever may use key and secret is told the same way", async () => {
    for (const pair of pairs) {
      for (const { id, changes } of carriersOf(pair.told)) {
        for (const change of changes.filter(({ kind }) => kind !== "own")) {
          for (const right of change.rights) {
            const verdicts = await othersVerdicts(pair, id, change, right);
            if (verdicts) expectTold([id, change.sid, right], change, verdicts);
            else count("not simulated");
            count(change.kind);
          }
        }
      }
    }
    for (const kind of ["others", "othersWithOwnPolicy"])
      expect([kind, seen[kind]]).toEqual([kind, expect.any(Number)]);
  });

  it("no call changes its answer on which nothing is said", async () => {
    let flipped = 0;
    for (const pair of pairs) {
      for (const carrier of ["role", "user"] as const) {
        const isOnBothSides = [pair.before, pair.after].every(
          (gateway) => documentsOf(gateway, carrier).length > 0,
        );
        const sets = [[], [ADMINISTRATOR_ACCESS]].map((others) =>
          [pair.before, pair.after].map(
            (gateway) =>
              new PolicySet(
                [...documentsOf(gateway, carrier), ...others],
                `arn:aws:iam::${gateway.home.accountId}:${carrier}/keeper-gateway`,
              ),
          ),
        );
        for (const call of await sampleOf(pair, carrier)) {
          const { action, region, subject, context } = call;
          const asked = { action, resource: arnOf(subject), region, tags: subject.tags, context };
          for (const [i, effect] of (["Allow", "Deny"] as const).entries()) {
            if (effect === "Deny" && !isOnBothSides) continue;
            const [before, after] = await Promise.all(
              (sets[i] as PolicySet[]).map((set) => set.verdict(asked)),
            );
            const answers = [before, after].map((answer) => answer === "Allowed");
            if (answers[0] === answers[1]) continue;
            flipped++;
            const direction = (effect === "Allow") === answers[1] ? "comes" : "goes";
            const told = changedOf(pair, CARRIERS[carrier])
              .filter((change) => change.effect === effect && change.direction === direction)
              .flatMap(({ rights }) => rights)
              .filter(
                (right) => right.action === action && matchesPattern(inSample(right.on), asked.resource),
              );
            const what = [
              pair.before.configuration,
              pair.after.configuration,
              carrier,
              effect,
              direction,
              asked,
            ];
            expect([what, told.length > 0]).toEqual([what, true]);
          }
        }
      }
    }
    expect(flipped).toBeGreaterThan(100);
  });

  it("something is said where the languages of the policies differ, and nothing else", async () => {
    const same = { differing: 0, alike: 0 };
    for (const pair of pairs) {
      for (const carrier of ["role", "user"] as const) {
        const [before, after] = (await Promise.all(
          [pair.before, pair.after].map(async (gateway) => rightsOf(documentsOf(gateway, carrier))),
        )) as [Awaited<ReturnType<typeof rightsOf>>, Awaited<ReturnType<typeof rightsOf>>];
        const differing = await differences(
          { name: "before", rights: before },
          { name: "after", rights: after },
          resourcesOf,
        );
        const told = changedOf(pair, CARRIERS[carrier]).filter(
          ({ kind, effect }) => kind === "own" && effect === "Allow",
        );
        same[differing.length > 0 ? "differing" : "alike"]++;
        const what = [pair.before.configuration, pair.after.configuration, carrier, differing];
        expect([what, told.length > 0]).toEqual([what, differing.length > 0]);
      }
    }
    expect(Math.min(same.differing, same.alike)).toBeGreaterThan(10);
  });
});

/** Calls on everything around both versions: the same ones in every run. */
async function sampleOf(pair: VersionPair, carrier: Carrier): Promise<GatewayCall[]> {
  const sampled: GatewayCall[] = [];
  for (const gateway of [pair.before, pair.after]) {
    const principal = gateway.principals.find((each) => each.carrier === carrier);
    if (!principal) continue;
    for (const effect of ["Allow", "Deny"] as const) {
      const calls = await callsAround(gateway, principal, effect);
      const step = Math.max(1, Math.floor(calls.length / 60));
      sampled.push(...calls.filter((_, i) => i % step === 0));
    }
  }
  return sampled;
}

/** What a resource's own policy says to an example; undefined where the caller is none that the simulation knows. */
async function othersVerdicts(
  pair: VersionPair,
  id: PolicyCarrier,
  { kind, effect }: Change,
  { action, example }: ChangedRight,
): Promise<Verdict[] | undefined> {
  const { principal = "", context } = example;
  if (!/:(?:role|user)\//.test(principal)) return undefined;
  // A caller of another account takes a policy there too; what is on trial is the one policy.
  const own = effect === "Deny" || kind === "othersWithOwnPolicy" ? [ADMINISTRATOR_ACCESS] : [];
  const known = Object.entries(context).filter(([, value]) => value !== null) as [string, string][];
  return Promise.all(
    [pair.before, pair.after].map((gateway) => {
      const [resource, resourcePolicy] = policyOf(gateway, id);
      return verdict(
        own,
        { action, resource, context: Object.fromEntries(known) },
        { principal, resourcePolicy },
      );
    }),
  );
}

function policyOf(gateway: SynthesizedGateway, id: PolicyCarrier): [string, ResourcePolicyJson] {
  const { key, secret } = otherPolicies(gateway);
  const none: ResourcePolicyJson = { Version: "2012-10-17", Statement: [] };
  const { home, configuration } = gateway;
  return id === PolicyCarrier.CONFIGURATION_KEY
    ? [keyArn(home, configuration), key[0] ?? none]
    : [secretArn(home, configuration), secret[0] ?? none];
}
