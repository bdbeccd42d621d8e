import { stringify } from "yaml";
import type { Answers } from "./answers";
import { PipelineSystem } from "./pipeline-system";

/** Where the package lies for whoever has installed it. */
export const INSTALLED = "node_modules/cdktf-keeperpam-aws";

/** Where comments at the ends of lines begin, when the lines are short. */
const COMMENT_COLUMN = 37;

/**
 * The text of a configuration file that says what was answered, whatever the answers hold; what else it could say stands in
 * comments. An answer stands in no comment, which it could end.
 */
export function configurationText(answers: Answers): string {
  const { name, region, account } = answers;
  const backend = backendLines(answers);
  return `${[
    `# yaml-language-server: $schema=./${INSTALLED}/keeper-pam.schema.json`,
    "#",
    "# One Keeper Gateway in one AWS account.",
    ...(hasTarget(answers) ? [] : ["# Safe to deploy as it is: it grants nothing until you name targets."]),
    `# Every key is explained in ${INSTALLED}/docs/configuration.md;`,
    "# your editor completes and checks them by the schema above.",
    "",
    `name: ${written(name)}`,
    "",
    "aws:",
    `  region: ${written(region)}`,
    line(
      account === undefined ? `  # accountId: "111122223333"` : `  accountId: ${written(account)}`,
      "the apply fails in any other account",
    ),
    "  # tags: { Owner: security }",
    "",
    ...(backend.length > 0 ? [...backend, ""] : []),
    ...gatewayLines(answers),
    "",
    ...targetLines(answers),
    "",
    line("# discovery: true", "list machines, databases, directories and users of the region"),
    line("# protectedUsers: [break-glass]", "never reachable, whatever a path or tag would match"),
  ].join("\n")}\n`;
}

/** A pipeline's jobs share the state, on whatever machine each runs. */
function backendLines({ name, region, pipeline, bucket, organization }: Answers): string[] {
  if (pipeline === PipelineSystem.HCP_TERRAFORM) {
    return [
      line("backend:", "where the state is"),
      "  cloud:",
      organization === undefined
        ? line("    organization: ORGANIZATION", "put yours in")
        : `    organization: ${written(organization)}`,
      "    workspaces:",
      `      name: ${written(name)}`,
    ];
  }
  if (pipeline === undefined && bucket === undefined) return [];
  return [
    line("backend:", "where the state is"),
    "  s3:",
    bucket === undefined
      ? line("    # bucket: corp-terraform-state", "put yours in: without it terraform init stops")
      : `    bucket: ${written(bucket)}`,
    `    key: ${written(`keeper/${name}.tfstate`)}`,
    line(`    region: ${written(region)}`, "the bucket's"),
    "    encrypt: true",
    line("    useLockfile: true", "Terraform 1.10 or newer"),
  ];
}

const CONFIGURATION_SECRET = "configurationSecret: { name: keeper/gateway-configuration }";

function gatewayLines({ instance, role, accessKey }: Answers): string[] {
  if (instance !== undefined) {
    return [
      "gateway:",
      line("  instances:", "running instances that get the gateway's instance profile"),
      `    - ${written(instance)}`,
      line("  # onConflict: replace", "without it the apply fails where an instance has another profile"),
      line("  # installation: native", "without it the gateway runs in Docker"),
      `  # ${CONFIGURATION_SECRET}`,
    ];
  }
  if (role !== undefined) {
    return [
      "gateway:",
      line("  role:", "the role of the gateway's machine, which gets the policies"),
      `    existing: ${written(role)}`,
      `  # ${CONFIGURATION_SECRET}`,
    ];
  }
  if (accessKey) {
    return [
      "gateway:",
      line("  role: false", "a gateway outside AWS has no instance role"),
      "  accessKeyUser:",
      line("    createAccessKey: false", "its key is made by hand, and never passes through Terraform"),
    ];
  }
  return [
    "# gateway:",
    line("#   instances: [i-0123456789abcdef0]", "running instances that get the gateway's instance profile"),
    `#   ${CONFIGURATION_SECRET}`,
  ];
}

function hasTarget({ database, directory, iamUser, iamAccessKey }: Answers): boolean {
  return [database, directory, iamUser, iamAccessKey].some((target) => target !== undefined);
}

function targetLines({ database, directory, iamUser, iamAccessKey }: Answers): string[] {
  return [
    "targets:",
    line("  # ec2Users: true", "rotated with local credentials; needs no AWS right"),
    ...(database === undefined
      ? ["  # managedDatabases:", line("  #   - instance: orders", "RDS instance identifier")]
      : ["  managedDatabases:", line(`    - instance: ${written(database)}`, "RDS instance identifier")]),
    ...(directory === undefined
      ? ["  # directories:", "  #   - id: d-1234567890"]
      : ["  directories:", `    - id: ${written(directory)}`]),
    ...(iamUser === undefined
      ? [
          line("  # iamUsers:", "console passwords"),
          "  #   - name: console-admin",
          line("  #   - path: /service/", "every user below this path"),
        ]
      : [line("  iamUsers:", "console passwords"), `    - name: ${written(iamUser)}`]),
    ...(iamAccessKey === undefined
      ? ["  # iamAccessKeys:", "  #   - name: ci-bot"]
      : ["  iamAccessKeys:", `    - name: ${written(iamAccessKey)}`]),
  ];
}

/** A line with a comment at its end: in a column with others where it is a comment itself. */
function line(code: string, comment: string): string {
  const isComment = code.trimStart().startsWith("#");
  return `${isComment ? code.padEnd(COMMENT_COLUMN - 1) : code} # ${comment}`;
}

/** A text as YAML, whatever is in it. */
function written(text: string): string {
  return stringify(text, {
    blockQuote: false,
    singleQuote: false,
    doubleQuotedAsJSON: true,
    lineWidth: 0,
  }).trimEnd();
}
