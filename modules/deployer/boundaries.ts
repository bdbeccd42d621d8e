import { managedPolicyArn, show } from "../permissions";
import type { ReadStack } from "./read-stack";
import type { StackBlocks } from "./stack-blocks";

/** The roles and users that a stack makes. */
const principals = (blocks: StackBlocks) => [...blocks.of("aws_iam_role"), ...blocks.of("aws_iam_user")];

/** The problems with permissions boundaries that one of the stacks makes: whoever deploys could rewrite them. */
export function boundaryProblems(stacks: readonly ReadStack[]): string[] {
  const made = new Set(
    stacks.flatMap(({ blocks, where }) =>
      blocks
        .of("aws_iam_policy")
        .map((policy) => managedPolicyArn(where, policy.text("name") ?? "").text.toLowerCase()),
    ),
  );
  return stacks.flatMap(({ file, blocks }) => {
    const boundaries = new Set(principals(blocks).map((principal) => principal.text("permissions_boundary")));
    return [...boundaries].flatMap((boundary) =>
      boundary !== undefined && made.has(boundary.toLowerCase())
        ? [
            `${file}: ${show(boundary)} bounds the stack and is made by it or by another one of these, so that whoever deploys could change it: allowed is a policy of another name`,
          ]
        : [],
    );
  });
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
