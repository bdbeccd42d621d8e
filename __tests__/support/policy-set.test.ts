import fc from "fast-check";
import { takes } from "../least-privilege/aws-reference";
import { callsAround, type GatewayCall } from "../least-privilege/calls";
import { shippedGateways } from "../least-privilege/gateways";
import { arnOf } from "../least-privilege/subjects";
import { PolicySet } from "./policy-set";
import { knownContext, verdict } from "./simulation";

const [GATEWAY] = shippedGateways().filter(({ title }) => title.includes("protected-configuration"));

jest.setTimeout(60_000);

/** Calls that are tried of each effect, the same in every run. */
const TRIED = 150;
const SEED = 7;

describe("the quick verdict, from the statements alone that name the action", () => {
  it.each(["Allow", "Deny"] as const)(
    "is that of the whole simulation: what is named by an %s",
    async (effect) => {
      const [principal] = GATEWAY?.principals ?? [];
      if (!GATEWAY || !principal) throw new Error("the example has a role");
      const calls = await decidable(await callsAround(GATEWAY, principal, effect));
      const count = Math.min(calls.length, TRIED);
      const some = fc.shuffledSubarray(calls, { minLength: count, maxLength: count });
      const said: Record<string, number> = {};
      for (const { action, subject, region, context } of fc.sample(some, { seed: SEED, numRuns: 1 }).flat()) {
        const resource = arnOf(subject);
        const known = context && (await knownContext(action, resource, context));
        const call = { action, resource, tags: subject.tags, context: known };
        const quick = await principal.policies.verdict({ ...call, region });
        said[quick] = (said[quick] ?? 0) + 1;
        expect([action, resource, quick]).toEqual([
          action,
          resource,
          await verdict(principal.documents, { ...call, region }, { principal: principal.arn }),
        ]);
      }
      expect(Object.keys(said).length).toBe(2);
    },
  );
});

describe("everything that is allowed", () => {
  it("is what any statement allows on anything under whatever condition", async () => {
    const narrow = {
      Sid: "Narrow",
      Effect: "Allow" as const,
      Action: ["sts:AssumeRole", "sts:TagSes*"],
      Resource: ["arn:aws:iam::111122223333:role/a"],
      Condition: { StringEquals: { "aws:RequestedRegion": ["us-east-1"] } },
    };
    const document = { Version: "2012-10-17" as const, Statement: [narrow] };
    const policies = new PolicySet([document], "arn:aws:iam::111122223333:role/a");
    expect(await policies.everyActionAllowed()).toEqual(["sts:AssumeRole", "sts:TagSession"]);
  });
});

/** Calls that the whole simulation decides: it refuses a resource that an action does not take, and takes a key's own policy apart. */
async function decidable(calls: readonly GatewayCall[]): Promise<GatewayCall[]> {
  const fitting: GatewayCall[] = [];
  for (const call of calls) {
    if (call.action.startsWith("kms:")) continue;
    if (await takes(call.action, arnOf(call.subject))) fitting.push(call);
  }
  return fitting;
}
