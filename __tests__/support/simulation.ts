import { allowedContextKeysForRequest, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { PolicyDocumentJson, ResourcePolicyJson } from "../../modules/permissions";

/** One call to AWS. */
export interface Call {
  readonly action: string;
  /** ARN of what is acted on, `*` for actions that AWS cannot narrow. */
  readonly resource: string;
  /** The tags that the resource carries. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The region that is called. */
  readonly region?: string;
  /** What else AWS knows of the call, by condition key, e.g. `kms:ViaService`; several values for a key that has a set. */
  readonly context?: CallContext;
}

type CallContext = Readonly<Record<string, string | string[]>>;

/** Who calls, and what else has a say beside his own policies. */
export interface Surroundings {
  /** ARN of the user, role or session. */
  readonly principal?: string;
  /** The policy of the key or the secret that is acted on. */
  readonly resourcePolicy?: ResourcePolicyJson;
}

export type Verdict = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

const ACCOUNT_ID = "111122223333";
const GATEWAY = `arn:aws:iam::${ACCOUNT_ID}:role/keeper-gateway`;

/** AWS's own policy AdministratorAccess: what somebody else could attach to any principal. */
export const ADMINISTRATOR_ACCESS: PolicyDocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everything", Effect: "Allow", Action: ["*"], Resource: ["*"] }],
};

/**
 * What IAM says to a call of a principal that carries these policies and no others: the gateway's role, unless somebody
 * else is named.
 *
 * The resource is always taken for one of the principal's own account: IAM refuses another account's anyway, and it is
 * the policy that is on trial here.
 *
 * @throws Error when the call makes no sense, so that a misspelt action or a condition key that AWS does not know for it
 *   is not taken for a refused one
 */
export async function verdict(
  documents: readonly PolicyDocumentJson[],
  call: Call,
  { principal = GATEWAY, resourcePolicy }: Surroundings = {},
): Promise<Verdict> {
  const context = call.context ?? {};
  const tags = Object.entries(call.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const simulation: Simulation = {
    request: {
      principal,
      action: call.action,
      resource: { resource: call.resource, accountId: ACCOUNT_ID },
      contextVariables: {
        ...Object.fromEntries(tags),
        ...(call.region !== undefined && { "aws:RequestedRegion": call.region }),
        ...callerContext(principal, call.action),
        ...context,
      },
    },
    identityPolicies: documents.map((policy, i) => ({ name: `policy-${i + 1}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  };
  const result = await runSimulation(withKnownKeys(simulation), {});
  if (result.resultType === "error") {
    throw new Error(`${call.action} on ${call.resource}: ${JSON.stringify(result.errors)}`);
  }
  const known = await knownContext(call.action, call.resource, context);
  for (const key of Object.keys(context)) {
    if (!(key in known)) throw new Error(`${call.action} on ${call.resource}: ${key} is not known for it`);
  }
  return result.overallResult;
}

/**
 * What AWS knows of whoever calls. A session stands for its role, which is at the path `/` as far as its ARN shows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export function callerContext(principal: string, action: string): Readonly<Record<string, string>> {
  const [, , , , account = ""] = principal.split(":");
  const itself = principal.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*$/, ":iam:$1:role/$2");
  return {
    "aws:PrincipalArn": itself,
    "aws:PrincipalAccount": account,
    ...(action.startsWith("kms:") && { "kms:CallerAccount": account }),
  };
}

/**
 * The simulation drops the condition keys that are made of an encryption context, so that no policy could ever ask for
 * one. A tag of the principal is compared in the same way, and nothing here asks for that.
 */
export function withKnownKeys<T>(part: T): T {
  const text = JSON.stringify(part);
  return JSON.parse(text.replaceAll("kms:EncryptionContext:", "aws:PrincipalTag/EncryptionContext:")) as T;
}

/** The part of a call's context that AWS knows for an action. */
export async function knownContext(
  action: string,
  resource: string,
  context: CallContext,
): Promise<Record<string, string | string[]>> {
  const [service, name] = action.split(":") as [string, string];
  const known = await allowedContextKeysForRequest(service, name, resource, false, undefined);
  // A key such as kms:EncryptionContext:${EncryptionContextKey} stands for any that begins like it.
  const beginnings = known.map((key) => ({ text: key.replace(/\$\{.*/, ""), isWhole: !key.includes("${") }));
  const isKnown = (key: string) =>
    beginnings.some(({ text, isWhole }) => (isWhole ? key === text : key.startsWith(text)));
  return Object.fromEntries(Object.entries(context).filter(([key]) => isKnown(key.toLowerCase())));
}
