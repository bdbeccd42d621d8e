import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { arnsOf, isOneOf, Language, NO_RESOURCE, quoted, rule, type Rule } from "../../../modules/languages";
import { at } from "../declared";
import {
  bounded,
  functionName,
  functionRole,
  getsTheTag,
  hasTheTag,
  inRegion,
  of,
  options,
  tagging,
} from "./making";

const MADE = ["CreateFunction", "TagResource"];
const READ = ["GetFunction", "GetFunctionCodeSigningConfig", "ListTags", "ListVersionsByFunction"];
const CHANGED = ["DeleteFunction", "UpdateFunctionCode", "UpdateFunctionConfiguration"];
const LOG = "CreateLogGroup DeleteLogGroup ListTagsForResource PutRetentionPolicy".split(" ");

export function functionRules(gateway: SynthesizedGateway): Rule[] {
  const { instances = [], attachmentFunction, onConflict } = options(gateway);
  const { home } = gateway;
  const observes = JSON.stringify(gateway.stack.data?.aws_instances ?? {}) !== "{}";
  const region = inRegion(gateway);
  if (instances.length === 0) return [];
  const name = quoted(functionName(gateway));
  const named = [functionName(gateway)];
  const itself = arnsOf({ ...at(home, "lambda", home.region), resource: `function:${name}` });
  const role = functionRole(gateway);
  const log = arnsOf({
    ...at(home, "logs", home.region),
    resource: `log-group:/aws/lambda/${name}(?::.*)?`,
  });
  return [
    rule("the function", of("lambda", MADE), itself, [getsTheTag(named)]),
    rule("the function", of("lambda", READ), itself),
    rule("the function", of("lambda", CHANGED), itself, [hasTheTag(named)]),
    ...tagging(gateway, "aws_lambda_function", of("lambda", ["TagResource", "UntagResource"]), itself, [
      hasTheTag(named),
    ]),
    rule(
      "its calls",
      ["lambda:InvokeFunction"],
      arnsOf({ ...at(home, "lambda", home.region), resource: `function:${name}(?::\\$LATEST)?` }),
    ),
    rule("its role", ["iam:PassRole"], role, [
      isOneOf("iam:PassedToService", Language.exactly("lambda.amazonaws.com")),
    ]),
    rule("its rights", ["iam:PutRolePolicy"], role, [
      hasTheTag(named),
      ...bounded(attachmentFunction?.permissionsBoundaryArn),
    ]),
    rule("its rights", ["iam:DeleteRolePolicy"], role, [hasTheTag(named)]),
    rule("its rights", ["iam:GetRolePolicy"], role),
    rule("its log", of("logs", LOG), log),
    ...tagging(gateway, "aws_cloudwatch_log_group", ["logs:TagResource", "logs:UntagResource"], log),
    rule("its log", ["logs:DescribeLogGroups"], NO_RESOURCE, [region]),
    ...(observes ? [rule("the instances", ["ec2:DescribeInstances"], NO_RESOURCE, [region])] : []),
    ...(onConflict === "replace"
      ? [
          rule(
            "what they had",
            of("ec2", ["DescribeInstanceCreditSpecifications", "DescribeInstanceTypes", "DescribeVolumes"]),
            NO_RESOURCE,
            [region],
          ),
          ...instances.map((id) =>
            rule(
              "what they had",
              ["ec2:DescribeInstanceAttribute"],
              arnsOf({ ...at(home, "ec2", home.region), resource: `instance/${quoted(id)}` }),
            ),
          ),
        ]
      : []),
  ];
}
