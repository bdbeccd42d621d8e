import { PolicyCarrier } from "../gateway/policy-document";
import { CATALOG, publishedActions, SOURCES, type Grant, type ResourceType } from "../permissions";
import { allows, type Call, type Rule } from "./evaluation";
import { code, table } from "./markdown";
import { modelAccount, SELECTED, type ModelAccount } from "./model-account";
import { withPlaceholders } from "./placeholders";
import { reviewedPrincipals } from "./reviewed-principals";
import type { SectionMaker } from "./section";
import type { ReportSubject } from "./subject";

/** How many pairs of an action and a resource somebody is allowed. */
export interface ActionCount {
  readonly action: string;
  /** Whether it changes something, a password for instance; the others read. */
  readonly changes: boolean;
  /** Pairs that there are in the account. */
  readonly pairs: number;
  /** Pairs that Keeper's published policy allows. */
  readonly published: number;
  /** Pairs that this configuration allows, by who is allowed them. */
  readonly configured: Readonly<Record<string, number>>;
}

/** Keeper's published policy: one statement on everything. */
const PUBLISHED: readonly Rule[] = [
  { effect: "Allow", actions: publishedActions(), resources: ["*"], conditions: [] },
];

/** The resource types of the catalogue's actions; an action without one names no resource. */
const RESOURCE_TYPES: ReadonlyMap<string, ReadonlySet<ResourceType>> = resourceTypes();

/** How many pairs of action and resource Keeper's published policy allows, and how many this configuration does. */
export const comparisonSection: SectionMaker = (subject) => {
  const account = modelAccount(subject.configuration);
  const gateways = gatewaysOf(subject, account);
  const counts = countPairs(gateways, account);
  const total = (of: (count: ActionCount) => number) => counts.reduce((sum, count) => sum + of(count), 0);
  const published = total((count) => count.published);
  const publishedChanging = total((count) => (count.changes ? count.published : 0));
  const configured = gateways.map(({ id, title }) => {
    const pairs = total((count) => count.configured[id] ?? 0);
    const changing = total((count) => (count.changes ? (count.configured[id] ?? 0) : 0));
    return { id, title, pairs, changing, ratio: Math.round((pairs / published) * 1000) / 1000 };
  });
  return {
    key: "comparison",
    title: "Compared with Keeper's published policy",
    data: {
      source: SOURCES["keeper-setup"].url,
      account: account.assumptions,
      actions: counts,
      published: { pairs: published, changing: publishedChanging },
      configured: configured.map(({ id, pairs, changing, ratio }) => ({ id, pairs, changing, ratio })),
    },
    markdown: [
      `Keeper [publishes](${SOURCES["keeper-setup"].url}) one policy for every gateway: ${publishedActions().length} actions on every resource. In the account below it allows **${published}** pairs of an action and a resource, **${publishedChanging}** of which change something.`,
      "",
      ...(configured.length === 0 ? ["- Of this configuration nobody is allowed anything."] : []),
      ...configured.map(
        ({ title, pairs, changing, ratio }) =>
          `- ${title} is allowed **${pairs}** pairs, ${percent(ratio)} of the ${published}; **${changing}** of them change something.`,
      ),
      "",
      ...table(
        [
          "Action",
          "Changes or reads",
          "In the account",
          "Published policy",
          ...configured.map(({ title }) => title),
        ],
        [
          ...counts.map(({ action, changes, pairs, published: allowed, configured: by }) => [
            code(action),
            changes ? "changes" : "reads",
            `${pairs}`,
            `${allowed}`,
            ...configured.map(({ id }) => `${by[id] ?? 0}`),
          ]),
          [
            "Together",
            "",
            `${total((count) => count.pairs)}`,
            `${published}`,
            ...configured.map(({ pairs }) => `${pairs}`),
          ],
        ],
      ),
      "",
      "The account is a model, since nobody knows yours; it has",
      "",
      ...account.assumptions.map((assumption) => `- ${assumption}`),
      "",
      `${account.hasSelections ? SELECTION : ""}An action that AWS cannot narrow is one pair, on ${code("*")}, where it is allowed in any region. Only these kinds of resources are counted, and only what the gateway's own policies say.`,
      "",
    ],
  };
};

interface Gateway {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The gateway as its role and as its access-key user, whichever there are. */
function gatewaysOf(subject: ReportSubject, { words }: ModelAccount): Gateway[] {
  const inAccount = (text: string) => withPlaceholders(text, words).text;
  return reviewedPrincipals(subject)
    .filter(({ carrier }) => IS_GATEWAY.includes(carrier))
    .map(({ carrier, title }) => ({
      id: carrier,
      title,
      rules: subject.policies
        .filter((policy) => policy.carrier === carrier && !policy.isTrust)
        .flatMap(({ statements }) => statements)
        .map(({ rule: { conditions, ...rule } }) => ({
          ...rule,
          resources: rule.resources.map(inAccount),
          conditions: conditions.map(({ test, key, values }) => ({
            test,
            key,
            values: values.map(inAccount),
          })),
        })),
    }));
}

/** AWS calls the actions so that read. What it calls otherwise counts as a change; to decrypt changes nothing. */
const READING = /:(?:Decrypt$|Describe|Get|List|Simulate)/;

const SELECTION = `How much a path or a tag selects cannot be read from the configuration: ${SELECTED.users} users, ${SELECTED.databases} databases and ${SELECTED.directories} directory are assumed for each. `;

const IS_GATEWAY: readonly PolicyCarrier[] = [PolicyCarrier.GATEWAY_ROLE, PolicyCarrier.ACCESS_KEY_USER];

function countPairs(gateways: readonly Gateway[], account: ModelAccount): ActionCount[] {
  const granted = gateways.flatMap(({ rules }) =>
    rules.filter(({ effect }) => effect === "Allow").flatMap(({ actions }) => actions),
  );
  return [...new Set([...publishedActions(), ...granted])].sort().map((action) => {
    const pairs = callsOf(action, account);
    const allowed = (rules: readonly Rule[]) =>
      pairs.filter((calls) => calls.some((call) => allows(rules, call))).length;
    return {
      action,
      changes: !READING.test(action),
      pairs: pairs.length,
      published: allowed(PUBLISHED),
      configured: Object.fromEntries(gateways.map(({ id, rules }) => [id, allowed(rules)])),
    };
  });
}

/** The pairs of an action: for each resource, the calls any of which makes the pair allowed. */
function callsOf(action: string, { resources, regions }: ModelAccount): Call[][] {
  const types = RESOURCE_TYPES.get(action);
  if (!types) throw new Error(`the catalogue does not know ${action}`);
  if (types.size === 0) {
    return [regions.map((region) => ({ action, resource: "*", context: { "aws:RequestedRegion": region } }))];
  }
  return resources
    .filter(({ type }) => types.has(type))
    .map(({ arn, context }) => [{ action, resource: arn, context }]);
}

function resourceTypes(): Map<string, Set<ResourceType>> {
  const types = new Map<string, Set<ResourceType>>();
  const grants: readonly Grant[] = Object.values(CATALOG);
  for (const { actions, resourceTypes: named } of grants) {
    for (const { action } of actions) {
      types.set(action, new Set([...(types.get(action) ?? []), ...named]));
    }
  }
  return types;
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10} %`;
}
