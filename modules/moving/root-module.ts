import type { Configuration } from "../config";
import { withStack } from "../stacks";
import { block, list, literalText, object } from "../hcl";
import { snakeCase } from "./snake-case";

type Values = Readonly<Record<string, unknown>>;

/** A stack as far as the root module that takes its place has the same. */
interface StackJson {
  readonly terraform: {
    readonly backend?: Readonly<Record<string, Values>>;
    readonly cloud?: Values;
    readonly required_providers: Values;
  };
  readonly provider: { readonly aws: readonly Values[] };
  readonly output: Readonly<Record<string, { readonly sensitive?: boolean }>>;
}

/**
 * A root module that makes of the drop-in module what the stack of a configuration makes: with the same state, the same
 * provider and the same outputs.
 *
 * @param call name of the module call
 * @param source where the module is
 */
export function rootModule(configuration: Configuration, call: string, source: string): string {
  const { terraform, provider, output } = withStack(
    configuration,
    (stack) => stack.toTerraform() as StackJson,
  );
  const [type, backend] = Object.entries(terraform.backend ?? {})[0] ?? [];
  return [
    block(
      "terraform",
      type === undefined ? [] : [nested(`backend "${type}"`, backend ?? {})],
      terraform.cloud === undefined ? [] : [nested("cloud", terraform.cloud)],
      [nested("required_providers", terraform.required_providers)],
    ),
    ...provider.aws.map((settings) => nested('provider "aws"', settings)),
    block(
      `module "${call}"`,
      [`source = ${literalText(source)}`],
      Object.entries(moduleArguments(configuration)).map(([name, value]) => `${name} = ${literal(value)}`),
    ),
    ...Object.entries(output).map(([name, { sensitive }]) =>
      block(`output "${name}"`, [
        `value = module.${call}.${name}`,
        ...(sensitive ? ["sensitive = true"] : []),
      ]),
    ),
  ].join("\n\n");
}

/** The variables of the module that say what a configuration file says, but for what the provider has. */
export function moduleArguments(configuration: Configuration): Values {
  const { name, aws, gateway = {}, targets = {}, discovery, protectedUsers, permissions } = configuration;
  const { role, instanceProfile, accessKeyUser, configurationSecret, ...others } = gateway;
  return inModuleNames({
    name,
    accountId: aws.accountId,
    ...targets,
    discovery: discovery === true ? {} : discovery || undefined,
    protectedUsers,
    permissions,
    role: whetherMade(role === true ? undefined : existing(role)),
    instanceProfile: whetherMade(instanceProfile),
    ...others,
    accessKeyUser: accessKeyUser || undefined,
    configurationSecret: configurationSecret ? bySecretAndKey(configurationSecret) : undefined,
  }) as Values;
}

function existing<T>(role: T): T | { readonly existing: Values } {
  const { existing: name } = (typeof role === "object" ? role : {}) as { readonly existing?: string };
  return name === undefined ? role : { existing: { name } };
}

function whetherMade(value: unknown): unknown {
  return typeof value === "boolean" ? { create: value } : value;
}

function bySecretAndKey({ secretArn, keyArn, ...others }: Values): Values {
  return {
    ...others,
    secret: secretArn && { arn: secretArn },
    key: keyArn && { arn: keyArn },
  };
}

/** The names of tags are the user's own. */
function inModuleNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inModuleNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [snakeCase(key), key === "tags" ? item : inModuleNames(item)]),
  );
}

/** Settings in which an object in a list is a block, and so is the workspace of a backend. */
function nested(header: string, settings: Values): string {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return block(
    header,
    given.filter((setting) => !isBlock(setting)).map(([key, value]) => `${key} = ${literal(value)}`),
    ...given
      .filter(isBlock)
      .flatMap(([key, value]) =>
        (Array.isArray(value) ? (value as Values[]) : [value as Values]).map((inner) => [nested(key, inner)]),
      ),
  );
}

function isBlock([key, value]: readonly [key: string, value: unknown]): boolean {
  return key === "workspaces" || (Array.isArray(value) && value.every((item) => typeof item === "object"));
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(literal));
  if (typeof value === "object" && value !== null) {
    return object(Object.entries(value).map(([key, item]) => [key, literal(item)]));
  }
  return typeof value === "string" ? literalText(value) : String(value);
}
