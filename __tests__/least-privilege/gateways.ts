import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { ConfigurationError, loadConfigurations, type Configuration } from "../../modules/config";
import { configurationFile } from "../support/configuration";
import { OrdersStack } from "../../examples/constructs/main";
import { KeeperPamStack } from "../../modules/stacks";
import { PROJECT } from "../support/engines";
import { PolicySet } from "../support/policy-set";
import {
  attachedDocuments,
  jsonOf,
  only,
  policyIn,
  resourcePolicyIn,
  type TerraformJson,
} from "../support/synthesis";
import type { PolicyDocumentJson, ResourcePolicyJson } from "../../modules/permissions";

/** Where Terraform would find the account of a configuration that names none. */
const HERE = "111122223333";

/** A configuration and what it becomes, once Terraform knows every value. */
export interface SynthesizedGateway {
  readonly title: string;
  readonly configuration: Configuration;
  readonly stack: TerraformJson;
  readonly home: { readonly partition: string; readonly accountId: string; readonly region: string };
  readonly principals: readonly GatewayPrincipal[];
  /** Every policy of the stack, whoever carries it, by the name of its document. */
  readonly documents: Readonly<Record<string, PolicyDocumentJson | ResourcePolicyJson>>;
}

/** The role or the access-key user. */
export interface GatewayPrincipal {
  readonly carrier: "role" | "user";
  readonly arn: string;
  readonly documents: readonly PolicyDocumentJson[];
  readonly policies: PolicySet;
}

/** The gateway of one configuration. */
export function gatewayOf(title: string, configuration: Configuration): SynthesizedGateway {
  const stack = new KeeperPamStack(new App({ stackTraces: false }), configuration);
  return gatewayIn(title, jsonOf(stack), configuration);
}

/**
 * The gateway of a stack.
 *
 * @param configuration what it says, as a file would say it
 * @param values of references to what is not the gateway's
 */
function gatewayIn(
  title: string,
  stack: TerraformJson,
  configuration: Configuration,
  values: Readonly<Record<string, string>> = {},
): SynthesizedGateway {
  const { aws, name, gateway = {} } = configuration;
  const home = {
    partition: aws.partition ?? (aws.region.startsWith("us-gov-") ? "aws-us-gov" : "aws"),
    accountId: aws.accountId ?? HERE,
    region: aws.region,
  };
  const role = typeof gateway.role === "object" ? gateway.role : {};
  const user = gateway.accessKeyUser || {};
  const iam = (kind: string, path = "/", named = name) =>
    `arn:${home.partition}:iam::${home.accountId}:${kind}${path}${named}`;
  const arns = {
    role: iam(
      "role",
      role.path,
      role.name ?? role.existing ?? (role.namePrefix ?? name) + (role.namePrefix ? "2026" : ""),
    ),
    user: iam("user", user.path, user.name),
  };
  const answers = (asked: string): string | undefined => {
    if (asked in values) return values[asked];
    if (/^data\.aws_caller_identity\..*\.account_id$/.test(asked)) return home.accountId;
    if (/^data\.aws_partition\..*\.partition$/.test(asked)) return home.partition;
    if (/^data\.aws_region\..*\.id$/.test(asked)) return home.region;
    if (/^(data\.)?aws_iam_role\..*\.arn$/.test(asked)) return arns.role;
    if (/^aws_iam_user\..*\.arn$/.test(asked)) return arns.user;
    if (/^aws_secretsmanager_secret\..*\.arn$/.test(asked)) return secretArn(home, configuration);
    // What was on an instance before is known only once it is planned.
    if (/^coalesce\(.*profile_arn/.test(asked))
      return `arn:${home.partition}:iam::${home.accountId}:instance-profile/before`;
    if (/^coalesce\(.*role_arn/.test(asked))
      return `arn:${home.partition}:iam::${home.accountId}:role/before`;
    if (/^aws_kms_key\..*\.arn$/.test(asked)) return keyArn(home, configuration);
    return undefined;
  };
  const key = stack.resource?.aws_kms_key && {
    arn: keyArn(home, configuration),
    policy: resourcePolicyIn(stack, only(stack, "aws_kms_key").policy, answers),
  };
  const principals = (["role", "user"] as const)
    .filter((carrier) => stack.resource?.[`aws_iam_${carrier}_policy_attachment`])
    .map((carrier): GatewayPrincipal => {
      const documents = attachedDocuments(stack, carrier, answers);
      return {
        carrier,
        arn: arns[carrier],
        documents,
        policies: new PolicySet(documents, arns[carrier], key),
      };
    });
  const documents = Object.entries(stack.data?.aws_iam_policy_document ?? {}).map(([id, block]) => {
    const reference = `\${data.aws_iam_policy_document.${id}.json}`;
    const hasPrincipals = JSON.stringify(block).includes('"principals"');
    return [id, (hasPrincipals ? resourcePolicyIn : policyIn)(stack, reference, answers)] as const;
  });
  return { title, configuration, stack, home, principals, documents: Object.fromEntries(documents) };
}

type Home = SynthesizedGateway["home"];

/** ARN of the instance profile of a configuration, whether it makes one or not. */
export function instanceProfileArn(
  { partition, accountId }: Home,
  { name, gateway = {} }: Configuration,
): string {
  const role = typeof gateway.role === "object" ? gateway.role : {};
  const profile = typeof gateway.instanceProfile === "object" ? gateway.instanceProfile : {};
  return `arn:${partition}:iam::${accountId}:instance-profile${role.path ?? "/"}${profile.name ?? role.name ?? name}`;
}

/** ARN of the secret of a configuration; where Terraform makes it, one as AWS would give it. */
export function secretArn({ partition, accountId, region }: Home, { gateway }: Configuration): string {
  const secret = (gateway?.configurationSecret || {}) as { secretArn?: string; name?: string };
  return (
    secret.secretArn ?? `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secret.name}-AbCdEf`
  );
}

/** ARN of its key, likewise. */
export function keyArn({ partition, accountId, region }: Home, { gateway }: Configuration): string {
  const secret = (gateway?.configurationSecret || {}) as { keyArn?: string };
  return (
    secret.keyArn ?? `arn:${partition}:kms:${region}:${accountId}:key/01234567-89ab-cdef-0123-456789abcdef`
  );
}

/** The gateway of a file with this content, or undefined where the app refuses it. */
export function acceptedGateway(content: unknown): SynthesizedGateway | undefined {
  try {
    const [file] = loadConfigurations(configurationFile(JSON.stringify(content)));
    return file && gatewayOf("any", file.configuration);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** Every configuration that the project ships and that grants something. */
export function shippedGateways(): SynthesizedGateway[] {
  const examples = join(PROJECT, "examples");
  const configurations = readdirSync(examples)
    .filter((name) => name !== "constructs")
    .flatMap((name) => {
      const file = join(examples, name, "keeper-pam.yaml");
      return loadConfigurations(existsSync(file) ? file : join(examples, name)).map(
        ({ configuration }) =>
          [`examples/${name} (${configuration.stack ?? configuration.name})`, configuration] as const,
      );
    });
  return [
    ...configurations.map(([title, configuration]) => gatewayOf(title, configuration)),
    gatewayOfConstructs(),
  ];
}

/** The gateway of the example that has no file, as a file would describe it once Terraform knows the names. */
function gatewayOfConstructs(): SynthesizedGateway {
  const stack = jsonOf(new OrdersStack(new App({ stackTraces: false }), "orders"));
  const configuration: Configuration = {
    name: "keeper-gateway",
    aws: { region: "us-east-1" },
    gateway: { configurationSecret: { name: "keeper/gateway-configuration" } },
    targets: {
      managedDatabases: [{ instance: "orders-2026" }],
      iamUsers: [{ name: "auditor", path: "/contractors/" }],
    },
    protectedUsers: ["break-glass"],
  };
  return gatewayIn("examples/constructs", stack, configuration, {
    "aws_db_instance.orders.identifier": "orders-2026",
    "aws_iam_user.auditor.name": "auditor",
    "aws_iam_user.auditor.path": "/contractors/",
    "basename(aws_iam_user.break-glass.name)": "break-glass",
  });
}
