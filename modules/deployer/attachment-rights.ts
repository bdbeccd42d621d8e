import type { Statement } from "../permissions";
import {
  ANY_RESOURCE,
  DEPLOYER_CATALOG as RIGHT,
  equals,
  functionArn,
  instanceArn,
  literal,
  logGroupArn,
  logStreamsArn,
} from "../permissions";
import type { Scope } from "../targets";
import { gettingTheTag, havingTheTag } from "./gateway-tags";
import { roleArns } from "./identity-rights";
import { anyTagged, right } from "./rights";
import type { StackBlocks } from "./stack-blocks";

/** What the attachment function, its log and its instances demand. */
export function attachmentRights(
  blocks: StackBlocks,
  where: Scope,
  instances: readonly string[],
): Statement[] {
  const { region } = where;
  const inRegion = [equals("aws:RequestedRegion", [literal(region)])];
  const functions = blocks.of("aws_lambda_function");
  const logs = blocks.of("aws_cloudwatch_log_group");
  const invoked = blocks.referredTo(blocks.of("aws_lambda_invocation"), "function_name");
  const functionArns = (of: typeof functions) =>
    of.map((made) => functionArn(where, region, made.text("function_name") ?? ""));
  const anywhere = (type: string) => (blocks.of(type).length > 0 ? [ANY_RESOURCE] : []);
  return [
    ...right(RIGHT.createFunction, functionArns(functions), [gettingTheTag(functions)]),
    ...right(RIGHT.readFunction, functionArns(functions)),
    ...right(RIGHT.manageFunction, functionArns(functions), havingTheTag(functions), {
      tagged: anyTagged(functions),
    }),
    ...right(
      RIGHT.invokeFunction,
      functionArns(invoked).flatMap((arn) => [arn, literal(`${arn.text}:$LATEST`)]),
    ),
    ...right(
      RIGHT.passRoleToFunction,
      blocks.referredTo(functions, "role").flatMap((role) => roleArns(role, where)),
      [equals("iam:PassedToService", [literal("lambda.amazonaws.com")])],
    ),
    ...right(
      RIGHT.manageLog,
      logs.flatMap((log) => {
        const name = log.text("name") ?? "";
        return [logGroupArn(where, region, name), logStreamsArn(where, region, name)];
      }),
      [],
      { tagged: anyTagged(logs) },
    ),
    ...right(RIGHT.findLog, anywhere("aws_cloudwatch_log_group"), inRegion),
    ...right(RIGHT.observeInstances, anywhere("data.aws_instances"), inRegion),
    ...right(RIGHT.readInstances, anywhere("data.aws_instance"), inRegion),
    ...right(
      RIGHT.readInstanceAttributes,
      blocks.of("data.aws_instance").length > 0 ? instances.map((id) => instanceArn(where, region, id)) : [],
    ),
  ];
}
