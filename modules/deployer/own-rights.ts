import { matchesPattern, show } from "../permissions";
import { roleArns } from "./identity-rights";
import type { ReadStack } from "./read-stack";

/** What the names of the policies end with that are printed for a stack, before their numbers. */
const PRINTED_FOR = ["deployer", "caller", "planner"];

/**
 * The problems with stacks that make what whoever runs Terraform has his rights from: he could give himself others.
 * IAM does not tell names apart by capitals, and has none twice in an account, whatever the path.
 */
export function ownRightsProblems(stacks: readonly ReadStack[]): string[] {
  return [...ownPolicyProblems(stacks), ...ownRoleProblems(stacks)];
}

/** A list that grows needs policies of further numbers: the beginnings of the names are compared. */
function ownPolicyProblems(stacks: readonly ReadStack[]): string[] {
  return stacks.flatMap(({ file, configuration: { name }, where }) =>
    stacks
      .filter((other) => other.where.accountId === where.accountId)
      .flatMap(({ stack }) => PRINTED_FOR.map((whom) => `${stack}-${whom}`))
      .filter((printed) => [name, `${name}-user`].some((made) => isSame(made, printed)))
      .map(
        (printed) =>
          `${file}: name is ${show(name)}, so that the stack makes policies called ${printed}-1, …, as the ones are called that whoever runs Terraform gets: he could rewrite his own; allowed is another name, or another stack`,
      ),
  );
}

function ownRoleProblems(stacks: readonly ReadStack[]): string[] {
  const taken = stacks.flatMap(({ configuration: { aws, backend } }) =>
    [aws.assumeRoleArn, typeof backend === "object" ? backend.s3?.assumeRole?.roleArn : undefined].filter(
      (arn) => arn !== undefined,
    ),
  );
  return stacks.flatMap(({ file, blocks, where }) =>
    [...blocks.of("aws_iam_role"), ...blocks.of("data.aws_iam_role")].flatMap((role) =>
      [...new Set(taken)]
        .filter((arn) => arn.split(":")[4] === where.accountId)
        .filter((arn) => roleArns(role, where).some(({ text }) => matchesPattern(nameIn(text), nameIn(arn))))
        .map(
          (arn) =>
            `${file}: the stack attaches policies to the role ${show(role.text("name") ?? role.text("name_prefix"))}, which is ${arn} that Terraform takes: whoever runs it could give himself any right; allowed is another role`,
        ),
    ),
  );
}

/** IAM has no name twice, whatever the path and the capitals. */
function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1).toLowerCase();
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
