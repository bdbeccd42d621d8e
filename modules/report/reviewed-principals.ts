import type { Configuration } from "../config";
import { PolicyCarrier } from "../gateway/policy-document";
import { FUNCTION_SUFFIX } from "../permissions";
import type { ReportSubject } from "./subject";
import type { SynthesizedPolicy, SynthesizedStatement } from "./synthesized-policies";

/** A role, a user, a key or a secret, and every statement of the policies that it carries. */
export interface ReviewedPrincipal {
  readonly carrier: PolicyCarrier;
  /** The heading under which a reader finds it. */
  readonly title: string;
  readonly name: string;
  /** What it is, in one sentence. */
  readonly description: string;
  /** Whether its policies say what it may do; those of a key or a secret say what others may do with it. */
  readonly acts: boolean;
  /** Who may take it, where it is a role that is made here. */
  readonly trust: readonly SynthesizedStatement[];
  readonly statements: readonly SynthesizedStatement[];
  /** ARN of the managed policy that bounds it, whatever its other policies allow. */
  readonly permissionsBoundary?: string;
}

/** How a reader is told of each carrier of policies. */
const CARRIERS: Readonly<
  Record<
    PolicyCarrier,
    {
      readonly title: string;
      readonly description: string;
      readonly acts: boolean;
      /** Whether a configuration makes it, or names a role that exists. */
      readonly isThere: (gateway: NonNullable<Configuration["gateway"]>) => boolean;
      readonly name: (configuration: Configuration) => string;
      readonly boundary: (gateway: NonNullable<Configuration["gateway"]>) => string | undefined;
    }
  >
> = {
  [PolicyCarrier.GATEWAY_ROLE]: {
    title: "The gateway's role",
    description: "The Keeper Gateway acts with it on an EC2 instance that has the instance profile.",
    acts: true,
    isThere: ({ role }) => role !== false,
    name: gatewayRoleName,
    boundary: ({ role }) => (typeof role === "object" ? role.permissionsBoundaryArn : undefined),
  },
  [PolicyCarrier.ACCESS_KEY_USER]: {
    title: "The gateway's access-key user",
    description: "The Keeper Gateway acts with its access key where its machine has no role.",
    acts: true,
    isThere: ({ accessKeyUser }) => Boolean(accessKeyUser),
    name: ({ name, gateway }) => (gateway?.accessKeyUser || undefined)?.name ?? name,
    boundary: ({ accessKeyUser }) => (accessKeyUser || undefined)?.permissionsBoundaryArn,
  },
  [PolicyCarrier.ATTACHMENT_FUNCTION_ROLE]: {
    title: "The attachment function's role",
    description: "Terraform calls a Lambda function that puts the instance profile on the listed instances.",
    acts: true,
    isThere: ({ instances = [] }) => instances.length > 0,
    name: ({ name }) => name + FUNCTION_SUFFIX,
    boundary: ({ attachmentFunction }) => attachmentFunction?.permissionsBoundaryArn,
  },
  [PolicyCarrier.CONFIGURATION_KEY]: {
    title: "The key of the gateway's configuration",
    description:
      "A KMS key encrypts the secret. Those use it whom its policy lets, and where that names the account, those whose own policies let them too. Whoever may change the policy, or can become one of them, is not kept out.",
    acts: false,
    isThere: ({ configurationSecret: secret }) =>
      secret ? secret.secretArn === undefined && secret.keyArn === undefined : false,
    name: ({ gateway }) => `key of ${(gateway?.configurationSecret || undefined)?.name ?? "the secret"}`,
    boundary: () => undefined,
  },
  [PolicyCarrier.CONFIGURATION_SECRET]: {
    title: "The secret of the gateway's configuration",
    description:
      "The policy of the secret lets the operators write the value without any other policy, and denies every way of writing to everybody else, whatever their own policies allow. To read the value takes the use of its key too. Who may change this policy, or act as an operator, can write too.",
    acts: false,
    isThere: ({ configurationSecret: secret }) => (secret ? secret.secretArn === undefined : false),
    name: ({ gateway }) => (gateway?.configurationSecret || undefined)?.name ?? "the secret",
    boundary: () => undefined,
  },
};

/** What the Keeper Gateway acts as. */
export type GatewayCarrier = PolicyCarrier.GATEWAY_ROLE | PolicyCarrier.ACCESS_KEY_USER;

/** A role or a user that the Keeper Gateway acts as. */
export interface GatewayPrincipal extends Pick<ReviewedPrincipal, "title" | "name" | "permissionsBoundary"> {
  readonly carrier: GatewayCarrier;
}

/** What the gateway of a configuration acts as, whether it carries a policy or not. */
export function gatewayPrincipals(configuration: Configuration): GatewayPrincipal[] {
  return policyCarriers(configuration).filter((one): one is PolicyCarrying & GatewayPrincipal =>
    [PolicyCarrier.GATEWAY_ROLE, PolicyCarrier.ACCESS_KEY_USER].includes(one.carrier),
  );
}

/** Something that can carry a policy of the stack. */
export type PolicyCarrying = Pick<
  ReviewedPrincipal,
  "carrier" | "title" | "name" | "acts" | "permissionsBoundary"
>;

/** What there is of a configuration that can carry a policy, whether it carries one or not. */
export function policyCarriers(configuration: Configuration): PolicyCarrying[] {
  const { gateway = {} } = configuration;
  return Object.values(PolicyCarrier)
    .filter((carrier) => CARRIERS[carrier].isThere(gateway))
    .map((carrier) => {
      const { title, acts, name, boundary } = CARRIERS[carrier];
      return { carrier, title, name: name(configuration), acts, permissionsBoundary: boundary(gateway) };
    });
}

/** Everybody and everything that carries a policy of the stack. */
export function reviewedPrincipals({
  policies,
  configuration,
}: Pick<ReportSubject, "policies" | "configuration">): ReviewedPrincipal[] {
  return Object.values(PolicyCarrier).flatMap((carrier) => {
    const carried = policies.filter((policy) => policy.carrier === carrier);
    const { title, description, acts, name, boundary } = CARRIERS[carrier];
    if (carried.length === 0) return [];
    const statements = (isTrust: boolean) =>
      together(carried.filter((policy) => policy.isTrust === isTrust).flatMap(statementsOf));
    return [
      {
        carrier,
        title,
        description,
        acts,
        name: name(configuration),
        trust: statements(true),
        statements: statements(false),
        permissionsBoundary: boundary(configuration.gateway ?? {}),
      },
    ];
  });
}

/** The role's name, or its beginning where Terraform completes it. */
export function gatewayRoleName({ name, gateway }: Configuration): string {
  const role = typeof gateway?.role === "object" ? gateway.role : {};
  return role.existing ?? role.name ?? (role.namePrefix === undefined ? name : `${role.namePrefix}…`);
}

function statementsOf({ statements }: SynthesizedPolicy): readonly SynthesizedStatement[] {
  return statements;
}

/** Statements that differ in their resources alone, as one: a long list is spread over policies. */
function together(statements: readonly SynthesizedStatement[]): SynthesizedStatement[] {
  const groups = new Map<string, SynthesizedStatement>();
  for (const statement of statements) {
    const { sid, effect, actions, conditions, principals } = statement;
    const id = JSON.stringify([sid, effect, actions, conditions, principals]);
    const resources = [...(groups.get(id)?.resources ?? []), ...statement.resources];
    groups.set(id, { ...statement, resources: [...new Set(resources)] });
  }
  return [...groups.values()];
}
