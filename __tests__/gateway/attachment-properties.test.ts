import {
  GatewayInstallation,
  GatewayInstanceAttachments,
  OnConflict,
  type InstanceAttachmentOptions,
  type KeeperGatewayProps,
} from "cdktf-keeperpam-aws";
import { only, synthesizeConstructs } from "../support/synthesis";
import { ACCOUNT, gatewayStack } from "./sample-stack";

const FIRST = "i-0123456789abcdef0";
const SECOND = "i-0fedcba9876543210";

const attached = (props: Partial<KeeperGatewayProps> = {}) => gatewayStack({ instances: [FIRST], ...props });

describe("a mistake in the properties", () => {
  it.each<[string, Partial<KeeperGatewayProps>, RegExp]>([
    ["an ID that is none", { instances: ["web-1"] }, /instances\[0\]: "web-1" is not an EC2 instance ID/],
    [
      "an ID in capitals",
      { instances: ["i-0123456789ABCDEF0"] },
      /instances\[0\]: .* is not an EC2 instance ID/,
    ],
    [
      "an instance that is listed twice",
      { instances: [FIRST, SECOND, FIRST] },
      /instances\[2\]: .* stands in the list twice/,
    ],
    [
      "more instances than the policies of the function can hold",
      { instances: Array.from({ length: 7 }, (_, i) => `i-0123456789abcdef${i}`) },
      /instances: 7 instances are given: allowed is up to 6/,
    ],
    [
      "a retention that CloudWatch does not know",
      { logRetentionDays: 31 },
      /logRetentionDays: 31 is not a retention/,
    ],
    [
      "a boundary that is none",
      { functionPermissionsBoundaryArn: "boundary" },
      /functionPermissionsBoundaryArn: "boundary" is not the ARN of a managed policy/,
    ],
    [
      "a name that no function can have",
      { name: "keeper.gateway" },
      /name: "keeper\.gateway" cannot be the beginning of a Lambda function's name/,
    ],
    [
      "a name that is too long for a function",
      { name: "a".repeat(45) },
      /name: .* allowed is 1 to 44 letters, digits, - and _/,
    ],
  ])("is %s", (_, props, message) => {
    expect(() => attached(props)).toThrow(message);
  });

  it("is no mistake without an instance: such a name is only a function's matter", () => {
    expect(() => gatewayStack({ name: "keeper.gateway" })).not.toThrow();
  });

  it("may be no mistake: six instances, and a name of 44 characters", () => {
    const instances = Array.from({ length: 6 }, (_, i) => `i-0123456789abcdef${i}`);
    expect(() => attached({ instances, name: "a".repeat(44) })).not.toThrow();
  });
});

describe("the part used alone", () => {
  const alone = (props: InstanceAttachmentOptions & { roleArn?: string; instanceProfileArn?: string }) =>
    synthesizeConstructs((scope) => {
      new GatewayInstanceAttachments(scope, "attachments", {
        name: "keeper-gateway",
        ...ACCOUNT,
        instanceProfileName: "keeper-gateway",
        instanceProfileArn: "arn:aws:iam::111122223333:instance-profile/keeper-gateway",
        instanceProfileId: "AIPA0123456789EXAMPLE",
        roleArn: "arn:aws:iam::111122223333:role/keeper-gateway",
        roleId: "AROA0123456789EXAMPLE",
        ...props,
      });
    });

  it("makes nothing without an instance", () => {
    for (const nothing of [
      {},
      { instances: [], onConflict: OnConflict.REPLACE, installation: GatewayInstallation.NATIVE },
    ]) {
      const stack = alone(nothing);
      for (const part of ["resource", "data", "check", "locals"]) expect(stack).not.toHaveProperty(part);
    }
  });

  it("attaches a profile that somebody else made", () => {
    expect(only(alone({ instances: [FIRST] }), "aws_lambda_invocation").input).toContain(
      '"id" = "AIPA0123456789EXAMPLE"',
    );
  });

  it("lists every mistake in one error", () => {
    expect(() => alone({ instances: ["web-1", "web-1"], logRetentionDays: 2 })).toThrow(
      /^GatewayInstanceAttachments test\/attachments: 3 problems\n/,
    );
  });

  it.each([
    ["a role that is none, which would let the function pass every role", { roleArn: "*" }],
    [
      "a profile that is none, which would let the function attach every profile",
      { instanceProfileArn: "*" },
    ],
  ])("refuses %s", (_, props) => {
    expect(() => alone({ instances: [FIRST], ...props })).toThrow(/(roleArn|instanceProfileArn): /);
  });
});
