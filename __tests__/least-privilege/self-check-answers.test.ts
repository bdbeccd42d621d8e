import { publishedActions } from "../../modules/permissions";
import { gatewayOf, shippedGateways, type SynthesizedGateway } from "./gateways";

/** What Keeper documents, the access-key script included. */
const DOCUMENTED = [...publishedActions(), "iam:CreateAccessKey", "iam:DeleteAccessKey"];

const GATEWAYS = shippedGateways();

const answersOf = ({ principals }: SynthesizedGateway, resource: string) =>
  Promise.all(
    principals.flatMap(({ policies }) => DOCUMENTED.map((action) => policies.verdict({ action, resource }))),
  );

describe("a check of the gateway's own rights that names no resource and no circumstances", () => {
  it.each(GATEWAYS.map((gateway) => [gateway.title, gateway] as const))(
    "is never answered by a Deny, since the guard and the conditions leave every documented action alone: %s",
    async (_, gateway) => {
      expect(await answersOf(gateway, "*")).not.toContain("ExplicitlyDenied");
    },
  );

  it.each(
    GATEWAYS.filter(({ title }) => title !== "examples/constructs").map((one) => [one.title, one] as const),
  )("is answered as it would be without the guard: %s", async (_, gateway) => {
    const { configuration } = gateway;
    const unguarded = gatewayOf("without the guard", {
      ...configuration,
      gateway: { ...configuration.gateway, guard: false },
    });
    expect(await answersOf(gateway, "*")).toEqual(await answersOf(unguarded, "*"));
  });

  it("finds the right on a named database, whatever it leaves out of the call", async () => {
    const gateway = GATEWAYS.find(({ title }) => title.startsWith("examples/minimal"));
    const [principal] = gateway?.principals ?? [];
    const call = { action: "rds:ModifyDBInstance", resource: "arn:aws:rds:us-east-1:111122223333:db:orders" };
    expect(await principal?.policies.verdict(call)).toBe("Allowed");
    const handedOver = { ...call, context: { "rds:ManageMasterUserPassword": "true" } };
    expect(await principal?.policies.verdict(handedOver)).toBe("ImplicitlyDenied");
  });
});
