import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { acceptedFindings } from "cdktf-keeperpam-aws";
import { moduleAddress } from "../../modules/moving";
import { withStack } from "../../modules/stacks";
import { configurationIn } from "../support/refusals";
import { blocksOf, MODULE_FOLDER } from "./module-copy";

const INSTANCES = ["i-0123456789abcdef0"];

/** Every resource that the constructs can make, each as the module makes it. */
const EVERYTHING = {
  name: "keeper-gateway",
  aws: { region: "us-east-1" },
  protectedUsers: ["break-glass"],
  gateway: {
    instances: INSTANCES,
    onConflict: "replace",
    // How long that is checkov cannot tell in the module.
    attachmentFunction: { logRetentionDays: 365 },
    accessKeyUser: { pgpKey: "keybase:ada", generation: 2, keepPrevious: true },
    configurationSecret: { name: "keeper", operators: ["arn:aws:iam::111122223333:role/operators"] },
  },
};

/** A role that exists takes the place of one that is made. */
const EXISTING_ROLE = {
  ...EVERYTHING,
  gateway: { ...EVERYTHING.gateway, role: { existing: "operations" }, instanceProfile: true },
};

type Block = Readonly<Record<string, unknown>>;
interface Lifecycle {
  readonly create_before_destroy?: boolean;
  readonly ignore_changes?: readonly string[];
  readonly replace_triggered_by?: readonly string[];
}

/** Something for each block, by type and name. */
type ByTypeAndName<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** The same by their addresses. */
function addressed<T>(blocks: ByTypeAndName<T>): [address: string, block: T][] {
  return Object.entries(blocks).flatMap(([type, named]) =>
    Object.entries(named).map(([name, block]): [string, T] => [`${type}.${name}`, block]),
  );
}

/** The resources and the data sources of a stack, and what a scanner finds in it. */
function stackOf(configuration: object) {
  return withStack(configurationIn(JSON.stringify(configuration)), (stack) => {
    const { resource, data } = stack.toTerraform() as Record<"resource" | "data", ByTypeAndName<Block>>;
    return { resources: addressed(resource), data: addressed(data), findings: acceptedFindings(stack) };
  });
}

/** The blocks of the module of a kind. */
async function blocksOfModule(kind: "resource" | "data"): Promise<[address: string, block: Block][]> {
  const files = Object.values(await blocksOf(MODULE_FOLDER));
  return files.flatMap((file) =>
    addressed((file[kind] ?? {}) as ByTypeAndName<Block[]>).map(
      ([address, [block = {}]]): [string, Block] => [address, block],
    ),
  );
}

const ACCESS_KEY = "aws_iam_access_key.gateway";

/** An address without its instance. */
const withoutKey = (address: string) => address.replace(/\[.*\]$/, "");

/** Where the module has what a stack has, whatever is behind its address. */
function inModule(address: string): string {
  const [, resource = ""] = /^(\w+\.\w+)/.exec(address) ?? [];
  return withoutKey(moduleAddress(resource));
}

/** What Terraform does in which order, of a block of a stack in the terms of the module. */
function orderOf({ lifecycle = {}, depends_on: after = [] }: Block) {
  const { create_before_destroy, ignore_changes = [], replace_triggered_by = [] } = lifecycle as Lifecycle;
  return {
    create_before_destroy: create_before_destroy ?? false,
    ignore_changes,
    replace_triggered_by: replace_triggered_by.map(inModule),
    // The policies of all instances stand in one block of the module.
    after: [
      ...new Set((after as string[]).filter((address) => !/^data\./.test(address)).map(inModule)),
    ].sort(),
  };
}

/** A reference alone. */
const bare = (reference: string) => reference.replace(/^\$\{(.*)\}$/, "$1");

/** The same of a block of the module, whose references stand in `${…}`. */
function orderInModule({ lifecycle = [{}], depends_on: after = [] }: Block) {
  const [{ create_before_destroy, ignore_changes = [], replace_triggered_by = [] } = {}] =
    lifecycle as Lifecycle[];
  return {
    create_before_destroy: create_before_destroy ?? false,
    ignore_changes: ignore_changes.map(bare),
    replace_triggered_by: replace_triggered_by.map(bare),
    after: (after as string[]).map(bare).sort(),
  };
}

/** What a stack calls what it asks AWS for, by what the module calls it; without the policy documents. */
const DATA_SOURCES: Readonly<Record<string, string>> = {
  "aws_partition.current": "aws_partition.gateway_partition",
  "aws_caller_identity.current": "aws_caller_identity.gateway_caller_identity",
  "aws_iam_role.existing": "aws_iam_role.gateway_existing_role",
  "aws_iam_users.account": "aws_iam_users.gateway_protected_users_account",
  "aws_iam_access_keys.access_key_user": "aws_iam_access_keys.gateway_access_key_user_unknown_keys_account",
  "aws_instances.before": "aws_instances.gateway_instances_former_existing",
  "aws_instance.before": "aws_instance.gateway_instances_former_instance",
  "aws_iam_instance_profile.former": "aws_iam_instance_profile.gateway_instances_former_profile",
  "aws_instances.existing": "aws_instances.gateway_instances_observed_existing",
  "aws_instances.attached": "aws_instances.gateway_instances_observed_attached",
  "aws_instances.without_imdsv2": "aws_instances.gateway_instances_observed_without_imdsv2",
  "aws_instances.with_hop_limit_1": "aws_instances.gateway_instances_observed_with_hop_limit_1",
};

/** A policy is compared elsewhere, statement by statement. */
const DOCUMENT = "aws_iam_policy_document.";

/** What the module's expressions say of the two configurations, where they hold what a stack has written out. */
const WRITTEN_OUT: Readonly<Record<string, unknown>> = {
  "${var.instances}": INSTANCES,
  "${local.role.existing.name}": EXISTING_ROLE.gateway.role.existing,
  "${local.instance_profile_arn}":
    "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:instance-profile/keeper-gateway",
  // There is a list of one where there is such a data source, and an empty one else.
  "${toset(flatten(data.aws_instances.before[*].ids))}": "${toset(data.aws_instances.before.ids)}",
  "${aws_iam_user.gateway[0].id}": "${aws_iam_user.gateway.id}",
};

/** A value in which each text, wherever it stands, is another one. */
function mapped(value: unknown, other: (text: string) => unknown): unknown {
  if (typeof value === "string") return other(value);
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, other));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, other)]));
}

const sourceInModule = (address: string) =>
  Object.entries(DATA_SOURCES).find(([, inStack]) => inStack === address)?.[0] ??
  `${address}, which the module has not`;

/** What a block of a stack cannot say (whether it is there), and what is compared by its messages. */
const NOT_ASKED = ["//", "count", "lifecycle", "depends_on"];
const argumentsOf = (block: Block) =>
  Object.fromEntries(Object.entries(block).filter(([key]) => !NOT_ASKED.includes(key)));
const afterIn = ({ depends_on: after = [] }: Block) => after as string[];

/** What is asked for, of a block of a stack in the terms of the module. */
function askedFor(block: Block): object {
  const inTerms = (text: string) =>
    text
      .replace(/\bdata\.(\w+\.\w+)/g, (_, address: string) => `data.${sourceInModule(address)}`)
      .replace(/(?<!\bdata\.)\baws_\w+\.\w+/g, inModule)
      .replace("local.gateway_instances_", "local.");
  return { ...(mapped(argumentsOf(block), inTerms) as object), after: afterIn(block).map(inModule).sort() };
}

/** The same of a block of the module. */
function askedForInModule(block: Block): object {
  const writtenOut = (text: string) => WRITTEN_OUT[text] ?? text;
  return { ...(mapped(argumentsOf(block), writtenOut) as object), after: afterIn(block).map(bare).sort() };
}

describe("of what is asked of AWS the module says as the constructs do", () => {
  it("which of what there is, and after what", async () => {
    const ofModule = (await blocksOfModule("data"))
      .filter(([address]) => !address.startsWith(DOCUMENT))
      .map(([address, block]) => [address, askedForInModule(block)] as const);
    const ofStack = [...stackOf(EXISTING_ROLE).data, ...stackOf(EVERYTHING).data]
      .filter(([address]) => !address.startsWith(DOCUMENT))
      .map(([address, block]) => [sourceInModule(address), askedFor(block)] as const);
    expect(Object.fromEntries(ofModule)).toEqual({
      ...Object.fromEntries(ofStack),
      // The file names it.
      "aws_region.current": { after: [] },
    });
  });
});

describe("of each resource the module says as the constructs do", () => {
  const { resources, findings } = stackOf(EVERYTHING);

  it("what it waits for, what replaces it, and what is left alone", async () => {
    const ofModule = Object.fromEntries(
      (await blocksOfModule("resource")).map(([address, block]) => [address, orderInModule(block)]),
    );
    const ofStack = resources
      .filter(([address]) => !address.endsWith("_planned"))
      .map(([address, block]) => [withoutKey(moduleAddress(address)), orderOf(block)] as const)
      // The key before the current one stays as it was made.
      .filter(([address, { ignore_changes: ignored }]) => address !== ACCESS_KEY || ignored.length > 0);
    expect(ofModule).toEqual(Object.fromEntries(ofStack));
  });

  it("why a scanner's finding stays", () => {
    const code = readdirSync(MODULE_FOLDER)
      .filter((name) => name.endsWith(".tf"))
      .map((name) => readFileSync(join(MODULE_FOLDER, name), "utf8"));
    const ofModule = code.flatMap((text) =>
      [...text.matchAll(/^ +# checkov:skip=(\w+):(.*)$/gm)].map(([, check, reason]) => `${check}: ${reason}`),
    );
    const ofStack = findings.map(({ check, reason }) => `${check}: ${reason}`);
    expect([...new Set(ofModule)].sort()).toEqual([...new Set(ofStack)].sort());
  });
});
