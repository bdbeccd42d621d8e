import fc from "fast-check";
import type { PolicyDocumentJson } from "../../../modules/permissions";
import { PolicySet } from "../../support/policy-set";
import { ADMINISTRATOR_ACCESS } from "../../support/simulation";
import {
  shippedGateways,
  type GatewayPrincipal,
  type SynthesizedGateway,
} from "../../least-privilege/gateways";
import { EMPTY_ACCOUNT, type Account } from "../model/account";
import type { AnyPolicy } from "../model/texts";
import { ACTIONS } from "../calls";
import { Evaluator } from "./evaluator";

const SEED = 20261127;
const CASES = 200;

/** A principal that carries these policies and nothing else. */
function accountOf({ arn, carrier, documents }: GatewayPrincipal): Account {
  const [, path = "/", name = ""] = /:(?:user|role)(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const inline = Object.fromEntries(documents.map((_, i) => [`${i}`, `${i}`]));
  const carried = { id: `${carrier}/it`, name, path, tags: {}, inline, attached: [] };
  return carrier === "role"
    ? { ...EMPTY_ACCOUNT, roles: { "role/it": { ...carried, trust: "" } } }
    : { ...EMPTY_ACCOUNT, users: { "user/it": { ...carried, keys: [], mfa: [], others: [] } } };
}

/** A text that a pattern of a policy stands for. */
const filled = (pattern: string) => pattern.replaceAll("*", "x/anything").replaceAll("?", "a");

/** Calls that the policies speak of, and what is almost these. */
function anyCall({ home }: SynthesizedGateway, documents: readonly PolicyDocumentJson[]) {
  const statements = documents.flatMap(({ Statement }) => Statement);
  const isIdentityOnly = (action: string) => !action.startsWith("kms:");
  const resources = [...new Set(statements.flatMap(({ Resource }) => Resource.map(filled)))];
  const named = statements.flatMap(({ Action, Resource }) =>
    Action.filter((action) => !action.includes("*") && isIdentityOnly(action)).flatMap((action) =>
      Resource.map((resource) => ({ action, resource: filled(resource) })),
    ),
  );
  const mixed = fc.record({
    action: fc.constantFrom(
      ...new Set([...ACTIONS.filter(isIdentityOnly), ...named.map(({ action }) => action)]),
    ),
    resource: fc.constantFrom(...resources, `arn:${home.partition}:s3:::vault`),
  });
  return fc
    .record({
      call: fc.oneof(fc.constantFrom(...named), mixed),
      near: fc.constantFrom("", "", "x", "-"),
      tags: fc.constantFrom<Record<string, string>>({}, { KeeperPAM: "managed" }, { KeeperPAM: "other" }),
      region: fc.constantFrom(home.region, "eu-west-1", "sa-east-1"),
    })
    .map(({ call: { action, resource }, near, tags, region }) => ({
      action,
      resource: near === "-" ? resource.slice(0, -1) : resource + near,
      tags,
      region,
    }));
}

it("decides like an independent simulation of IAM", async () => {
  const differing: string[] = [];
  let calls = 0;
  let allowed = 0;
  for (const gateway of shippedGateways()) {
    // With AdministratorAccess beside them the Denies alone decide.
    const principals = gateway.principals.flatMap((principal) => [
      principal,
      { ...principal, documents: [...principal.documents, ADMINISTRATOR_ACCESS] },
    ]);
    for (const principal of principals) {
      const texts = Object.fromEntries(principal.documents.map((text, i) => [`${i}`, text as AnyPolicy]));
      const account = accountOf(principal);
      const evaluator = new Evaluator(gateway.home, texts);
      const policies = new PolicySet(principal.documents, principal.arn);
      for (const call of fc.sample(anyCall(gateway, principal.documents), { seed: SEED, numRuns: CASES })) {
        calls += 1;
        const verdict = await policies.verdict(call);
        const said = evaluator.allows(account, `${principal.carrier}/it`, {
          ...call,
          context: {
            "aws:requestedregion": [call.region],
            ...Object.fromEntries(
              Object.entries(call.tags).map(([key, value]) => [
                `aws:resourcetag/${key.toLowerCase()}`,
                [value],
              ]),
            ),
          },
        });
        if (said) allowed += 1;
        if (said !== (verdict === "Allowed"))
          differing.push(`${gateway.title}: ${JSON.stringify(call)} ${verdict}`);
      }
    }
  }
  expect(differing).toEqual([]);
  expect(calls).toBeGreaterThan(2000);
  expect(allowed).toBeGreaterThan(100);
});

describe("a permissions boundary, a resource's policy and names", () => {
  const home = { partition: "aws", accountId: "111122223333", region: "us-east-1" };
  const text = (
    Effect: "Allow" | "Deny",
    Action: string,
    Resource: string,
    rest: object = {},
  ): AnyPolicy => ({
    Statement: [{ Effect, Action: [Action], Resource: [Resource], ...rest }],
  });
  const texts = {
    reads: text("Allow", "s3:GetObject", "*"),
    bound: text("Allow", "iam:*", "*"),
    named: text("Allow", "s3:GetObject", "*", { Principal: { AWS: ["arn:aws:iam::111122223333:user/ada"] } }),
    account: text("Allow", "kms:Decrypt", "*", { Principal: { AWS: ["arn:aws:iam::111122223333:root"] } }),
    decrypts: text("Allow", "kms:Decrypt", "*"),
    keeps: text("Deny", "iam:UpdateLoginProfile", "arn:aws:iam::*:user/Break-Glass"),
    sets: text("Allow", "iam:UpdateLoginProfile", "*"),
    operators: text("Deny", "secretsmanager:PutSecretValue", "*", {
      Principal: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/operators"] } },
    }),
    puts: text("Allow", "secretsmanager:PutSecretValue", "*"),
  };
  const evaluator = new Evaluator(home, texts);
  const having = (inline: string[], boundary?: string): Account => ({
    ...EMPTY_ACCOUNT,
    policies: {
      bound: {
        id: "bound",
        name: "bound",
        path: "/",
        tags: {},
        versions: ["bound"],
        current: 0,
        ofAws: false,
      },
    },
    users: {
      "user/ada": {
        ...{ id: "user/ada", name: "ada", path: "/", tags: {}, attached: [], keys: [], mfa: [], others: [] },
        ...{ inline: Object.fromEntries(inline.map((id) => [id, id])), ...(boundary && { boundary }) },
      },
    },
  });
  const asks = (account: Account, action: string, resource: string, rest: object = {}) =>
    evaluator.allows(account, "user/ada", { action, resource, ...rest });

  it("what the boundary leaves out is refused, unless a resource's policy names the principal", () => {
    const object = "arn:aws:s3:::vault/ledger";
    expect(asks(having(["reads"]), "s3:GetObject", object)).toBe(true);
    expect(asks(having(["reads"], "bound"), "s3:GetObject", object)).toBe(false);
    expect(asks(having([], "bound"), "s3:GetObject", object, { policy: "named" })).toBe(true);
  });

  it("a key that is left to the account is used by whoever his own policies let, and by no one else", () => {
    const key = { policy: "account", policyIs: "decisive" };
    expect(asks(having([]), "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1", key)).toBe(false);
    expect(asks(having(["decrypts"]), "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1", key)).toBe(
      true,
    );
    expect(
      asks(having(["decrypts"]), "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1", {
        ...key,
        policy: "named",
      }),
    ).toBe(false);
  });

  it("a Deny on a name in other capitals protects nobody", () => {
    const account = having(["keeps", "sets"]);
    expect(asks(account, "iam:UpdateLoginProfile", "arn:aws:iam::111122223333:user/Break-Glass")).toBe(false);
    expect(asks(account, "iam:UpdateLoginProfile", "arn:aws:iam::111122223333:user/break-glass")).toBe(true);
  });

  it("a Deny in a resource's policy holds whoever is not the principal that it spares", () => {
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper-AbCdEf";
    expect(asks(having(["puts"]), "secretsmanager:PutSecretValue", secret)).toBe(true);
    expect(asks(having(["puts"]), "secretsmanager:PutSecretValue", secret, { policy: "operators" })).toBe(
      false,
    );
  });
});
