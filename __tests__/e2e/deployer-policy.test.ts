import { describeWith, ENGINES } from "../support/engines";
import { deploy, type Step } from "./deployer";
import { everythingMade, existingUsed, type Preparation } from "./deployments";
import { COMMAND_TIMEOUT } from "./terraform";

jest.setTimeout(4 * COMMAND_TIMEOUT);

describeWith(
  [ENGINES.terraform, ENGINES.python],
  "a user who has the deployer's policies and no others",
  () => {
    it("applies, changes, plans and destroys a stack that makes everything", async () => {
      expect(await deploy(everythingMade)).toBeUndefined();
    });

    it("does so with what exists already, through the role that Terraform takes", async () => {
      expect(await deploy(existingUsed)).toBeUndefined();
    });

    // A sample: npm run deployer-policy:prove takes away every action.
    it.each<[action: string, sid: string, step: Step, prepare: Preparation]>([
      ["iam:PutRolePolicy", "PutInlinePolicies", "apply", everythingMade],
      ["iam:ListUsers", "FindUsers", "apply", everythingMade],
      ["sts:AssumeRole", "TakeRoles", "apply", existingUsed],
      ["iam:GetRole", "ReadExistingRole", "apply", existingUsed],
    ])("cannot do without %s of %s, for want of which the %s fails", async (action, sid, step, prepare) => {
      const failure = await deploy(prepare, { sid, action });
      expect(failure).toEqual({
        step,
        said: expect.stringContaining(`not authorized to perform: ${action}`),
      });
    });
  },
);
