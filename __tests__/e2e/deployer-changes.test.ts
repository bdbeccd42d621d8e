import { describeWith, ENGINES } from "../support/engines";
import { change, tagAnew } from "./deployer";
import { CHANGED, configurationKeys, NOT_CHANGED, toBeChanged } from "./deployer-changes";
import { everythingMade } from "./deployments";
import { COMMAND_TIMEOUT } from "./terraform";

jest.setTimeout(4 * COMMAND_TIMEOUT);

it("every key of the configuration file is changed once, or there is a reason why not", () => {
  expect([...Object.keys(CHANGED), ...Object.keys(NOT_CHANGED)].sort()).toEqual(configurationKeys().sort());
});

describeWith([ENGINES.terraform, ENGINES.python], "whoever has the deployer's policies and no others", () => {
  it("applies a stack of an earlier version, which had no tag of the stack, and destroys it", async () => {
    expect(await tagAnew(everythingMade)).toBeUndefined();
  });

  // A sample: npm run deployer-policy:prove changes every key.
  it("gives secret and user other names and paths", async () => {
    const sample = ["gateway.configurationSecret.name", "gateway.accessKeyUser.path", "gateway.role.name"];
    expect(await change((endpoint) => toBeChanged(endpoint, sample))).toBeUndefined();
  });
});
