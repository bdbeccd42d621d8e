import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { acceptedFindings } from "cdktf-keeperpam-aws";
import { moduleAddress } from "../../modules/moving";
import { withStack } from "../../modules/stacks";
import { configurationIn } from "../support/refusals";
import { blocksOf, MODULE_FOLDER } from "./module-copy";

/** Every resource that the constructs can make, each as the module makes it. */
const EVERYTHING = {
  name: "keeper-gateway",
  aws: { region: "us-east-1" },
  gateway: {
    instances: ["i-0123456789abcdef0"],
    onConflict: "replace",
    // How long that is checkov cannot tell in the module.
    attachmentFunction: { logRetentionDays: 365 },
    accessKeyUser: { pgpKey: "keybase:ada", generation: 2, keepPrevious: true },
    configurationSecret: { name: "keeper", operators: ["arn:aws:iam::111122223333:role/operators"] },
  },
};

type Block = Readonly<Record<string, unknown>>;
interface Lifecycle {
  readonly create_before_destroy?: boolean;
  readonly ignore_changes?: readonly string[];
  readonly replace_triggered_by?: readonly string[];
}

/** The resources of a stack by their addresses, and what a scanner finds in it. */
function stackOfEverything() {
  return withStack(configurationIn(JSON.stringify(EVERYTHING)), (stack) => {
    const { resource } = stack.toTerraform() as { resource: Record<string, Record<string, Block>> };
    const resources = Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([id, block]) => [`${type}.${id}`, block] as const),
    );
    return { resources, findings: acceptedFindings(stack) };
  });
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

/** The same of a block of the module, whose references stand in `${…}`. */
function orderInModule({ lifecycle = [{}], depends_on: after = [] }: Block) {
  const [{ create_before_destroy, ignore_changes = [], replace_triggered_by = [] } = {}] =
    lifecycle as Lifecycle[];
  const bare = (reference: string) => reference.replace(/^\$\{(.*)\}$/, "$1");
  return {
    create_before_destroy: create_before_destroy ?? false,
    ignore_changes: ignore_changes.map(bare),
    replace_triggered_by: replace_triggered_by.map(bare),
    after: (after as string[]).map(bare).sort(),
  };
}

describe("of each resource the module says as the constructs do", () => {
  const { resources, findings } = stackOfEverything();

  it("what it waits for, what replaces it, and what is left alone", async () => {
    const files = Object.values(await blocksOf(MODULE_FOLDER));
    const ofModule = Object.fromEntries(
      files.flatMap(({ resource = {} }) =>
        Object.entries(resource as Record<string, Record<string, Block[]>>).flatMap(([type, named]) =>
          Object.entries(named).map(([name, [block = {}]]) => [`${type}.${name}`, orderInModule(block)]),
        ),
      ),
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
