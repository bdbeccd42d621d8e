import { everyActionOfAws, PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS } from "../support/simulation";
import { isDeclared } from "./declaration";
import { ESCALATION_PATHS } from "./escalation-paths";
import { instanceProfileArn, keyArn, secretArn, shippedGateways, type SynthesizedGateway } from "./gateways";
import { arnOf } from "./subjects";
import { subjectsAround } from "./surroundings";

const GATEWAYS = shippedGateways();
const PRINCIPALS = GATEWAYS.flatMap((gateway) =>
  gateway.principals.map(
    (principal) => [`the ${principal.carrier} of ${gateway.title}`, gateway, principal] as const,
  ),
);

/** The two that are a gateway's work: to set the password of a target, and to make its key. */
const WORK = ["iam:UpdateLoginProfile", "iam:CreateAccessKey"];

const PATHS = Object.entries(ESCALATION_PATHS);

it("every way is made of actions that AWS has", async () => {
  const all = new Set(await everyActionOfAws());
  const named = [...new Set(PATHS.flatMap(([, actions]) => actions))];
  expect(named.filter((action) => !all.has(action))).toEqual([]);
});

describe.each(PRINCIPALS)("to %s", (_, gateway, principal) => {
  let allowed: Set<string>;

  beforeAll(async () => {
    allowed = new Set(await principal.policies.everyActionAllowed());
  });

  it.each(PATHS)("%s is no way up", (_path, actions) => {
    const open = actions.every((action) => allowed.has(action));
    expect(open && !(actions.length === 1 && WORK.includes(actions[0] as string))).toBe(false);
  });

  it.each(WORK)("%s is open to declared targets alone, never to itself or the protected", async (action) => {
    for (const subject of subjectsAround(gateway)) {
      if (subject.kind !== "user") continue;
      const call = { action, subject, region: "us-east-1" };
      const said = await principal.policies.verdict({ action, resource: arnOf(subject), tags: subject.tags });
      expect([arnOf(subject), said === "Allowed"]).toEqual([
        arnOf(subject),
        isDeclared(gateway, principal, call),
      ]);
    }
  });

  it("no way leads to its own, though AdministratorAccess is attached to it", async () => {
    const policies = new PolicySet([...principal.documents, ADMINISTRATOR_ACCESS], principal.arn);
    for (const [path, actions] of PATHS) {
      for (const action of actions) {
        for (const resource of ownResources(gateway, principal.arn, action)) {
          const context = { "ec2:InstanceProfile": instanceProfileArn(gateway.home, gateway.configuration) };
          const said = await policies.verdict({ action, resource, context });
          expect([path, action, resource, said]).toEqual([path, action, resource, "ExplicitlyDenied"]);
        }
      }
    }
  });
});

/** What is the gateway's own among the resources of an action. */
function ownResources(
  { home, configuration, principals, stack }: SynthesizedGateway,
  self: string,
  action: string,
) {
  const { partition, accountId, region } = home;
  const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const own = (carrier: "role" | "user") =>
    principals.filter((principal) => principal.carrier === carrier).map(({ arn }) => arn);
  const hasProfile = stack.resource?.aws_iam_instance_profile !== undefined;
  const secret = configuration.gateway?.configurationSecret || undefined;
  const hasKey = secret && (secret.secretArn === undefined || secret.keyArn !== undefined);
  if (/^iam:.*(RolePolicy|RolePermissionsBoundary|AssumeRolePolicy)$|^iam:PassRole$/.test(action))
    return own("role");
  if (
    /^iam:.*(User(Policy|PermissionsBoundary)|LoginProfile|AccessKey|ServiceSpecificCredential)$/.test(action)
  ) {
    return self.includes(":user/") ? [self] : own("user");
  }
  if (/^iam:(CreatePolicyVersion|SetDefaultPolicyVersion)$/.test(action)) {
    return [iam(`policy/${configuration.name}-1`), iam(`policy/${configuration.name}-user-1`)];
  }
  if (action === "iam:AddRoleToInstanceProfile")
    return hasProfile ? [instanceProfileArn(home, configuration)] : [];
  if (/^ec2:.*IamInstanceProfile/.test(action)) {
    return hasProfile ? [`arn:${partition}:ec2:${region}:${accountId}:instance/i-0123456789abcdef0`] : [];
  }
  if (/^kms:/.test(action)) return hasKey ? [keyArn(home, configuration)] : [];
  if (/^secretsmanager:/.test(action)) return secret ? [secretArn(home, configuration)] : [];
  return [];
}
