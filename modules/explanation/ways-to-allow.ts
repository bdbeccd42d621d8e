import { stringify } from "yaml";
import type { Configuration } from "../config";
import { arnOwner, publishedActions } from "../permissions";
import { list, type GatewayCarrier } from "../report";
import {
  permissionStatements,
  type PermissionRequest,
  type ProtectedConfiguration,
  type Scope,
} from "../targets";
import { allowableOn } from "./actions";
import { mayApply, ruleOf } from "./asked-by";
import { ownArns } from "./circumstances";
import type { Question } from "./question";

/** Something that the file can say, for which its gateway gets rights. */
interface Way {
  /** The key that asks, which is the origin of the statements. */
  readonly key: string;
  /** What to write there. */
  readonly entry: string;
  readonly request: PermissionRequest;
  readonly configuration?: ProtectedConfiguration;
}

/**
 * What in the file would allow a call, in sentences: each way is tried, as the only thing that a file says.
 *
 * @param question without a resource: what would allow the action on anything
 */
export function waysToAllow(
  configuration: Configuration,
  scope: Scope,
  question: Question,
  carrier: GatewayCarrier,
): string[] {
  const allowing = ways(question, scope).filter(({ key, request, configuration: secret }) =>
    // What the gateway may do with itself is for whom it can be.
    ownArns(configuration, scope, carrier).some((self) =>
      permissionStatements(request, scope, { self: () => self }, secret).some(
        (made) => made.origin === key && made.effect === "Allow" && mayApply(ruleOf(made), question),
      ),
    ),
  );
  // The first entry for a key is the narrowest.
  const once = allowing.filter(({ key }, i) => allowing.findIndex((way) => way.key === key) === i);
  return once.length > 0
    ? once.map((way) => inWords(way, configuration))
    : [noWay(question.action, question.resource, scope)];
}

/** Why nothing that the file can name would allow a call. */
function noWay(action: string, resource: string | undefined, scope: Scope): string {
  const owner = arnOwner(resource);
  if (owner?.accountId && owner.accountId !== scope.accountId)
    return `nothing in the file can allow it: its rights are for the account ${scope.accountId}`;
  const types = allowableOn(action);
  if (!types) return "nothing in the file can allow it: the catalogue has no such right for a gateway";
  return publishedActions().includes(action)
    ? `no target and no discovery allows it on this: the catalogue has it for ${list(types)}; permissions: documented has it for everything`
    : `nothing in the file can allow it on this: the catalogue has it for ${list(types)}`;
}

function inWords({ key, entry }: Way, configuration: Configuration): string {
  const given = key
    .split(".")
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], configuration);
  const isEmpty = given === undefined || given === false || (Array.isArray(given) && given.length === 0);
  const lack = Array.isArray(given) ? `no entry of ${key} names it` : `${key} does not take it in`;
  return `${isEmpty ? `the file has no ${key}` : lack}: ${entry} would allow it`;
}

/** Every way for the resource of a call, the narrowest first. */
function ways({ resource, context }: Question, scope: Scope): Way[] {
  const [, , service = "", arnRegion = "", , ...rest] = (resource ?? "").split(":");
  const name = rest.join(":");
  const region = arnRegion || askedRegion(context) || scope.region;
  const inRegion: Readonly<Record<string, string>> = region === scope.region ? {} : { region };
  const [, path, user] = (service === "iam" && /^user(\/(?:.*\/)?)([^/]+)$/.exec(name)) || [];
  const [, instance] = (service === "rds" && /^db:(.+)$/.exec(name)) || [];
  const [, id] = (service === "ds" && /^directory\/(.+)$/.exec(name)) || [];
  const target = (key: string, entry: Readonly<Record<string, string>>): Way => ({
    key: `targets.${key}`,
    entry: `the entry ${flow(entry)}`,
    request: { targets: { [key]: [entry] } },
  });
  const named =
    user === undefined ? undefined : { name: user, ...(path !== "/" && { path: path as string }) };
  // A gateway reads a secret of its own region alone.
  const isSecret = resource === undefined || arnRegion === scope.region;
  return [
    ...(named ? [target("iamUsers", named), target("iamAccessKeys", named)] : []),
    ...(instance === undefined ? [] : [target("managedDatabases", { instance, ...inRegion })]),
    ...(id === undefined ? [] : [target("directories", { id, ...inRegion })]),
    // What an entry brings along, whichever it is.
    ...[
      target("managedDatabases", { instance: "any" }),
      target("directories", { id: "any" }),
      ...(resource === undefined
        ? [target("iamUsers", { name: "any" }), target("iamAccessKeys", { name: "any" })]
        : []),
    ].map((way) => ({ ...way, entry: "any entry" })),
    {
      key: "targets",
      entry: "any database, directory or user whose password is rotated",
      request: { targets: { iamUsers: [{ name: "any" }] } },
    },
    {
      key: "discovery",
      entry: region === scope.region ? "discovery: true" : `discovery: { regions: [${region}] }`,
      request: { discovery: { regions: [region] } },
    },
    ...(isSecret
      ? [
          {
            key: "gateway.configurationSecret",
            entry: inSecret(resource, service),
            request: {},
            configuration: {
              secretArn: resource ?? "any secret",
              keyArn: resource ?? "any key",
              region: scope.region,
            },
          },
        ]
      : []),
  ];
}

function inSecret(resource: string | undefined, service: string): string {
  if (resource === undefined) return "a secret with a key";
  return service === "kms" ? "the ARN of this key as keyArn" : "the ARN of this secret as secretArn";
}

function askedRegion(context: Question["context"]): string | null | undefined {
  return Object.entries(context).find(([key]) => key.toLowerCase() === "aws:requestedregion")?.[1];
}

/** A mapping as YAML writes it on one line. */
function flow(entry: Readonly<Record<string, string>>): string {
  return stringify(entry, { collectionStyle: "flow", lineWidth: 0 }).trim();
}
