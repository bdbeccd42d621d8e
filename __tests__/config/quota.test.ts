import { join } from "node:path";
import { below, folderWith, problemsBelow, refusalOf } from "../support/refusals";

const users = (count: number) => [
  "targets:",
  "  iamUsers:",
  ...Array.from({ length: count }, (_, i) => `    - name: user-${String(i).padStart(4, "0")}`),
];

describe("more targets than a role's policies can carry", () => {
  it("are refused before anything is written, with the numbers and the way out", () => {
    const refusal = refusalOf(join(folderWith({ "a.yaml": below(...users(2000)) }), "a.yaml"));
    expect(refusal?.split("\n")).toEqual([
      expect.stringMatching(
        /^a\.yaml:5:3 targets\.iamUsers: the permissions outgrow IAM's quotas: \d+ characters need \d+ policies, and a role can carry 10 of 6144 characters$/,
      ),
      "  the heaviest targets:",
      expect.stringMatching(/^ {4}targets\.iamUsers: \d+ characters for 2000 resources$/),
      expect.stringMatching(/^ {4}gateway\.guard: \d+ characters for 2 resources$/),
      expect.stringMatching(/^ {4}targets: \d+ characters for 1 resource$/),
      "  what to do: name many users by one path, or many users, databases or directories by one tag; either says the same in one line",
      "1 problem; nothing was written",
    ]);
  });

  it("are told from what fits, with an account that is not known counted at its length", () => {
    expect(problemsBelow(...users(900))).toEqual([]);
  });

  it("are more than twice the 420 databases or 370 users that the module takes", () => {
    const databases = Array.from({ length: 840 }, (_, i) => `    - instance: database-${i}`);
    expect(problemsBelow("targets:", "  managedDatabases:", ...databases)).toEqual([]);
    expect(problemsBelow(...users(740))).toEqual([]);
  });

  it("are refused where the protected users weigh most, too", () => {
    const names = Array.from({ length: 900 }, (_, i) => `protected-${i}`).join(", ");
    const refusal = refusalOf(join(folderWith({ "a.yaml": below(`protectedUsers: [${names}]`) }), "a.yaml"));
    expect(refusal).toMatch(/^a\.yaml:4:1 protectedUsers: the permissions outgrow IAM's quotas: /);
  });
});
