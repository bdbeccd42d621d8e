import { describeWith, ENGINES } from "../support/engines";
import { deploy } from "./deployer";
import { everythingMade, existingUsed } from "./deployments";
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
  },
);
