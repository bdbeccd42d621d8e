import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeeperGateway, OnConflict, REQUIRED_PROVIDER } from "cdktf-keeperpam-aws";
import { describeWith, ENGINES } from "../support/engines";
import { synthesizeFolder } from "../support/synthesis";
import { copyOfModule, mockOf, terraformTest } from "./module-copy";
import { inModuleWords } from "./words";

const INSTANCE = "i-0123456789abcdef0";

/** What EC2 and IAM say after the apply, by what the data sources are called in both ways. */
const SEEN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  nothing_is_there: { existing: [], attached: [], without_imdsv2: [], with_hop_limit_1: [] },
  all_is_otherwise: {
    existing: [INSTANCE],
    attached: [],
    without_imdsv2: [INSTANCE],
    with_hop_limit_1: [INSTANCE],
  },
  all_is_well: { existing: [INSTANCE], attached: [INSTANCE], without_imdsv2: [], with_hop_limit_1: [] },
};

const LOST_KEYS = ["AKIALOST1", "AKIALOST2"].map(
  (id) => `{ access_key_id = "${id}", create_date = "2026-01-01T00:00:00Z", status = "Active" }`,
);

/** The runs of a way, each in a file of its own: what comes after a run that fails is not run. */
async function warnings(folder: string, data: (type: string, name: string) => string, variables: string) {
  rmSync(join(folder, "tests"), { recursive: true, force: true });
  mkdirSync(join(folder, "tests"));
  for (const [run, seen] of Object.entries(SEEN)) {
    const overrides = Object.entries(seen).map(
      ([name, ids]) => `override_data {
        target = ${data("aws_instances", name)}
        values = { ids = ${JSON.stringify(ids)} }
      }`,
    );
    const keys = run === "all_is_well" ? [] : LOST_KEYS;
    overrides.push(`override_data {
      target = ${data("aws_iam_access_keys", "")}
      values = { access_keys = [${keys.join(", ")}] }
    }`);
    writeFileSync(
      join(folder, "tests", `${run}.tftest.hcl`),
      `${mockOf("defaults.tftest.hcl")}\nrun "${run}" {\n${variables}\n${overrides.join("\n")}\n}\n`,
    );
  }
  const said: Record<string, string[]> = Object.fromEntries(Object.keys(SEEN).map((run) => [run, []]));
  for (const { diagnostic, ...event } of await terraformTest(folder)) {
    const run = (event as { "@testrun"?: string })["@testrun"];
    if (diagnostic && run !== undefined) said[run]?.push(comparable(diagnostic.detail));
  }
  return Object.fromEntries(Object.entries(said).map(([run, lines]) => [run, lines.sort()]));
}

/** In the words of the module; each way has an address of its own for what attaches an instance. */
function comparable(detail: string): string {
  return inModuleWords(detail).replace(/-replace=\S+/, "-replace=ADDRESS");
}

describeWith([ENGINES.terraform], "what is seen after the apply", () => {
  it("is warned of by the module as by a stack", async () => {
    const { folder, stack } = synthesizeFolder((scope) => {
      scope.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        instances: [INSTANCE],
        onConflict: OnConflict.FAIL,
        accessKeyUser: { acceptSecretInState: true },
      });
    });
    const inStack = (type: string, name: string) => {
      const names = Object.keys((stack.data as Record<string, object>)[type] ?? {});
      return `data.${type}.${names.find((id) => id.replaceAll("-", "_").includes(name))}`;
    };
    const ofStack = await warnings(folder, inStack, "");
    const ofModule = await warnings(
      copyOfModule(),
      (type, name) => `data.${type}.${name || "access_key_user"}`,
      `variables {
        name            = "keeper-gateway"
        instances       = ["${INSTANCE}"]
        access_key_user = { accept_secret_in_state = true }
      }`,
    );
    expect(ofModule).toEqual(ofStack);
    expect(Object.entries(ofModule).map(([run, lines]) => [run, lines.length])).toEqual([
      ["nothing_is_there", 2],
      ["all_is_otherwise", 4],
      ["all_is_well", 0],
    ]);
  }, 300_000);
});
