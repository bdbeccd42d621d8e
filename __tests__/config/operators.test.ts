import { problemsBelow } from "../support/refusals";

const secret = (keys: string) => `gateway: { configurationSecret: { name: keeper/gw, ${keys} } }`;
const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;

describe("an operator who would be nobody is refused", () => {
  it.each([
    [
      "a role of IAM Identity Center without its path",
      `operators: [${arn("AWSReservedSSO_Ops_0123456789abcdef")}]`,
      "lacks the role's path",
    ],
    [
      "the ID of a permission set",
      "operatorPermissionSets: [{ name: ps-1234567890abcdef }]",
      "is the ID of a permission set: allowed is its name",
    ],
    [
      "the ARN of a permission set",
      'operatorPermissionSets: [{ name: "arn:aws:sso:::permissionSet/ssoins-1/ps-1234567890abcdef" }]',
      "is the ID of a permission set: allowed is its name",
    ],
  ])("%s", (_, keys, reason) => {
    expect(problemsBelow(secret(keys)).join("\n")).toContain(reason);
  });

  it("and one who is somebody is accepted", () => {
    const role = arn("aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef");
    expect(problemsBelow(secret(`operators: [${role}]`))).toEqual([]);
    expect(problemsBelow(secret("operatorPermissionSets: [{ name: ps-operations }]"))).toEqual([]);
  });
});
