import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { everyActionOfAws } from "../../modules/languages";
import type { PolicyDocumentJson, ResourcePolicyJson, StatementJson } from "../../modules/permissions";
import { callerContext, withKnownKeys, type Call, type Verdict } from "./simulation";

/** The form of the actions that a pattern in a policy stands for. IAM takes no notice of upper and lower case. */
function formOf(pattern: string): RegExp {
  const form = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${form}$`, "i");
}

/**
 * The policies of one principal, for many calls.
 *
 * A statement decides nothing about an action that it does not name, so each call is put to the statements alone that
 * name its action: the same verdict as that of all, in a tenth of the time.
 */
export class PolicySet {
  private readonly statements: readonly StatementJson[];
  private readonly naming = new Map<string, StatementJson[]>();

  constructor(
    documents: readonly PolicyDocumentJson[],
    private readonly principal: string,
    /** A key with a policy of its own. Every other leaves it to the account's policies who uses it. */
    private readonly key?: { readonly arn: string; readonly policy: ResourcePolicyJson },
  ) {
    this.statements = withKnownKeys(documents.flatMap(({ Statement }) => Statement));
  }

  /** What IAM says to a call, of which the region is the resource's own unless it names another. */
  async verdict({ action, resource, region, tags = {}, context = {} }: Call): Promise<Verdict> {
    const statements = this.statementsNaming(action);
    if (statements.length === 0) return "ImplicitlyDenied";
    const itsRegion = region ?? (resource.split(":")[3] || undefined);
    const contextVariables = {
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
      ...(itsRegion !== undefined && { "aws:RequestedRegion": itsRegion }),
      ...callerContext(this.principal, action),
      ...withKnownKeys(context),
    };
    const simulation = simulationOf(statements, this.principal, action, resource, contextVariables);
    if (!action.startsWith("kms:") || !resource.includes(":key/"))
      return runUnsafeSimulation(simulation, {}) as Verdict;
    // Nobody uses a key against its policy, which the quick way of the simulation cannot read.
    const keyPolicy = resource === this.key?.arn ? this.key.policy : theAccountDecides(this.principal);
    const result = await runSimulation({ ...simulation, resourcePolicy: withKnownKeys(keyPolicy) }, {});
    if (result.resultType === "error") {
      throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
    }
    return result.overallResult;
  }

  /**
   * Every action of AWS that the policies allow on anything at all, whatever their conditions, as the simulation says, in
   * alphabetical order.
   * Denies are left out: they take away from it only. So is sts:GetCallerIdentity, which needs no permission.
   */
  async everyActionAllowed(): Promise<string[]> {
    const allows = this.statements.filter(({ Effect }) => Effect === "Allow");
    const onAnything: StatementJson = {
      Sid: "OnAnything",
      Effect: "Allow",
      Action: [...new Set(allows.flatMap(({ Action }) => Action))],
      Resource: ["*"],
    };
    if (onAnything.Action.length === 0) return [];
    const allowed = (await everyActionOfAws()).filter(
      (action) =>
        action !== "sts:GetCallerIdentity" &&
        runUnsafeSimulation(simulationOf([onAnything], this.principal, action, "*", {}), {}) === "Allowed",
    );
    return allowed.sort();
  }

  private statementsNaming(action: string): StatementJson[] {
    const known = this.naming.get(action);
    if (known) return known;
    const found = this.statements.filter(({ Action }) =>
      Action.some((pattern) => formOf(pattern).test(action)),
    );
    this.naming.set(action, found);
    return found;
  }
}

/** The policy of a key that the account's own policies decide about. */
function theAccountDecides(principal: string): ResourcePolicyJson {
  const [, partition, , , accountId] = principal.split(":");
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Action: ["kms:*"],
        Resource: ["*"],
        Principal: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
      },
    ],
  };
}

function simulationOf(
  statements: readonly StatementJson[],
  principal: string,
  action: string,
  resource: string,
  contextVariables: Readonly<Record<string, string>>,
): Simulation {
  // Always taken for a resource of the principal's own account: it is the policies that are on trial.
  const [, , , , accountId = ""] = principal.split(":");
  return {
    request: { principal, action, resource: { resource, accountId }, contextVariables },
    identityPolicies: [{ name: "policies", policy: { Version: "2012-10-17", Statement: statements } }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}
