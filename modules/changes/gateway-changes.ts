import type { ConfigurationFile } from "../config";
import { policyCarriers, synthesizedPolicies } from "../report";
import { carrierChanges, NOTHING, type Side } from "./carrier-changes";
import type { ChangedCarrier } from "./change";
import { accountOfEither, KnownValues, scopeOf, SOME_ACCOUNT, type StandIn } from "./known-values";
import { stackOf, type Versions } from "./matching";
import { statedRules } from "./stated-rules";

/** One version of a gateway's file. */
export interface GatewayVersion {
  /** As it was named. */
  readonly file: string;
  readonly name: string;
  /** The Terraform stack. */
  readonly stack: string;
}

/** What changes for one gateway. */
export interface GatewayChanges {
  /** Undefined where there is none: the gateway comes, or goes. */
  readonly before?: GatewayVersion;
  readonly after?: GatewayVersion;
  /** Whether something is allowed after that is not before. */
  readonly wider: boolean;
  /** What was taken for granted, and what a reader has to know besides. */
  readonly notes: readonly string[];
  /** Those of which something has changed. */
  readonly carriers: readonly ChangedCarrier[];
}

/** What changes between two versions of a gateway. */
export async function gatewayChanges({ before, after }: Versions): Promise<GatewayChanges> {
  const sides = { before: sideOf(before, after), after: sideOf(after, before) };
  const carriers = await carrierChanges(await sides.before.side, await sides.after.side);
  const standIns = [...sides.before.standIns(), ...sides.after.standIns()];
  return {
    before: before && versionOf(before),
    after: after && versionOf(after),
    wider: carriers.some(
      ({ boundary, changes }) => boundary?.wider === true || changes.some(({ wider }) => wider),
    ),
    notes: [...namingNotes({ before, after }), ...standInNotes(carriers, standIns)],
    carriers,
  };
}

function sideOf(file: ConfigurationFile | undefined, other: ConfigurationFile | undefined) {
  if (!file) return { side: Promise.resolve(NOTHING), standIns: (): readonly StandIn[] => [] };
  const { configuration } = file;
  const account = accountOfEither(configuration, other?.configuration) ?? SOME_ACCOUNT;
  const values = new KnownValues(configuration, scopeOf(configuration, account));
  const side = statedRules(synthesizedPolicies(configuration), values).then((rules): Side => ({
    carriers: policyCarriers(configuration),
    rules,
  }));
  return { side, standIns: () => values.standIns };
}

function versionOf(one: ConfigurationFile): GatewayVersion {
  return { file: one.file, name: one.configuration.name, stack: stackOf(one) };
}

function namingNotes({ before, after }: Versions): string[] {
  if (!before || !after) return [];
  const [former, present] = [before.configuration.name, after.configuration.name];
  if (former === present) return [];
  return [
    `the gateway was called ${former} and is called ${present}: what bears its name is made anew, and what it may do with itself goes and comes`,
  ];
}

/** What the values stand for that a reader meets. */
function standInNotes(carriers: readonly ChangedCarrier[], standIns: readonly StandIn[]): string[] {
  const shown = JSON.stringify(carriers);
  const met = new Map(
    standIns.filter(({ value }) => shown.includes(value)).map((each) => [each.value, each]),
  );
  return [...met.values()].map(({ value, meaning }) => `${value} stands for ${meaning}`);
}
