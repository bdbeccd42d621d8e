import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { blocks } from "../../support/synthesis";
import {
  arnsOf,
  isOneOf,
  Language,
  PATH,
  quoted,
  type Requirement,
  rule,
  type Rule,
} from "../../../modules/languages";
import { at } from "../declared";

/** Actions of a service. */
export const of = (service: string, actions: readonly string[]) =>
  actions.map((action) => `${service}:${action}`);

export function iam({ home }: SynthesizedGateway, resource: string): Language {
  return arnsOf({ ...at(home, "iam"), resource });
}

export function inRegion({ home }: SynthesizedGateway): Requirement {
  return isOneOf("aws:RequestedRegion", Language.exactly(home.region));
}

export function options({ configuration }: SynthesizedGateway) {
  const { gateway = {} } = configuration;
  return {
    ...gateway,
    role: typeof gateway.role === "object" ? gateway.role : {},
    hasRole: gateway.role !== false,
    user: gateway.accessKeyUser || undefined,
    secret: gateway.configurationSecret || undefined,
  };
}

/** The rule that tags are set and removed, where anything of a type has some beside the stack's own. */
export function tagging(
  { stack }: SynthesizedGateway,
  type: string,
  actions: readonly string[],
  reach: Language,
  requirements: readonly Requirement[] = [],
): Rule[] {
  const [aws] = (stack.provider?.aws ?? []) as { default_tags?: { tags?: object }[] }[];
  const isOther = (key: string) => key !== "keeperpam-gateway";
  const byDefault = Object.keys(aws?.default_tags?.[0]?.tags ?? {}).length > 0;
  const own = blocks(stack, type).some(({ tags }) => Object.keys((tags ?? {}) as object).some(isOther));
  return byDefault || own ? [rule(`tags of ${type}`, actions, reach, requirements)] : [];
}

export function bounded(boundary: string | undefined): Requirement[] {
  return boundary === undefined ? [] : [isOneOf("iam:PermissionsBoundary", Language.exactly(boundary))];
}

export function nameOf({ configuration }: SynthesizedGateway, { name }: { readonly name?: string }): string {
  return name ?? configuration.name;
}

/** The value of the tag that what the stack makes under a name carries: the name, as far as a tag can say it. */
function tagValue(name: string): string {
  return name.replaceAll(",", "/").slice(0, 256);
}

/** That something is given the tag of what the stack makes under one of these names when it is made. */
export function getsTheTag(names: readonly string[]): Requirement {
  return isOneOf("aws:RequestTag/keeperpam-gateway", tagValues(names));
}

/** That something carries it. */
export function hasTheTag(names: readonly string[]): Requirement {
  return isOneOf("aws:ResourceTag/keeperpam-gateway", tagValues(names));
}

function tagValues(names: readonly string[]): Language {
  return Language.union(names.map((name) => Language.exactly(tagValue(name))));
}

/** The gateway's role by its name: at its path, or at any where it exists already. */
export function gatewayRole(gateway: SynthesizedGateway): Language {
  const { role } = options(gateway);
  const { name, path = "/", existing, namePrefix } = role;
  if (existing !== undefined) return iam(gateway, `role${PATH}${quoted(existing)}`);
  // Terraform makes a name of a prefix, the time, which begins with the century, and a count: 26 characters.
  if (namePrefix !== undefined) return iam(gateway, `role${quoted(path)}${quoted(namePrefix)}20[!-~]{24}`);
  return iam(gateway, `role${quoted(path)}${quoted(name ?? gateway.configuration.name)}`);
}

export const functionName = ({ configuration }: SynthesizedGateway) =>
  `${configuration.name}-instance-attachment`;
export const functionRole = (gateway: SynthesizedGateway) =>
  iam(gateway, `role/${quoted(functionName(gateway))}`);
