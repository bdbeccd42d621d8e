import { problemsInFolder } from "../support/refusals";

const HERE = "111122223333";

const file = (name: string, accountId: string, ...more: string[]) =>
  [`name: ${name}`, "aws:", "  region: us-east-1", `  accountId: "${accountId}"`, ...more, ""].join("\n");

const USER = ["gateway:", "  accessKeyUser: { name: branch-gateway, createAccessKey: false }"];
const targets = (list: string, name: string) => ["targets:", `  ${list}: [{ name: ${name} }]`];

describe("a target that is the access-key user of another file's gateway", () => {
  it.each(["iamUsers", "iamAccessKeys"])("is refused, whichever file comes first: %s", (list) => {
    const refusal = (other: string) =>
      `targets.${list}[0].name: "Branch-Gateway" is the access-key user of the gateway in ${other}, and no gateway reaches one: remove it from the targets`;
    const [branch, main] = [
      file("branch", HERE, ...USER),
      file("main", HERE, ...targets(list, "Branch-Gateway")),
    ];
    expect(problemsInFolder({ "a.yaml": branch, "b.yaml": main })).toEqual([
      expect.stringContaining(`b.yaml:6:${list.length + 8} ${refusal("a.yaml")}`),
    ]);
    expect(problemsInFolder({ "a.yaml": main, "b.yaml": branch })).toEqual([
      expect.stringContaining(refusal("b.yaml")),
    ]);
  });

  it("is refused too where an account is not given, with the way out", () => {
    const [branch, main] = [
      file("branch", HERE, ...USER),
      file("main", HERE, ...targets("iamUsers", "branch-gateway")),
    ];
    const anywhere = main.replace(/^ {2}accountId.*\n/m, "");
    expect(problemsInFolder({ "a.yaml": branch, "b.yaml": anywhere })).toEqual([
      expect.stringMatching(
        /remove it from the targets, or give aws\.accountId in both files where it is another account$/,
      ),
    ]);
  });

  it("is another user in another account, and under another name", () => {
    const branch = file("branch", HERE, ...USER);
    const elsewhere = file("main", "444455556666", ...targets("iamUsers", "branch-gateway"));
    expect(problemsInFolder({ "a.yaml": branch, "b.yaml": elsewhere })).toEqual([]);
    const otherwise = file("main", HERE, ...targets("iamUsers", "branch-gateway-2"));
    expect(problemsInFolder({ "a.yaml": branch, "b.yaml": otherwise })).toEqual([]);
  });
});
