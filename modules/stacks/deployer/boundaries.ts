import { managedPolicyArn, show } from "../../permissions";
import type { Scope } from "../../targets";
import type { StackBlocks } from "./stack-blocks";

/** The roles and users that a stack makes. */
const principals = (blocks: StackBlocks) => [...blocks.of("aws_iam_role"), ...blocks.of("aws_iam_user")];

/** The problem with a permissions boundary that is itself a policy of the stack: whoever deploys could rewrite it. */
export function boundaryProblems(blocks: StackBlocks, where: Scope): string[] {
  const own = blocks
    .of("aws_iam_policy")
    .map((policy) => managedPolicyArn(where, policy.text("name") ?? "").text);
  const boundaries = new Set(principals(blocks).map((principal) => principal.text("permissions_boundary")));
  return [...boundaries].flatMap((boundary) =>
    boundary !== undefined && own.includes(boundary)
      ? [
          `${show(boundary)} bounds the stack and is made by it, so that whoever deploys could change it: allowed is a policy of another name`,
        ]
      : [],
  );
}

/** What is said of roles and users without a permissions boundary. */
export function unbounded(blocks: StackBlocks): string[] {
  const names = principals(blocks)
    .filter((principal) => principal.text("permissions_boundary") === undefined)
    .map((principal) => principal.text("name") ?? `${principal.text("name_prefix") ?? ""}…`);
  if (names.length === 0) return [];
  return [
    `${[...new Set(names)].join(", ")} ${names.length === 1 ? "has" : "have"} no permissions boundary: whoever has these policies decides what they may do`,
  ];
}
