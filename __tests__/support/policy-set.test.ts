import { callsAround } from "../least-privilege/calls";
import { shippedGateways } from "../least-privilege/gateways";
import { arnOf } from "../least-privilege/subjects";
import { PolicySet } from "./policy-set";
import { knownContext, verdict } from "./simulation";

const [GATEWAY] = shippedGateways().filter(({ title }) => title.includes("protected-configuration"));

describe("the quick verdict, from the statements alone that name the action", () => {
  it.each(["Allow", "Deny"] as const)(
    "is that of the whole simulation: what is named by an %s",
    async (effect) => {
      const [principal] = GATEWAY?.principals ?? [];
      if (!GATEWAY || !principal) throw new Error("the example has a role");
      const calls = (await callsAround(GATEWAY, principal, effect)).filter(
        // The whole simulation refuses a resource that an action does not take; and it takes a key's own policy apart.
        ({ action, subject }) => fits(action, subject.kind) && !action.startsWith("kms:"),
      );
      const said: Record<string, number> = {};
      for (const { action, subject, region, context } of calls) {
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

/** The kinds that the actions of a service are on, for the kinds that are tried here. */
function fits(action: string, kind: string): boolean {
  if (kind === "nothing") return true;
  if (action.startsWith("rds:")) return kind === "db";
  if (action.startsWith("secretsmanager:")) return kind === "secret";
  if (action.startsWith("ec2:")) return kind === "machine";
  if (action === "iam:SimulatePrincipalPolicy") return kind === "user" || kind === "role";
  if (/Role(?!To|From)/.test(action)) return kind === "role";
  if (/InstanceProfile/.test(action)) return kind === "instance-profile";
  if (/Policy/.test(action)) return kind === "policy";
  return kind === "user";
}
