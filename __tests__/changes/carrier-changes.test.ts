import { carrierChanges } from "../../modules/changes/carrier-changes";
import { KnownValues } from "../../modules/changes/known-values";
import { statedRules } from "../../modules/changes/stated-rules";
import { PolicyCarrier } from "../../modules/gateway/policy-document";
import { CATALOG } from "../../modules/permissions";
import type { SynthesizedPolicies, SynthesizedStatement } from "../../modules/report";

// What the policies of a key or a secret could say, and those of no file say today.

const SCOPE = { accountId: "111122223333", partition: "aws", region: "us-east-1" };
const VALUES = new KnownValues({ name: "keeper-gateway", aws: { region: "us-east-1" } }, SCOPE);
const ROOT = "arn:aws:iam::111122223333:root";
const ROLE = "arn:aws:iam::111122223333:role/ops";
const READ = "secretsmanager:GetSecretValue";

type Said = Pick<SynthesizedStatement, "effect"> & {
  readonly principal: string;
  readonly account?: string;
};

const statement = ({ effect, principal, account }: Said): SynthesizedStatement => {
  const conditions = account
    ? [{ test: "StringEquals", key: "aws:PrincipalAccount", values: [account] }]
    : [];
  return {
    sid: `${effect}Reading`,
    effect,
    actions: [READ],
    resources: ["*"],
    conditions,
    principals: [principal],
    origin: "gateway.configurationSecret",
    grant: CATALOG.readConfiguration,
    rule: { effect, actions: [READ], resources: ["*"], conditions },
    named: { AWS: [principal] },
  };
};

/** The secret with a policy of these statements. */
async function secret(...said: Said[]) {
  const carrier = PolicyCarrier.CONFIGURATION_SECRET;
  const policies: SynthesizedPolicies["policies"] = [
    { carrier, isTrust: false, statements: said.map(statement) },
  ];
  return {
    carriers: [{ carrier, title: "The secret", name: "pam", acts: false }],
    rules: await statedRules({ policies } as SynthesizedPolicies, VALUES),
  };
}

async function between(before: readonly Said[], after: readonly Said[]) {
  const found = await carrierChanges(await secret(...before), await secret(...after), [SCOPE]);
  return found.flatMap(({ changes }) =>
    changes.map(({ kind, effect, direction, rights }) => [
      `${kind} ${effect} ${direction}`,
      ...rights.map(({ example }) => example.principal),
    ]),
  );
}

describe("the policy of a secret", () => {
  it("lets nobody more who needs a policy of his own now, and needed none", async () => {
    const everybody: Said = { effect: "Allow", principal: "*", account: SCOPE.accountId };
    const account: Said = { effect: "Allow", principal: ROOT };
    expect((await between([everybody], [account])).map(([what]) => what)).toEqual(["others Allow goes"]);
    expect((await between([account], [everybody])).map(([what]) => what)).toEqual(["others Allow comes"]);
  });

  it("lets nobody whom it denies, whoever else it lets", async () => {
    const denied: Said = { effect: "Deny", principal: ROLE };
    const role: Said = { effect: "Allow", principal: ROLE };
    expect(await between([denied], [denied, role])).toEqual([]);
    expect(await between([role], [role, denied])).toEqual([
      ["others Deny comes", ROLE],
      ["others Allow goes", ROLE],
    ]);
  });

  it("denies everybody of an account that it denies, whatever their own policies allow", async () => {
    const account: Said = { effect: "Deny", principal: ROOT };
    const everybody: Said = { effect: "Allow", principal: "*", account: SCOPE.accountId };
    expect(await between([everybody, account], [everybody])).toEqual([
      ["others Allow comes", expect.stringContaining("arn:aws:iam::111122223333:")],
      ["others Deny goes", expect.stringContaining("arn:aws:iam::111122223333:")],
    ]);
  });
});
