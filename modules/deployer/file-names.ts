import type { Block, StackBlocks } from "./stack-blocks";

/** What a stack makes under names of the file, and where each kind has its name. */
const NAMED: readonly (readonly [kind: string, type: string, key: string])[] = [
  ["role", "aws_iam_role", "name"],
  ["user", "aws_iam_user", "name"],
  ["instance profile", "aws_iam_instance_profile", "name"],
  ["policy", "aws_iam_policy", "name"],
  ["function", "aws_lambda_function", "function_name"],
  ["log group", "aws_cloudwatch_log_group", "name"],
  ["secret", "aws_secretsmanager_secret", "name"],
  ["key", "aws_kms_alias", "name"],
];

/** What is said of the names that the file chooses: they are not the stack's until the stack has made them. */
export function namesToBeFree(blocks: StackBlocks): string[] {
  const names = NAMED.flatMap(([kind, type, key]) =>
    blocks.of(type).map((block) => `${kind} ${nameOf(block, key)}`),
  );
  if (names.length === 0) return [];
  return [
    `must not exist before the first apply: ${names.join(", ")}; whoever has these policies could take over what is there under such a name. A path of its own makes sure of the gateway's role and user`,
  ];
}

/** What is said of roles that exist already: nothing but their name says what they are. */
export function existingRoles(blocks: StackBlocks): string[] {
  return blocks
    .of("data.aws_iam_role")
    .map(
      (role) =>
        `the role ${nameOf(role, "name")} exists already: whoever has these policies can attach policies of any text to it, and so decides what it may do beside what it may now`,
    );
}

function nameOf(block: Block, key: string): string {
  return block.text(key) ?? `${block.text("name_prefix") ?? ""}…`;
}
