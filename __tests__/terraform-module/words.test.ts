import { inModuleWords, meaningOf, refusalOf, GIVEN } from "../../scripts/terraform-module/words";

describe("the words of the module", () => {
  it.each([
    ["there is neither a role nor an accessKeyUser", "there is neither a role nor an access_key_user"],
    ["name it in gateway.instances", "name it in instances"],
    ["createAccessKey: false (the user only)", "create_access_key = false (the user only)"],
    ["set permissions: documented", 'set permissions = "documented"'],
    ["Default: aws.region.", "Default: the provider's region."],
    ["iam:CreateAccessKey and AWSLambda stay", "iam:CreateAccessKey and AWSLambda stay"],
  ])("%s", (text, expected) => {
    expect(inModuleWords(text)).toBe(expected);
  });

  it("come from the schema of the configuration file", () => {
    expect(meaningOf("targets.managedDatabases[].instance")).toBe(
      "RDS instance identifier: the record's Database ID.",
    );
    expect(() => meaningOf("targets.lambdas")).toThrow("the configuration file has no key targets.lambdas");
  });

  it("and of its errors from the check of that file, with the expression of what was given", () => {
    const refusal = refusalOf(
      { targets: { iamUsers: [{ name: GIVEN }] } },
      "targets.iamUsers[0].name",
      "user.name",
    );
    expect(refusal).toBe(
      '\\"${user.name}\\" is not an IAM user name: allowed is 1 to 64 letters, digits and _ + = , . @ -, not the unique ID (AIDA…)',
    );
    expect(() => refusalOf({}, "targets.iamUsers[0].name")).toThrow("0 problems at targets.iamUsers[0].name");
  });
});
