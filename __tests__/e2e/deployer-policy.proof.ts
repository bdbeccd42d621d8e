import { DEPLOYER_CATALOG, type DeployerGrant } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { change, deploy, isRefusal } from "./deployer";
import { CHANGED, toBeChanged } from "./deployer-changes";
import { everythingMade, existingUsed } from "./deployments";
import { COMMAND_TIMEOUT } from "./terraform";

/** The statements that only the deployment has which uses what exists. */
const OF_WHAT_EXISTS: readonly string[] = ["ReadExistingRole", "TakeRoles"];

/** Every action of every statement. */
const RIGHTS = Object.values<DeployerGrant>(DEPLOYER_CATALOG).flatMap(({ sid, actions }) =>
  actions.map(({ action, notEnforced }) => ({ sid, action, enforced: notEnforced === undefined })),
);

jest.setTimeout(4 * COMMAND_TIMEOUT);

describeWith([ENGINES.terraform, ENGINES.python], "a deployer's policies", () => {
  it("are enough for a change of every key of the configuration file that can be changed", async () => {
    expect(await change((endpoint) => toBeChanged(endpoint, Object.keys(CHANGED)))).toBeUndefined();
  });
});

describeWith([ENGINES.terraform, ENGINES.python], "a deployer's policies without one action", () => {
  it.concurrent.each(
    RIGHTS.map(
      ({ action, sid, enforced }) =>
        [
          `${action} of ${sid}`,
          enforced ? "make one of the four steps fail" : "are enough for the emulator, as the table says",
          { action, sid, enforced },
        ] as const,
    ),
  )("without %s, they %s", async (title, _expected, { action, sid, enforced }) => {
    const failure = await deploy(OF_WHAT_EXISTS.includes(sid) ? existingUsed : everythingMade, {
      sid,
      action,
    });
    process.stderr.write(`without ${title}: ${failure ? `the ${failure.step} fails` : "nothing fails"}\n`);
    if (enforced)
      expect(failure && { ...failure, isRefusal: isRefusal(failure) }).toMatchObject({ isRefusal: true });
    else expect(failure).toBeUndefined();
  });
});
