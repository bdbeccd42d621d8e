import {
  DEPLOYER_CATALOG,
  GATEWAY_TAG,
  type DeployerActionFact,
  type DeployerGrant,
} from "../modules/permissions";
import { resourcesOf, sources } from "./statement-page";

/** docs/deployer-policy.md: the deployer's rights for people who read no TypeScript. */
export function deployerPage(): string {
  const grants: DeployerGrant[] = Object.values(DEPLOYER_CATALOG);
  return [
    "# The deployer's policy",
    "",
    "<!-- Generated from modules/permissions/catalog/deployer-catalog.ts by `npm run generate`. -->",
    "",
    "What whoever runs the Terraform of a configuration must be allowed to do, and nothing beside it:",
    "",
    "```console",
    "npx keeperpam-aws deployer-policy",
    "```",
    "",
    "prints a JSON object on standard output: each policy document under a name that it could have,",
    "`STACK-deployer-1`, `STACK-deployer-2`, … Most configurations need one. Without a file it reads `KEEPER_PAM_CONFIG`, or",
    "`keeper-pam.yaml`; of a folder it prints the policies of every stack. The policies name things in one account: where",
    "`aws.accountId` is left out, say `--account 111122223333`. To create them:",
    "",
    "```console",
    "npx keeperpam-aws deployer-policy > deployer.json",
    "for name in $(jq --raw-output keys[] deployer.json); do",
    '  aws iam create-policy --policy-name "$name" --policy-document "$(jq --arg name "$name" \'.[$name]\' deployer.json)"',
    "done",
    "```",
    "",
    "With `aws.assumeRoleArn`, `STACK-deployer-…` are for that role, and `STACK-caller-…` for whoever runs Terraform: to take",
    "the role, and to read and write the state. Who may take the role stands in its trust policy. The state's rights are",
    "printed for an S3 backend whose bucket and key are in the file; with `backend.s3.assumeRole` they are that role's own.",
    "",
    "`--plan` prints `STACK-planner-1`, … instead: of all these the rights to read, with which somebody makes a plan with",
    "`terraform plan -lock=false` and changes nothing, the state and its lock included. That is for a pipeline which plans on a",
    "merge request that nobody has approved yet; [pipelines.md](pipelines.md) has the whole of it. With `aws.assumeRoleArn` it",
    "is an error: Terraform would take the same role for the plan as for the apply.",
    "",
    "The policies fit the configuration that they are printed for: when it changes, print them anew. Where something gets",
    "another name or is no longer made (the last policy, where fewer will do), the apply needs the policies of both",
    "configurations, since it deletes what was there before. To take a boundary away, to rename an access-key user whose key is made by hand, or to give an existing secret another key takes somebody",
    "with more rights.",
    "",
    "## Only what the stack has made",
    "",
    "A name in the file is nobody's until the stack has made what it names: `accessKeyUser.name` may be an administrator's. So",
    `each role, access-key user, policy, function and secret that the stack makes carries the tag \`${GATEWAY_TAG}\`, with its own`,
    "name as the value. What changes or deletes one is allowed only while it has that tag (`aws:ResourceTag`), and what makes one",
    "only with it (`aws:RequestTag`); reading goes by the name. What is left to the name alone has a note below: the instance",
    "profile, the log group, the key and its alias, a call of the function, and the passing of a role.",
    "",
    "To make something with tags AWS asks for the right to set them, and cannot tell that from setting them on what exists. Who",
    "deliberately gives an administrator of exactly this name and path the tag can then make keys of him. **The command",
    "therefore names on standard error what must not exist before the first apply.** A `path` of its own, for the role and the user, makes",
    "sure of these two. A role that exists already (`role.existing`) has no tag: policies of any text can be attached to it, which the",
    "command says too.",
    "",
    "A file cannot make the deployer's own rights: a name that calls a policy of the stack like one that is printed here, and a",
    "role of the gateway that Terraform itself takes, are errors.",
    "",
    "A stack that an earlier version applied has no such tags. Its next apply sets them first and needs nothing else for it; a destroy",
    "before that apply needs the policies that the earlier version printed.",
    "",
    "## What no policy can prevent",
    "",
    "Roles, users and policies are created, changed and attached by the stack's names only, AWS's own policies such as",
    "AdministratorAccess cannot be attached, and no other role can be passed on. But IAM has no condition for what a policy",
    "says. **Whoever may write the gateway's policy decides what the gateway may do**, and so with the roles and users that",
    "carry it. The answer is a permissions boundary: where `permissionsBoundaryArn` is configured, the conditions hold every",
    "role and user to it, none can be made without, and none can lose it. Set it for the role, for",
    "`gateway.attachmentFunction` and for `gateway.accessKeyUser` alike: the command names on standard error what has none.",
    "The boundary itself must not be one of the stack's policies, which the command refuses.",
    "",
    "Whoever deploys can also change the policy of the secret's key, and thereby come to read the gateway's configuration; that",
    "leaves a trace in CloudTrail. See [ManageKey](#managekey) for what it means for other keys.",
    "",
    "## How it is proven",
    "",
    "A user who has these policies and no others applies, changes, plans and destroys two stacks on an AWS emulator that",
    "enforces IAM: one that makes everything, and one that uses what exists already. In a third stack every key of the",
    "configuration file is changed, one after the other. `npm run deployer-policy:prove` takes",
    "away one action of one statement at a time: each time one of the four steps is refused. Where the emulator asks for less",
    "than AWS, the action has a note, and the proof shows that nothing fails. Where it can be made to ask for as much, it is:",
    "`__tests__/e2e/ministack_mends` says how. It lives through some hundred and twenty stacks, which takes up to an hour.",
    "",
    "sts:GetCallerIdentity is not in the policies: AWS allows it to everybody.",
    "",
    ...grants.flatMap(section),
    ...sources(grants),
  ].join("\n");
}

function section(grant: DeployerGrant): string[] {
  const { sid, job, actions, note } = grant;
  const lax = actions.filter(({ notEnforced }) => notEnforced !== undefined);
  return [
    `## ${sid}`,
    "",
    `${job}.`,
    "",
    resourcesOf(grant),
    "",
    "| Action | Why | Source |",
    "|---|---|---|",
    ...actions.map((fact) => `| \`${fact.action}\` | ${fact.why}${when(fact)} | ${fact.source} |`),
    "",
    ...(note === undefined ? [] : [`**Note.** ${note}`, ""]),
    ...lax.flatMap(({ action, notEnforced }) => [`**Not proven.** \`${action}\`: ${notEnforced ?? ""}.`, ""]),
  ];
}

function when({ onlyFor }: DeployerActionFact): string {
  if (onlyFor === undefined) return "";
  return onlyFor === "tagged"
    ? "; only where there are tags beside the stack's own"
    : "; only under a permissions boundary";
}
