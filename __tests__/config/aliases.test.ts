import { below, configurationIn, problemsBelow } from "../support/refusals";

describe("an alias", () => {
  it("stands for what its anchor marks", () => {
    const text = below("targets:", "  iamUsers: &users", "    - name: auditor", "  iamAccessKeys: *users");
    expect(configurationIn(text).targets).toEqual({
      iamUsers: [{ name: "auditor" }],
      iamAccessKeys: [{ name: "auditor" }],
    });
  });

  it("has its problems where the anchor stands, one for each use", () => {
    expect(
      problemsBelow("targets:", "  iamUsers: &users", "    - name: the auditor", "  iamAccessKeys: *users"),
    ).toEqual(
      ["iamUsers", "iamAccessKeys"].map(
        (list) =>
          `keeper-pam.yaml:6:7 targets.${list}[0].name: "the auditor" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)`,
      ),
    );
  });

  it("without an anchor is an error with its place", () => {
    expect(problemsBelow("targets: *users")).toEqual([
      "keeper-pam.yaml:4:10 not valid YAML: no anchor of this name stands before the alias",
    ]);
  });

  it.each([
    ["in a list", ["targets:", "  iamUsers: &users", "    - *users"], "6:7"],
    ["in a mapping", ["targets: &all", "  iamUsers: *all"], "5:13"],
  ])("inside what it stands for is an error with its place: %s", (_, lines, place) => {
    expect(problemsBelow(...lines)).toEqual([
      `keeper-pam.yaml:${place} not valid YAML: the alias stands inside what it stands for`,
    ]);
  });

  it("of aliases of aliases is an error before it fills the memory", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const lines = names.map((name, i) => {
      const item = i === 0 ? "x" : `*${names[i - 1] ?? ""}`;
      return `${name}: &${name} [${Array(9).fill(item).join(", ")}]`;
    });
    expect(problemsBelow(...lines)).toEqual([
      "keeper-pam.yaml:1:1 not valid YAML: aliases stand for too much: write the values out",
    ]);
  });

  it("does not merge: the key << is not part of YAML 1.2", () => {
    expect(problemsBelow("targets:", "  <<: { ec2Users: true }")).toEqual([
      "keeper-pam.yaml:5:3 not valid here: YAML 1.2 has no merge keys: write the keys out, or an alias in place of the whole mapping",
    ]);
  });
});
