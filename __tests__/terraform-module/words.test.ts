import { inModuleWords } from "./words";

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
});
