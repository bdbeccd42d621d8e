import type { ConfigurationFile } from "../config";
import { policyCarriers, synthesizedPolicies } from "../report";
import type { Scope } from "../targets";
import { carrierChanges, type Side } from "./carrier-changes";
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
  const [former, present] = [await sideOf(before, after), await sideOf(after, before)];
  const near = [present, former].flatMap(({ scope }) => scope ?? []);
  const carriers = await carrierChanges(former, present, near);
  const standIns = [former, present].flatMap((side) => side.standIns);
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

/** A version of a gateway as it is compared. */
interface ReadSide extends Side {
  readonly scope?: Scope;
  readonly standIns: readonly StandIn[];
}

async function sideOf(
  file: ConfigurationFile | undefined,
  other: ConfigurationFile | undefined,
): Promise<ReadSide> {
  if (!file) return { carriers: [], rules: [], standIns: [] };
  const { configuration } = file;
  const account = accountOfEither(configuration, other?.configuration) ?? SOME_ACCOUNT;
  const scope = scopeOf(configuration, account);
  const values = new KnownValues(configuration, scope);
  const rules = await statedRules(synthesizedPolicies(configuration), values);
  return { carriers: policyCarriers(configuration), rules, scope, standIns: values.standIns };
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
