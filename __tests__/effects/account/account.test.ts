import { bystanderEffects, SECRET_EFFECTS } from "../measures/bystander-effects";
import { withThing, type Secret } from "../model/account";
import { CALLS } from "../calls";
import { accountOf } from "./account-of-gateway";
import { searchedGateways } from "./configurations";

const [example] = searchedGateways().filter(({ title }) => title.includes("protected-configuration"));

describe("the account around a gateway with a protected configuration", () => {
  const gateway = accountOf(example as NonNullable<typeof example>);
  const { world, account } = gateway;
  const may = (principal: string, action: string) =>
    (CALLS[action]?.({ world, account }) ?? [])
      .filter(({ on }) => on === gateway.secretName)
      .some(({ demands }) => demands.every((demand) => world.evaluator.allows(account, principal, demand)));

  it("lets the gateway read the configuration, and the operators write it, key included", () => {
    expect(may("role/gateway", "secretsmanager:GetSecretValue")).toBe(true);
    expect(may("role/gateway", "secretsmanager:PutSecretValue")).toBe(false);
    expect(gateway.operators.map((operator) => may(operator, "secretsmanager:PutSecretValue"))).toEqual([
      true,
    ]);
  });

  it("shows a value that somebody else wrote", () => {
    const secret = account.secrets["secret/configuration"] as Secret;
    const written = withThing(account, "secrets", { ...secret, current: "earlier" });
    expect(bystanderEffects(gateway, account)(written)).toEqual([SECRET_EFFECTS.written]);
  });
});
