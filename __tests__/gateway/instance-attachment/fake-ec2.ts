/** The four operations that this EC2 knows; any other is an error, as it is to a role that may not call it. */
export const OPERATIONS = [
  "DescribeIamInstanceProfileAssociations",
  "AssociateIamInstanceProfile",
  "ReplaceIamInstanceProfileAssociation",
  "DisassociateIamInstanceProfile",
] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface Profile {
  readonly arn: string;
  /** Differs from that of an earlier profile with the same ARN. */
  readonly id: string;
}

type State = "associating" | "associated" | "disassociating" | "disassociated";

export interface Association {
  readonly id: string;
  readonly instanceId: string;
  readonly profile: Profile;
  readonly state: State;
}

/** What AWS answers in place of a result. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Nobody hears the answer. */
export class ConnectionLost extends Error {}

/** What is to happen around the next calls of an operation. */
interface Plan {
  readonly operation: Operation;
  readonly when: "before" | "after";
  times: number;
  readonly happen: () => void;
}

export interface Call {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const ACCOUNT = "111122223333";

/**
 * EC2 as far as instance profiles go: with AWS's states, its error codes and its slowness, and with the mishaps that a
 * test plans. Time in here is counted in looks, that is in calls of DescribeIamInstanceProfileAssociations.
 */
export class FakeEc2 {
  /** Every call that was received, in order. */
  calls: Call[] = [];
  /** For how many looks an association stays `associating` or `disassociating`. */
  looksUntilSettled = 1;
  /** How many looks after a change still show what was there before it. */
  lateLooks = 0;
  /** Associations on one page. */
  pageSize = 100;

  private instances = new Map<string, string>();
  private profiles = new Map<string, Profile>();
  private records: Association[] = [];
  private looksAtState = new Map<string, number>();
  private late: { looks: number; records: Association[] } = { looks: 0, records: [] };
  private plans: Plan[] = [];
  private counter = 0;

  /** Forgets everything. */
  reset(): void {
    Object.assign(this, new FakeEc2());
  }

  addInstance(state: "running" | "stopped" | "terminated" = "running"): string {
    const id = `i-${this.next()}`;
    this.instances.set(id, state);
    return id;
  }

  removeInstance(id: string): void {
    this.instances.delete(id);
    this.records = this.records.filter(({ instanceId }) => instanceId !== id);
  }

  addProfile(name: string): Profile {
    const profile = { arn: profileArn(name), id: `AIPA${this.next().toUpperCase()}` };
    this.profiles.set(profile.arn, profile);
    return profile;
  }

  removeProfile({ arn }: Profile): void {
    this.profiles.delete(arn);
  }

  /** What somebody else did before or does meanwhile. */
  attach(instanceId: string, profile: Profile, state: State = "associated"): Association {
    const record = { id: `iip-assoc-${this.next()}`, instanceId, profile, state };
    this.records = [...this.records, record];
    return record;
  }

  /** What somebody else does meanwhile. */
  detach(instanceId: string): void {
    this.fallBehind();
    this.records = this.records.map((record) =>
      record.instanceId === instanceId ? { ...record, state: "disassociated" } : record,
    );
  }

  /** Every association of an instance, those of the past included. */
  associations(instanceId: string): Association[] {
    return this.records.filter((record) => record.instanceId === instanceId);
  }

  /** The association that an instance has now. */
  associationOf(instanceId: string): Association | undefined {
    return this.associations(instanceId).findLast(({ state }) =>
      ["associating", "associated"].includes(state),
    );
  }

  /** ARN of the profile that an instance has now. */
  profileOf(instanceId: string): string | undefined {
    return this.associationOf(instanceId)?.profile.arn;
  }

  /** The next calls of an operation are refused. */
  refuse(operation: Operation, refusal: Refusal, times = Infinity): void {
    this.plan(operation, "before", times, () => {
      throw new Refused(refusal);
    });
  }

  /** Something happens once, just before an operation is executed. */
  before(operation: Operation, happen: () => void): void {
    this.plan(operation, "before", 1, happen);
  }

  /** Something happens once, just after an operation was executed. */
  after(operation: Operation, happen: () => void): void {
    this.plan(operation, "after", 1, happen);
  }

  /** The connection breaks before or after the next executions of an operation. */
  loseConnection(when: "before" | "after", operation: Operation, times = 1): void {
    this.plan(operation, when, times, () => {
      throw new ConnectionLost();
    });
  }

  /** Operations other than looks, in order. */
  get changes(): string[] {
    return this.calls.map(({ operation }) => operation).filter((operation) => operation !== OPERATIONS[0]);
  }

  /** How often somebody looked. */
  get looks(): number {
    return this.calls.length - this.changes.length;
  }

  /** Executes a call; gives the associations that belong into the answer. */
  call(operation: Operation, parameters: Record<string, string>): Found {
    this.calls.push({ operation, parameters });
    this.happen(operation, "before");
    const answer = this.execute(operation, parameters);
    this.happen(operation, "after");
    return answer;
  }

  private happen(operation: Operation, when: "before" | "after"): void {
    const plan = this.plans.find((each) => each.operation === operation && each.when === when);
    if (plan === undefined) return;
    if (--plan.times === 0) this.plans.splice(this.plans.indexOf(plan), 1);
    plan.happen();
  }

  private execute(operation: Operation, parameters: Record<string, string>): Found {
    switch (operation) {
      case "DescribeIamInstanceProfileAssociations":
        return this.describe(parameters);
      case "AssociateIamInstanceProfile":
        return { associations: [this.associate(parameters)] };
      case "ReplaceIamInstanceProfileAssociation":
        return { associations: [this.replace(parameters)] };
      case "DisassociateIamInstanceProfile":
        return { associations: [this.disassociate(parameters)] };
    }
  }

  private describe(parameters: Record<string, string>): Found {
    const from = Number(parameters.NextToken ?? 0);
    if (from === 0) this.pass();
    const records = this.late.looks > 0 ? this.late.records : this.records;
    if (from === 0) this.late.looks--;
    const found = records.filter(({ instanceId }) => instanceId === parameters["Filter.1.Value.1"]);
    const to = from + this.pageSize;
    return { associations: found.slice(from, to), nextToken: to < found.length ? String(to) : undefined };
  }

  private associate(parameters: Record<string, string>): Association {
    const instanceId = parameters.InstanceId ?? "";
    this.assertUsable(instanceId);
    const profile = this.known(parameters["IamInstanceProfile.Arn"] ?? "");
    if (this.records.some((record) => record.instanceId === instanceId && record.state !== "disassociated")) {
      throw new Refused({
        code: "IncorrectState",
        message: `There is an existing association for instance ${instanceId}`,
      });
    }
    this.fallBehind();
    return this.attach(instanceId, profile, "associating");
  }

  private replace(parameters: Record<string, string>): Association {
    const association = this.find(parameters.AssociationId ?? "");
    const profile = this.known(parameters["IamInstanceProfile.Arn"] ?? "");
    const isRunning = this.instances.get(association.instanceId) === "running";
    if (!isRunning || association.state !== "associated") {
      throw new Refused({
        code: "IncorrectState",
        message: `The association ${association.id} is not the active association`,
      });
    }
    this.fallBehind();
    this.turn(association, "disassociating");
    return this.attach(association.instanceId, profile, "associating");
  }

  private disassociate(parameters: Record<string, string>): Association {
    const association = this.find(parameters.AssociationId ?? "");
    this.assertUsable(association.instanceId);
    this.fallBehind();
    return this.turn(association, "disassociating");
  }

  /** Another look: what has been on its way for long enough arrives. */
  private pass(): void {
    for (const record of this.records) {
      if (record.state !== "associating" && record.state !== "disassociating") continue;
      const looks = this.looksAtState.get(record.id + record.state) ?? 0;
      this.looksAtState.set(record.id + record.state, looks + 1);
      if (looks < this.looksUntilSettled) continue;
      this.turn(record, record.state === "associating" ? "associated" : "disassociated");
    }
  }

  private turn(association: Association, state: State): Association {
    const turned = { ...association, state };
    this.records = this.records.map((record) => (record.id === association.id ? turned : record));
    return turned;
  }

  private fallBehind(): void {
    this.late = { looks: this.lateLooks, records: this.records };
  }

  private find(id: string): Association {
    const found = this.records.find((record) => record.id === id && record.state !== "disassociated");
    if (found !== undefined) return found;
    throw new Refused({
      code: "InvalidAssociationID.NotFound",
      message: `An invalid association-id of '${id}' was given`,
    });
  }

  private known(arn: string): Profile {
    const profile = this.profiles.get(arn);
    if (profile !== undefined) return profile;
    throw new Refused(profileUnknown(arn));
  }

  private assertUsable(instanceId: string): void {
    const state = this.instances.get(instanceId);
    if (state === undefined) {
      throw new Refused({
        code: "InvalidInstanceID.NotFound",
        message: `The instance ID '${instanceId}' does not exist`,
      });
    }
    if (state === "terminated") {
      throw new Refused({
        code: "IncorrectInstanceState",
        message: `The instance '${instanceId}' is not in the 'running' or 'stopped' states.`,
      });
    }
  }

  private plan(operation: Operation, when: "before" | "after", times: number, happen: () => void): void {
    this.plans.push({ operation, when, times, happen });
  }

  private next(): string {
    return (++this.counter).toString(16).padStart(17, "0");
  }
}

/** What an answer tells of associations. */
export interface Found {
  readonly associations: readonly Association[];
  readonly nextToken?: string;
}

export function profileArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`;
}

/** What EC2 says while it knows a profile and not yet the role in it. */
export function profileWithoutRole(arn: string): Refusal {
  return {
    code: "InvalidParameterValue",
    message: `IAM Instance Profile "${arn}" has no associated IAM Roles`,
  };
}

export function profileUnknown(arn: string): Refusal {
  return {
    code: "InvalidParameterValue",
    message: `Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
  };
}
