import { DEPLOYER_CATALOG, type DeployerGrant } from "../../modules/permissions";
import { describeWith, ENGINES } from "../support/engines";
import { change, deploy, isRefusal } from "./deployer";
import { CHANGED, toBeChanged } from "./deployer-changes";
import { everythingMade, existingUsed } from "./deployments";
import { COMMAND_TIMEOUT } from "./terraform";

/** The statements that only the deployment has which uses what exists. */
const OF_WHAT_EXISTS: readonly string[] = ["ReadExistingRole", "TakeRoles"];

/** What only another name or path takes: with the key of the file that is changed. */
const OF_A_MOVE: Readonly<Record<string, string>> = {
  "iam:UpdateUser": "gateway.accessKeyUser.path",
  "kms:UpdateKeyDescription": "gateway.configurationSecret.name",
};

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
          enforced ? "make a step fail" : "are enough for the emulator, as the table says",
          { action, sid, enforced },
        ] as const,
    ),
  )("without %s, they %s", async (title, _expected, { action, sid, enforced }) => {
    const right = { sid, action };
    const moved = OF_A_MOVE[action];
    const failure =
      moved === undefined
        ? await deploy(OF_WHAT_EXISTS.includes(sid) ? existingUsed : everythingMade, right)
        : await change((endpoint) => toBeChanged(endpoint, [moved]), right);
    process.stderr.write(`without ${title}: ${failure ? `the ${failure.step} fails` : "nothing fails"}\n`);
    if (enforced)
      expect(failure && { ...failure, isRefusal: isRefusal(failure) }).toMatchObject({ isRefusal: true });
    else expect(failure).toBeUndefined();
  });
});
