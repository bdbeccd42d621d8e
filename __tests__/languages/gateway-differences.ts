import type { GatewayPrincipal, SynthesizedGateway } from "../least-privilege/gateways";
import type { ResourcePolicyJson } from "../../modules/permissions";
import {
  Language,
  PRINCIPALS,
  resourcePolicyRights,
  resourcesOf,
  type Rights,
  rightsOf,
  rule,
} from "../../modules/languages";
import { differences } from "./comparison";
import { declaredRights } from "./declared";
import { declaredAttachment } from "./declared-attachment";
import { declaredKeyPolicy, declaredSecretPolicy, type DeclaredPolicy } from "./declared-configuration";
import { forbiddenRights } from "./forbidden";
import { otherPolicies } from "./other-policies";

const compare = (policies: Rights, file: Rights, space = resourcesOf as Parameters<typeof differences>[2]) =>
  differences({ name: "the policies", rights: policies }, { name: "the file", rights: file }, space);

/** What the policies of a gateway's role or user allow and the file does not declare, and the other way round. */
export async function undeclaredOrRefused(
  gateway: SynthesizedGateway,
  principal: GatewayPrincipal,
): Promise<string[]> {
  return compare(await rightsOf(principal.documents), declaredRights(gateway, principal));
}

/** What the policies deny, whatever else is allowed, and the file does not forbid, and the other way round. */
export async function deniedOrReachable(
  gateway: SynthesizedGateway,
  principal: GatewayPrincipal,
): Promise<string[]> {
  const { taken } = await rightsOf(principal.documents);
  return compare({ granted: taken }, await forbiddenRights(gateway));
}

/** The same for the attachment function, the key, the secret, and who may take the roles that are made. */
export async function differencesOfOthers(gateway: SynthesizedGateway): Promise<string[]> {
  const { attachmentFunction, key, secret, trust } = otherPolicies(gateway);
  const found = await compare(await rightsOf(attachmentFunction), declaredAttachment(gateway));
  for (const policy of key) found.push(...(await ofResource(policy, await declaredKeyPolicy(gateway))));
  // A secret without a policy says what an empty one does.
  for (const policy of secret.length > 0 ? secret : [NO_POLICY])
    found.push(...(await ofResource(policy, await declaredSecretPolicy(gateway))));
  for (const [role, policy] of Object.entries(trust)) {
    const service = role.endsWith("-instance-attachment") ? "lambda" : "ec2";
    const takes = rule("the service", ["sts:AssumeRole"], Language.exactly(`${service}.amazonaws.com`));
    found.push(...(await ofResource(policy, { itself: [takes] })));
  }
  return found;
}

const NO_POLICY: ResourcePolicyJson = { Version: "2012-10-17", Statement: [] };

async function ofResource(policy: ResourcePolicyJson, declared: DeclaredPolicy): Promise<string[]> {
  const rights = await resourcePolicyRights(policy);
  const found: string[] = [];
  for (const kind of ["itself", "withOwnPolicies", "denied"] as const) {
    const differing = await compare(rights[kind], { granted: declared[kind] ?? [] }, () => PRINCIPALS);
    found.push(...differing.map((difference) => `${kind}: ${difference}`));
  }
  return found;
}
