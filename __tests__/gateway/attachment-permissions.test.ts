import { OnConflict, type KeeperGatewayProps } from "cdktf-keeperpam-aws";
import { INSTANCES_AT_MOST, type PolicyDocumentJson } from "../../modules/permissions";
import { PolicySet } from "../support/policy-set";
import { verdict, type Call } from "../support/simulation";
import { blocks, policyIn } from "../support/synthesis";
import { gatewayStack } from "./sample-stack";

/** What the attachment function may do, by the policies that the stack gives its role. */

const FIRST = "i-0123456789abcdef0";
const SECOND = "i-0fedcba9876543210";
const ARN = "arn:aws:iam::111122223333";
const OURS = { profile: `${ARN}:instance-profile/keeper-gateway`, role: `${ARN}:role/keeper-gateway` };
const FORMER = { profile: `${ARN}:instance-profile/web`, role: `${ARN}:role/web` };
const FOREIGN = { profile: `${ARN}:instance-profile/admin`, role: `${ARN}:role/admin` };

/** What Terraform recorded of the first instance, or nothing. The second had no profile. */
type Recorded = typeof FORMER | undefined;

function policiesOf(props: Partial<KeeperGatewayProps>, recorded?: Recorded): PolicyDocumentJson[] {
  const stack = gatewayStack({ instances: [FIRST, SECOND], ...props });
  /** `coalesce(terraform_data.….input.profile_arn, "…")`: the record, or the text where it is empty. */
  const answer = (reference: string) => {
    const [, record = "", attribute, otherwise] =
      /^coalesce\((\S+)\.input\.(profile_arn|role_arn), "([^"]+)"\)$/.exec(reference) ?? [];
    if (!recorded || !record.includes(FIRST)) return otherwise;
    return attribute === "role_arn" ? recorded.role : recorded.profile;
  };
  return blocks(stack, "aws_iam_role_policy").map(({ policy }) => policyIn(stack, policy, answer));
}

const instance = (id: string, region = "us-east-1") => `arn:aws:ec2:${region}:111122223333:instance/${id}`;
const logStream = (group: string, region = "us-east-1") =>
  `arn:aws:logs:${region}:111122223333:log-group:${group}:log-stream:2026/01/01/[$LATEST]0`;
const LOG_GROUP = "/aws/lambda/keeper-gateway-instance-attachment";

const associate = (id: string, profile: string): Call => ({
  action: "ec2:AssociateIamInstanceProfile",
  resource: instance(id),
  context: { "ec2:NewInstanceProfile": profile },
});
const replace = (id: string, from: string, to: string): Call => ({
  action: "ec2:ReplaceIamInstanceProfileAssociation",
  resource: instance(id),
  context: { "ec2:InstanceProfile": from, "ec2:NewInstanceProfile": to },
});
const disassociate = (id: string, profile: string): Call => ({
  action: "ec2:DisassociateIamInstanceProfile",
  resource: instance(id),
  context: { "ec2:InstanceProfile": profile },
});
const pass = (role: string, service = "ec2.amazonaws.com"): Call => ({
  action: "iam:PassRole",
  resource: role,
  context: { "iam:PassedToService": service },
});
const describeAssociations = (region: string): Call => ({
  action: "ec2:DescribeIamInstanceProfileAssociations",
  resource: "*",
  region,
});
const log = (action: string, resource: string): Call => ({ action: `logs:${action}`, resource });

const elsewhere = (call: Call): Call => ({
  ...call,
  resource: call.resource.replace("us-east-1", "eu-west-1"),
});
const without = ({ action, resource }: Call): Call => ({ action, resource });

/** What the function does for an instance without asking what was there before. */
const ATTACHES: [string, Call][] = [
  ["sees what an instance has", describeAssociations("us-east-1")],
  ["attaches the gateway's profile", associate(FIRST, OURS.profile)],
  ["attaches it to every listed instance", associate(SECOND, OURS.profile)],
  [
    "attaches it in the place of one that was deleted and made again",
    replace(FIRST, OURS.profile, OURS.profile),
  ],
  [
    "attaches it in the place of the one that had the gateway's former name",
    replace(FIRST, `${OURS.profile}-old`, OURS.profile),
  ],
  ["detaches it", disassociate(FIRST, OURS.profile)],
  ["hands the gateway's role to EC2", pass(OURS.role)],
  ["opens a stream of its log", log("CreateLogStream", logStream(LOG_GROUP))],
  ["writes its log", log("PutLogEvents", logStream(LOG_GROUP))],
];

/** What it never does, whether or not profiles may be replaced. */
const NEVER: [string, Call][] = [
  ["see what instances of another region have", describeAssociations("eu-west-1")],
  ["attach the profile to another instance", associate("i-0aaaaaaaaaaaaaaa0", OURS.profile)],
  ["attach it to an instance whose ID begins like one", associate("i-01234567", OURS.profile)],
  ["attach it in another region", elsewhere(associate(FIRST, OURS.profile))],
  ["attach somebody's profile", associate(FIRST, FOREIGN.profile)],
  ["attach a profile whose name begins like the gateway's", associate(FIRST, `${OURS.profile}-2`)],
  ["attach its namesake at another path", associate(FIRST, `${ARN}:instance-profile/a/keeper-gateway`)],
  ["attach without saying what", without(associate(FIRST, OURS.profile))],
  ["replace the gateway's profile by somebody's", replace(FIRST, OURS.profile, FOREIGN.profile)],
  ["replace a profile on another instance", replace("i-0aaaaaaaaaaaaaaa0", FOREIGN.profile, OURS.profile)],
  ["replace a profile in another region", elsewhere(replace(FIRST, OURS.profile, OURS.profile))],
  ["detach while somebody's profile is there", disassociate(FIRST, FOREIGN.profile)],
  ["detach from another instance", disassociate("i-0aaaaaaaaaaaaaaa0", OURS.profile)],
  ["detach in another region", elsewhere(disassociate(FIRST, OURS.profile))],
  ["hand somebody's role to EC2", pass(FOREIGN.role)],
  ["hand a role to EC2 whose name begins like the gateway's", pass(`${OURS.role}-2`)],
  ["hand its own role to EC2", pass(`${OURS.role}-instance-attachment`)],
  ["hand the gateway's role to Lambda", pass(OURS.role, "lambda.amazonaws.com")],
  ["hand the gateway's role to ECS", pass(OURS.role, "ecs-tasks.amazonaws.com")],
  ["hand the gateway's role to nobody in particular", without(pass(OURS.role))],
  ["make a log group", log("CreateLogGroup", `arn:aws:logs:us-east-1:111122223333:log-group:${LOG_GROUP}`)],
  ["open a stream of another log", log("CreateLogStream", logStream("/aws/lambda/other"))],
  ["write another log", log("PutLogEvents", logStream("/aws/lambda/other"))],
  ["write a log whose name begins like its own", log("PutLogEvents", logStream(`${LOG_GROUP}-2`))],
  ["write its log in another region", log("PutLogEvents", logStream(LOG_GROUP, "eu-west-1"))],
];

const FOR_THE_FORMER: [string, Call][] = [
  ["puts the profile back that was there", replace(FIRST, OURS.profile, FORMER.profile)],
  ["puts it back on an instance that has none by now", associate(FIRST, FORMER.profile)],
  ["takes it off a stopped instance, on which EC2 replaces nothing", disassociate(FIRST, FORMER.profile)],
  ["hands its role to EC2", pass(FORMER.role)],
];

/** What even the record of an instance does not allow. */
const NOT_BY_A_RECORD: [string, Call][] = [
  ["put it on another listed instance, which had none", associate(SECOND, FORMER.profile)],
  ["take it off another listed instance", disassociate(SECOND, FORMER.profile)],
  ["hand its role to Lambda", pass(FORMER.role, "lambda.amazonaws.com")],
  ["attach a profile whose name begins like it", associate(FIRST, `${FORMER.profile}-2`)],
];

const ACTIONS = [
  "ec2:AssociateIamInstanceProfile",
  "ec2:DescribeIamInstanceProfileAssociations",
  "ec2:DisassociateIamInstanceProfile",
  "ec2:ReplaceIamInstanceProfileAssociation",
  "iam:PassRole",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
];

describe.each<[string, Partial<KeeperGatewayProps>, Recorded]>([
  ["which fails on a conflict", {}, undefined],
  ["which may replace, where nothing was there before", { onConflict: OnConflict.REPLACE }, undefined],
  ["which may replace, where a profile was there before", { onConflict: OnConflict.REPLACE }, FORMER],
])("the function, %s,", (_, props, recorded) => {
  const policies = policiesOf(props, recorded);

  it.each(ATTACHES)("%s", async (__, call) => {
    expect(await verdict(policies, call)).toBe("Allowed");
  });

  it.each(NEVER)("may not %s", async (__, call) => {
    expect(await verdict(policies, call)).toBe("ImplicitlyDenied");
  });

  it("may do nothing else in AWS, on whatever resource and condition", async () => {
    const role = `${ARN}:role/keeper-gateway-instance-attachment`;
    expect(await new PolicySet(policies, role).everyActionAllowed()).toEqual(ACTIONS);
  });

  it.each(FOR_THE_FORMER)(recorded ? "%s" : "does not do what a record allows: %s", async (__, call) => {
    expect(await verdict(policies, call)).toBe(recorded ? "Allowed" : "ImplicitlyDenied");
  });

  it.each(NOT_BY_A_RECORD)("may not %s", async (__, call) => {
    expect(await verdict(policies, call)).toBe("ImplicitlyDenied");
  });
});

describe("the policies of the function", () => {
  it("name `*` once, where AWS offers nothing narrower", () => {
    const wide = policiesOf({ onConflict: OnConflict.REPLACE }, FORMER)
      .flatMap(({ Statement }) => Statement)
      .filter(({ Resource }) => Resource.includes("*"));
    expect(wide.map(({ Action }) => Action)).toEqual([["ec2:DescribeIamInstanceProfileAssociations"]]);
  });

  it("hand the role to EC2 by both of its names in China", () => {
    const passing = (region: string, partition: string) =>
      policiesOf({ region, partition })
        .flatMap(({ Statement }) => Statement)
        .find(({ Sid }) => Sid === "PassGatewayRole")?.Condition?.StringEquals;
    expect(passing("cn-north-1", "aws-cn")).toEqual({
      "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
    });
    expect(passing("us-gov-west-1", "aws-us-gov")).toEqual({ "iam:PassedToService": ["ec2.amazonaws.com"] });
  });

  it("follow the path of the role and the profile", () => {
    const policies = policiesOf({
      role: { path: "/keeper/", name: "pam" },
      instanceProfileName: "pam-profile",
    });
    const statements = policies.flatMap(({ Statement }) => Statement);
    const find = (sid: string) => statements.find(({ Sid }) => Sid === sid);
    expect(find("PassGatewayRole")?.Resource).toEqual([`${ARN}:role/keeper/pam`]);
    expect(find("AttachInstanceProfile")?.Condition?.ArnEquals).toEqual({
      "ec2:NewInstanceProfile": [`${ARN}:instance-profile/keeper/pam-profile`],
    });
  });

  it("have room in the 10,240 characters of one role's inline policies for as many instances as are allowed, whatever the names", () => {
    const account = `arn:aws-us-gov:iam::111122223333`;
    const former = {
      profile: `${account}:instance-profile/${"f".repeat(128)}`,
      role: `${account}:role/${"f".repeat(64)}`,
    };
    const stack = gatewayStack({
      partition: "aws-us-gov",
      region: "us-gov-west-1",
      name: "g".repeat(44),
      instances: Array.from({ length: INSTANCES_AT_MOST }, (_, i) => FIRST.replace(/.$/, String(i))),
      role: { name: "r".repeat(64) },
      instanceProfileName: "p".repeat(128),
      onConflict: OnConflict.REPLACE,
    });
    const policies = blocks(stack, "aws_iam_role_policy").map(({ policy }) =>
      policyIn(stack, policy, (reference) => (reference.includes("role_arn") ? former.role : former.profile)),
    );
    expect(policies).toHaveLength(INSTANCES_AT_MOST + 1);
    const text = policies.map((policy) => JSON.stringify(policy)).join("");
    expect(text).toContain(`"${former.profile}"`);
    expect(text.length).toBeLessThanOrEqual(10_240);
  });
});
