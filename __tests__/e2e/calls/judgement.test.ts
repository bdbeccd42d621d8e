import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeWith, ENGINES } from "../../support/engines";
import { pythonWith } from "../../support/python-environment";
import { temporaryFolder } from "../../support/temporary-folder";
import { START_TIMEOUT } from "../ministack";
import { CallLog } from "./call-log";
import type { RecordedCall } from "./recorded-call";

const AGENT = "terraform-provider-aws/5.100.0";

function call(service: string, body: string, more: Partial<RecordedCall> = {}): RecordedCall {
  return {
    ...{ service, method: "POST", path: "/", query: "", headers: { "user-agent": `APN/1.0 ${AGENT} more` } },
    ...{ body: Buffer.from(body).toString("base64"), ...more },
  };
}

const form = (service: string, parameters: Readonly<Record<string, string>>) =>
  call(service, new URLSearchParams(parameters).toString());
const json = (service: string, target: string, input: unknown) =>
  call(service, JSON.stringify(input), { headers: { "x-amz-target": target, "user-agent": AGENT } });
const rest = (method: string, path: string, input?: unknown) =>
  call("lambda", input === undefined ? "" : JSON.stringify(input), { method, path });

describeWith([ENGINES.python], "a call of the emulator, judged by AWS's model of the service", () => {
  let environment: string;

  beforeAll(async () => {
    environment = dirname(dirname(await pythonWith(join(__dirname, "..", "requirements.txt"))));
  }, START_TIMEOUT);

  const logOf = (...calls: RecordedCall[]) => {
    const file = join(temporaryFolder(), "calls.jsonl");
    writeFileSync(file, calls.map((one) => `${JSON.stringify(one)}\n`).join(""));
    return new CallLog(file, environment);
  };

  it.each<[string, RecordedCall]>([
    [
      "of a form",
      form("iam", {
        Action: "CreateUser",
        Version: "2010-05-08",
        UserName: "auditor",
        Path: "/contractors/",
        "Tags.member.1.Key": "Owner",
        "Tags.member.1.Value": "",
      }),
    ],
    ["of a form with an empty list", form("iam", { Action: "CreateUser", UserName: "auditor", Tags: "" })],
    [
      "of EC2's form",
      form("ec2", {
        Action: "DescribeInstances",
        "InstanceId.1": "i-0123456789abcdef0",
        "Filter.1.Name": "tag:Owner",
        "Filter.1.Value.1": "security",
        MaxResults: "1000",
      }),
    ],
    [
      "of JSON",
      json("kms", "TrentService.CreateKey", { Description: "", Tags: [{ TagKey: "a", TagValue: "b" }] }),
    ],
    ["of a path", rest("GET", "/2015-03-31/functions/keeper-gateway/policy")],
    ["with a body of bytes", rest("POST", "/2015-03-31/functions/keeper-gateway/invocations", { any: 1 })],
  ])("that is right, %s, has no fault", (_, one) => {
    expect(logOf(one).faults()).toEqual([]);
  });

  it.each<[string, RecordedCall, string]>([
    [
      "an operation that the service does not have",
      form("iam", { Action: "CreateUsers" }),
      "iam has no operation CreateUsers",
    ],
    [
      "a path that it does not have",
      rest("PATCH", "/functions"),
      "lambda has no operation at PATCH /functions",
    ],
    [
      "a target of another service",
      json("kms", "secretsmanager.CreateKey", {}),
      "secretsmanager is not how kms is called",
    ],
    [
      "a member that is missing",
      form("iam", { Action: "CreateUser", Path: "/" }),
      "iam: CreateUser lacks UserName",
    ],
    [
      "a member that is missing further inside",
      form("iam", { Action: "TagUser", UserName: "a", "Tags.member.1.Value": "b" }),
      "iam: TagUser.Tags[0] lacks Key",
    ],
    [
      "a parameter that nobody knows",
      form("iam", { Action: "CreateUser", UserName: "a", "Tag.1.Key": "b" }),
      "iam: CreateUser knows no Tag.1.Key",
    ],
    [
      "a member that nobody knows",
      json("kms", "TrentService.DescribeKey", { KeyId: "a", Key: "b" }),
      "kms: DescribeKey knows no Key",
    ],
    [
      "a member that nobody knows in a body",
      rest("POST", "/2015-03-31/functions", {
        FunctionName: "a",
        Role: "arn:aws:iam::111122223333:role/a",
        Code: { Zip: "" },
      }),
      "lambda: CreateFunction.Code knows no Zip",
    ],
    [
      "a text that is too long",
      form("iam", { Action: "GetRole", RoleName: "r".repeat(65) }),
      "iam: GetRole.RoleName has 65 characters, at most 64 are allowed",
    ],
    [
      "a text that is too short",
      json("kms", "TrentService.DescribeKey", { KeyId: "" }),
      "kms: DescribeKey.KeyId has 0 characters, at least 1 are needed",
    ],
    [
      "a text of another form",
      form("iam", { Action: "GetUser", UserName: "a b" }),
      'iam: GetUser.UserName is not of the form [\\w+=,.@-]+: "a b"',
    ],
    [
      "a value that is none of those there are",
      json("kms", "TrentService.CreateKey", { KeyUsage: "SOMETHING" }),
      'kms: CreateKey.KeyUsage is none of its 4 values: "SOMETHING"',
    ],
    [
      "a number that is too large",
      json("kms", "TrentService.ScheduleKeyDeletion", { KeyId: "a", PendingWindowInDays: 366 }),
      "kms: ScheduleKeyDeletion.PendingWindowInDays has 366, at most 365 are allowed",
    ],
    [
      "a number that is none",
      form("iam", { Action: "ListUsers", MaxItems: "many" }),
      'iam: ListUsers.MaxItems is no whole number: "many"',
    ],
    [
      "a truth that is none",
      json("kms", "TrentService.CreateKey", { MultiRegion: "maybe" }),
      "kms: CreateKey.MultiRegion is neither true nor false",
    ],
    [
      "too long a list",
      json("kms", "TrentService.CreateGrant", {
        ...{ KeyId: "a", GranteePrincipal: "arn:aws:iam::111122223333:role/a", Operations: ["Decrypt"] },
        GrantTokens: Array.from({ length: 11 }, () => "a"),
      }),
      "kms: CreateGrant.GrantTokens has 11 entries, at most 10 are allowed",
    ],
    [
      "an operation that AWS has given up",
      json("logs", "Logs_20140328.ListTagsLogGroup", { logGroupName: "/aws/lambda/a" }),
      "logs: ListTagsLogGroup is deprecated: Please use the generic tagging API ListTagsForResource",
    ],
  ])("with %s is named, with who asked for it", (_, one, fault) => {
    expect(logOf(one).faults()).toEqual([`${fault} (${AGENT})`]);
  });

  it("is told once, however often it comes", () => {
    const one = form("iam", { Action: "CreateUser" });
    expect(logOf(one, one).faults()).toHaveLength(1);
  });

  it("is counted by its action where an apply makes it, but for where Terraform keeps its state", () => {
    const log = logOf(
      form("iam", { Action: "GetUser" }),
      form("iam", { Action: "GetUser" }),
      rest("GET", "/2015-03-31/functions/keeper-gateway"),
      call("iam", "Action=ListUsers", { headers: { "user-agent": "aws-sdk-js/3" } }),
      call("s3", "", { method: "PUT", path: "/bucket/key" }),
    );
    expect([...log.counts()]).toEqual([
      ["iam:GetUser", 2],
      ["lambda:GetFunction", 1],
    ]);
  });
});
