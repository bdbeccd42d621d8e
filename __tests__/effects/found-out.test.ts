import { accountOf, type GatewayAccount } from "./account/account-of-gateway";
import { searchedGateways } from "./account/configurations";
import { Evaluator } from "./evaluation/evaluator";
import { namesAction } from "./evaluation/patterns";
import { EFFECTS } from "./measures/gateway-effects";
import { gatewayWays } from "./runs/gateway-run";

/** A gateway whose own policies deny an action nowhere. */
function withoutDeny(gateway: GatewayAccount, action: string): GatewayAccount {
  const { world } = gateway;
  const texts = Object.fromEntries(
    Object.entries(world.texts).map(([id, { Statement }]) => [
      id,
      {
        Statement: Statement.filter(
          ({ Effect, Action, Principal }) =>
            Effect !== "Deny" || Principal || !Action.some((pattern) => namesAction(pattern, action)),
        ),
      },
    ]),
  );
  return { ...gateway, world: { ...world, texts, evaluator: new Evaluator(world.home, texts) } };
}

const gatewayOf = (title: string) => {
  const [gateway] = searchedGateways().filter((one) => one.title.includes(title));
  return accountOf(gateway as NonNullable<typeof gateway>);
};

/** What each right leads to as soon as no Deny names it. */
const WAYS = [
  ["iam:PutRolePolicy", "running-instances", EFFECTS.itself],
  ["iam:AttachRolePolicy", "running-instances", EFFECTS.itself],
  ["iam:PutUserPolicy", "access-key", EFFECTS.itself],
  ["iam:CreateAccessKey", "every-target", EFFECTS.protectedUser],
  ["iam:UpdateLoginProfile", "every-target", EFFECTS.protectedUser],
] as const;

describe.each(WAYS)("a gateway whose Deny of %s is taken out of %s", (action, title, effect) => {
  const whole = gatewayOf(title);
  const self = whole.gateway[0] as string;
  const effects = (gateway: GatewayAccount) =>
    gatewayWays(gateway, self, [action], 2).found.map((way) => way.effect);

  it("is found out", () => {
    expect(effects(whole)).not.toContain(effect);
    expect(effects(withoutDeny(whole, action))).toContain(effect);
  });
});
