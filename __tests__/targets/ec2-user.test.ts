import { EC2_USER_PORTS } from "../../modules/targets";
import { statementsFor } from "./sample-gateway";

describe("EC2 users", () => {
  it("need no AWS right", () => {
    expect(statementsFor({ targets: { ec2Users: true } })).toEqual([]);
  });

  it("add nothing to what other targets need", () => {
    const targets = { iamUsers: [{ name: "ada" }] };
    expect(statementsFor({ targets: { ...targets, ec2Users: true } })).toEqual(statementsFor({ targets }));
  });

  it("are reached over SSH and WinRM", () => {
    expect(EC2_USER_PORTS).toEqual([22, 5985, 5986]);
  });
});
