import { ConfigurationError, loadConfigurations } from "../config";
import type { PolicyDocumentJson, Statement } from "../permissions";
import { ACCOUNT_ID, nameProblems, packPolicies, toPolicyDocument } from "../permissions";
import { attachmentRights } from "./attachment-rights";
import { boundaryProblems, unbounded } from "./boundaries";
import { callerRights, stateNotes } from "./caller-rights";
import { existingRoles, namesToBeFree } from "./file-names";
import { identityRights } from "./identity-rights";
import { ownRightsProblems } from "./own-rights";
import { planRights } from "./plan-rights";
import { secretRights } from "./secret-rights";
import { readStack, type ReadStack } from "./read-stack";

/** What somebody may do with the Terraform of a configuration: everything, or make a plan. */
export type DeployerTask = "deploy" | "plan";

/** The policies with which somebody may run the Terraform of a configuration. */
export interface DeployerPolicies {
  /** Each policy document under the name that it could have: STACK-deployer-1, STACK-caller-1, STACK-planner-1, … */
  readonly documents: Readonly<Record<string, PolicyDocumentJson>>;
  /** What the reader must know of them, a line each. */
  readonly notes: readonly string[];
}

/**
 * The smallest policies with which somebody may apply, change, plan and destroy the stacks of a configuration, or make a
 * plan without a lock and nothing else.
 *
 * @param path a configuration file or a folder of them
 * @param account 12 digits, for configurations that do not name theirs
 * @throws ConfigurationError with every problem
 */
export function deployerPolicies(
  path: string,
  account?: string,
  task: DeployerTask = "deploy",
): DeployerPolicies {
  const files = loadConfigurations(path);
  const problems = [
    ...nameProblems(ACCOUNT_ID, account, ["--account"]).map(({ message }) => `--account: ${message}`),
    ...files.flatMap(({ file, configuration }) =>
      accountProblems(file, configuration.aws.accountId, account),
    ),
    ...files.flatMap(({ file, configuration }) =>
      task === "plan" ? planProblems(file, configuration.aws.assumeRoleArn) : [],
    ),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems.join("\n"));
  const stacks = files.map(({ file, configuration }) => readStack(file, configuration, account));
  const rewritable = [...boundaryProblems(stacks), ...ownRightsProblems(stacks)];
  if (rewritable.length > 0) throw new ConfigurationError(rewritable.join("\n"));
  const policies = stacks.map((stack) => policiesOf(stack, task));
  return {
    documents: Object.assign(
      {},
      ...policies.map(({ documents }) => documents),
    ) as DeployerPolicies["documents"],
    notes: policies.flatMap(({ notes }) => notes),
  };
}

function accountProblems(file: string, named: string | undefined, given: string | undefined): string[] {
  if (named === undefined && given === undefined) {
    return [
      `${file}: the account is not known, and the policy names what is in it: set aws.accountId, or say --account 111122223333`,
    ];
  }
  if (named === undefined || given === undefined || named === given) return [];
  return [`${file}: aws.accountId is ${named}, --account ${given}: leave --account out`];
}

function planProblems(file: string, role: string | undefined): string[] {
  if (role === undefined) return [];
  return [
    `${file}: aws.assumeRoleArn is ${role}, which Terraform takes for the apply and for the plan alike: leave it out, and let each take a role of its own before Terraform runs`,
  ];
}

function policiesOf(
  { configuration, stack, blocks, where }: ReadStack,
  task: DeployerTask,
): DeployerPolicies {
  const { aws, gateway } = configuration;
  const making = [
    ...identityRights(blocks, where),
    ...attachmentRights(blocks, where, gateway?.instances ?? []),
    ...secretRights(blocks, where),
  ];
  const calling = callerRights(configuration, where);
  if (task === "plan") {
    return {
      documents: named(`${stack}-planner`, planRights([...making, ...calling])),
      notes: stateNotes(configuration).map((note) => `${stack}: ${note}`),
    };
  }
  const takesRole = aws.assumeRoleArn !== undefined;
  const notes = [
    ...namesToBeFree(blocks),
    ...existingRoles(blocks),
    ...unbounded(blocks),
    ...(takesRole
      ? [
          `Terraform takes the role ${aws.assumeRoleArn}: the policies ${stack}-deployer-… are for that role, ${stack}-caller-… for whoever runs Terraform`,
        ]
      : []),
    ...stateNotes(configuration),
  ];
  return {
    documents: {
      ...named(`${stack}-deployer`, takesRole ? making : [...making, ...calling]),
      ...named(`${stack}-caller`, takesRole ? calling : []),
    },
    notes: notes.map((note) => `${stack}: ${note}`),
  };
}

function named(name: string, statements: readonly Statement[]): Record<string, PolicyDocumentJson> {
  return Object.fromEntries(
    packPolicies(statements).map((packed, i) => [`${name}-${i + 1}`, toPolicyDocument(packed)]),
  );
}
