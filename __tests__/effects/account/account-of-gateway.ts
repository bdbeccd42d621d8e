import type { World } from "../calls/call";
import { Evaluator } from "../evaluation/evaluator";
import { withThing, type Account, type PrincipalId, type Role, type User } from "../model/account";
import { ATTACKERS_TEXTS, type AnyPolicy, type Texts } from "../model/texts";
import {
  instanceProfileArn,
  keyArn,
  secretArn,
  type GatewayPrincipal,
  type SynthesizedGateway,
} from "../../least-privilege/gateways";
import { EXTRA_RIGHTS } from "./extra-rights";
import type { TerraformJson } from "../../support/synthesis";
import {
  accountAround,
  NOTHING_CARRIED,
  NOWHERE,
  person,
  policiesAround,
  tagsAsked,
  textsAround,
  THERE,
  valuesAsked,
} from "./surroundings";

/** An account with a gateway in it, and what in it is the gateway's. */
export interface GatewayAccount {
  readonly title: string;
  readonly world: World;
  readonly account: Account;
  /** The gateway's role and access-key user, as far as it has them. */
  readonly gateway: readonly PrincipalId[];
  /** Ids of its machines. */
  readonly machines: readonly string[];
  /** Ids of the users that the configuration protects. */
  readonly protectedUsers: readonly PrincipalId[];
  readonly secretName?: string;
  readonly operators: readonly PrincipalId[];
}

type Block = Readonly<Record<string, unknown>>;

/** The name of a user or role in its ARN, and its path. */
export function placeIn(arn: string): { readonly name: string; readonly path: string } {
  const [, path = "/", name = ""] = /:[a-z-]+(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return { name, path };
}

/**
 * The account around a gateway, with the policies as they come out of its stack.
 *
 * @param called how a protected user is really called, by the name that the configuration gives him; by default the same
 */
export function accountOf(
  { title, configuration, home, stack, principals, documents }: SynthesizedGateway,
  called: Readonly<Record<string, string>> = {},
): GatewayAccount {
  const { gateway = {}, protectedUsers = [] } = configuration;
  const { baseline } = policiesAround(home);
  const texts: Texts = {
    ...ATTACKERS_TEXTS,
    ...EXTRA_RIGHTS,
    ...textsAround(home),
    ...Object.fromEntries(Object.entries(documents).map(([id, text]) => [id, text as AnyPolicy])),
    ...Object.fromEntries(
      principals.flatMap(({ carrier, documents: own }) =>
        own.map((text, i) => [`${carrier} ${i + 1}`, text as AnyPolicy]),
      ),
    ),
  };
  const textOf = (reference: unknown): string | undefined =>
    /^\$\{data\.aws_iam_policy_document\.([^.]+)\.json\}$/.exec(String(reference))?.[1];
  let account = accountAround(home);

  // ── Protected users, and what the gateway's principals carry beside its own ──
  const protectedOnes = protectedUsers.map((one) => {
    const { name, path } = one.startsWith("arn:") ? placeIn(one) : { name: one, path: "/" };
    return person(called[name] ?? name, { path, mfa: ["his device"] });
  });
  const targets = [
    ...(configuration.targets?.iamUsers ?? []),
    ...(configuration.targets?.iamAccessKeys ?? []),
  ];
  const targeted = targets.map(({ name = "below", path, tag }) =>
    person(name, { path, ...(tag && { tags: { [tag.key]: tag.value } }) }),
  );
  for (const user of targeted) account = withThing(account, "users", user);
  for (const user of protectedOnes) account = withThing(account, "users", user);
  const { administrators } = THERE;
  const group = account.groups[administrators] as Account["groups"][string];
  account = withThing(account, "groups", {
    ...group,
    members: [...group.members, ...protectedOnes.map(({ id }) => id)].sort(),
  });

  // ── The gateway's own policies, boundary, role and user ──
  for (const principal of principals) {
    const attached = attachedNames(stack, principal.carrier).map((name, i) => {
      const id = `arn:${home.partition}:iam::${home.accountId}:policy/${name}`;
      account = withThing(account, "policies", {
        ...{
          id,
          name,
          path: "/",
          tags: {},
          versions: [`${principal.carrier} ${i + 1}`],
          current: 0,
          ofAws: false,
        },
      });
      return id;
    });
    const boundary = boundaryOf(gateway, principal.carrier);
    if (boundary !== undefined) {
      account = withThing(account, "policies", {
        ...{ id: boundary, ...placeIn(boundary), tags: {}, versions: ["boundary"], current: 0, ofAws: false },
      });
    }
    const place = placeIn(principal.arn);
    const [block] = (Object.values(stack.resource?.[`aws_iam_${principal.carrier}`] ?? {}) as Block[]).filter(
      ({ name, name_prefix: prefix }) => name === place.name || place.name.startsWith(String(prefix)),
    );
    const carrier = {
      ...{ id: `${principal.carrier}/gateway`, ...place, inline: {} },
      ...{ attached: [...attached, baseline].sort(), ...(boundary !== undefined && { boundary }) },
      tags: tagsOf(block),
    };
    account =
      principal.carrier === "role"
        ? withThing(account, "roles", { ...carrier, trust: "trusts machines" } satisfies Role)
        : withThing(account, "users", { ...carrier, keys: ["its key"], mfa: [], others: [] } satisfies User);
  }
  if (account.users["user/gateway"]) {
    const colleagues = account.groups[THERE.colleagues] as Account["groups"][string];
    account = withThing(account, "groups", {
      ...colleagues,
      members: [...colleagues.members, "user/gateway"].sort(),
    });
  }

  // ── Its machines and what attaches their profile ──
  const hasRole = account.roles["role/gateway"] !== undefined;
  const machines = hasRole ? (gateway.instances ?? ["i-0123456789abcdef0"]) : [];
  if (hasRole) {
    const isMade = stack.resource?.aws_iam_instance_profile !== undefined;
    const place = isMade
      ? placeIn(instanceProfileArn(home, configuration))
      : { name: "corp-host", path: "/" };
    account = withThing(account, "profiles", { id: "profile/gateway", ...place, role: "role/gateway" });
    for (const id of machines) account = withThing(account, "machines", { id, profile: "profile/gateway" });
  }
  const [lambda] = Object.values(stack.resource?.aws_lambda_function ?? {}) as Block[];
  if (lambda) {
    const id = idIn(lambda.role);
    const role = stack.resource?.aws_iam_role?.[id] as Block;
    const inline = Object.values(stack.resource?.aws_iam_role_policy ?? {}) as Block[];
    account = withThing(account, "roles", {
      ...{ id: "role/attachment", name: String(role.name), path: String(role.path ?? "/"), attached: [] },
      inline: Object.fromEntries(inline.map(({ name, policy }) => [String(name), textOf(policy) as string])),
      trust: textOf(role.assume_role_policy) as string,
      tags: tagsOf(role),
    });
    account = withThing(account, "functions", {
      ...{
        id: "function/attachment",
        name: String(lambda.function_name),
        tags: tagsOf(lambda),
        role: "role/attachment",
        code: "owner's",
      },
    });
  }

  // ── The configuration and who writes it ──
  const secret = gateway.configurationSecret || undefined;
  const operatorArns = secret?.operators ?? [];
  for (const arn of operatorArns) {
    if (!arn.includes(":role/")) continue;
    account = withThing(account, "roles", {
      ...{ id: `role/${placeIn(arn).name}`, ...placeIn(arn), tags: {}, ...NOTHING_CARRIED },
      trust: "trusts the company",
    });
  }
  let secretName: string | undefined;
  if (secret) {
    const arn = secretArn(home, configuration);
    const named = arn.split(":").slice(6).join(":");
    secretName = named.slice(0, -7);
    const policy = Object.values(stack.resource?.aws_secretsmanager_secret_policy ?? {})[0] as
      Block | undefined;
    const [block] = Object.values(stack.resource?.aws_secretsmanager_secret ?? {}) as Block[];
    const key = Object.values(stack.resource?.aws_kms_key ?? {})[0] as Block | undefined;
    const hasKey = secret.secretArn === undefined || secret.keyArn !== undefined;
    const keyId = keyArn(home, configuration).replace(/^.*:key\//, "");
    if (hasKey) {
      const aliases = Object.values(stack.resource?.aws_kms_alias ?? {}).map((alias) => String(alias.name));
      account = withThing(account, "keys", {
        ...{ id: keyId, policy: textOf(key?.policy) ?? "the account decides", grants: [], aliases },
      });
    }
    const version = (id: string) => ({ id, ...(hasKey && { key: keyId }) });
    account = withThing(account, "secrets", {
      ...{
        id: "secret/configuration",
        name: secretName,
        suffix: named.slice(-6),
        tags: tagsOf(block),
        ...(hasKey && { key: keyId }),
      },
      ...{
        versions: [version("earlier"), version("operators'")],
        current: "operators'",
        previous: "earlier",
      },
      ...(policy && { policy: textOf(policy.policy) }),
    });
  }
  return {
    title,
    account,
    world: {
      ...{ home, texts, evaluator: new Evaluator(home, texts), places: NOWHERE },
      functionNames: [],
      secretNames: Object.values(account.secrets).map(({ name }) => name),
      aliases: valuesAsked(texts, "kms:resourcealiases"),
      targetPaths: [...new Set(targets.flatMap(({ path }) => (path === undefined ? [] : [path])))],
      tags: tagsAsked(texts),
      boundaries: [],
      ...(lambda && { attachmentFunction: "function/attachment" }),
    },
    gateway: principals.map(({ carrier }) => `${carrier}/gateway`),
    machines,
    protectedUsers: protectedOnes.map(({ id }) => id),
    secretName,
    operators: operatorArns.map((arn) => `${arn.includes(":role/") ? "role" : "user"}/${placeIn(arn).name}`),
  };
}

/** Tags that a stack writes out. */
function tagsOf(block: Block | undefined): Readonly<Record<string, string>> {
  return typeof block?.tags === "object" ? (block.tags as Readonly<Record<string, string>>) : {};
}

/** The id of the resource that a value of a stack refers to. */
function idIn(reference: unknown): string {
  return /^\$\{[^.]+\.([^.]+)\./.exec(String(reference))?.[1] ?? "";
}

/** Names of the policies that the stack attaches, in the order of a principal's documents. */
function attachedNames({ resource }: TerraformJson, carrier: GatewayPrincipal["carrier"]): string[] {
  return Object.values(resource?.[`aws_iam_${carrier}_policy_attachment`] ?? {}).map((attachment) =>
    String(resource?.aws_iam_policy?.[idIn(attachment.policy_arn)]?.name),
  );
}

function boundaryOf(
  { role, accessKeyUser }: NonNullable<SynthesizedGateway["configuration"]["gateway"]>,
  carrier: GatewayPrincipal["carrier"],
): string | undefined {
  const principal = carrier === "role" ? role : accessKeyUser;
  return typeof principal === "object" ? principal.permissionsBoundaryArn : undefined;
}
