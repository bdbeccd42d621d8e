import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { moduleVariables } from "../../scripts/module-variables";
import { describeWith, ENGINES } from "../support/engines";
import { problemsIn } from "../support/refusals";
import { WRONG_BESIDE_UNKNOWN, WRONG_TOGETHER_BESIDE_UNKNOWN } from "./beside-unknown";
import { hasUnknown, misshapen, type Misshapen } from "./misshapen";
import { WRONG_TOGETHER, WRONG_VALUES, type Mistake } from "./mistakes";
import {
  blocksOf,
  copyOfModule,
  mockOf,
  MODULE_FOLDER,
  terraformTest,
  type Diagnostic,
  type TestEvent,
} from "./module-copy";
import { inModuleWords } from "./words";

const CONDITIONS = ["validation", "precondition", "postcondition"];

/** `variables.tf:80`: where each condition of the module begins. */
async function conditions(): Promise<string[]> {
  const files = await blocksOf(MODULE_FOLDER);
  const found = Object.keys(files).flatMap((file) => {
    const lines = readFileSync(join(MODULE_FOLDER, file), "utf8").split("\n");
    return lines.flatMap((line, i) =>
      CONDITIONS.some((kind) => line.trim() === `${kind} {`) ? [`${file}:${i + 1}`] : [],
    );
  });
  // No condition is written in a way that the lines do not show.
  expect(found).toHaveLength(countOfConditions(files));
  return found;
}

function countOfConditions(blocks: unknown): number {
  if (typeof blocks !== "object" || blocks === null) return 0;
  return Object.entries(blocks).reduce(
    (count, [key, inner]: [string, unknown]) =>
      count +
      (CONDITIONS.includes(key) && Array.isArray(inner) ? inner.length : 0) +
      countOfConditions(inner),
    0,
  );
}

/** Where the module says it another way than the app, and why. */
const OTHERWISE: readonly (readonly [app: RegExp, module: string])[] = [
  // The ARN or name stands in an object, so that its presence is known where it is not.
  [/^(configuration_secret\.(?:secret|key)): "/, '$1.arn: "'],
  [/^role\.existing: "/, 'role.existing.name: "'],
  [/^configuration_secret\.name: (?=nothing is given)/, "configuration_secret: "],
  // Terraform has worked a text out before it comes to the module.
  [/(?<=^role\.description: .*), \$\{ and %\{$/, ""],
  // One condition looks at several attributes, lists or variables, and names what they hold.
  [
    /(?<=an existing role is taken as it is: )\S+/,
    "name, name_prefix, permissions_boundary_arn, max_session_duration",
  ],
  [/(?<=is a target too \(\w+)\[\d+\]/, ""],
  [/^role\.(?=permissions_boundary_arn: .* is a policy of )/, ""],
  [/^managed_databases\[0\]\.(?=region: .* lies in partition )/, ""],
];

/** What the app says to a configuration, in the words of the module. */
function saidByTheApp(configuration: object): string[] {
  const aws = { region: "us-east-1", accountId: "111122223333" };
  const problems = problemsIn(JSON.stringify({ name: "keeper-gateway", aws, ...configuration }));
  return problems
    .map((line) => inModuleWords(line.replace(/^\S+ /, "")))
    .map((line) => OTHERWISE.reduce((before, [app, module]) => before.replace(app, module), line))
    .flatMap(bothTwins);
}

/** Of two keys that differ in capitals the app names the second; a map has no order, and the module names both. */
function bothTwins(line: string): string[] {
  const [, list, one, other, rest] = /^(.*tags)\.(\w+): "\w+" differs from "(\w+)"(.*)$/.exec(line) ?? [];
  return list === undefined ? [line] : [line, `${list}.${other}: "${other}" differs from "${one}"${rest}`];
}

describeWith([ENGINES.terraform], "What the drop-in module refuses", () => {
  let diagnostics: readonly Diagnostic[];
  let shapes: readonly Diagnostic[];
  let beside: readonly Diagnostic[];
  beforeAll(async () => {
    MISSHAPEN = (await moduleVariables(MODULE_FOLDER)).flatMap(misshapen);
    const events = [...(await refusals("values")), ...(await refusals("together"))];
    diagnostics = events
      .flatMap(({ diagnostic }) => diagnostic ?? [])
      // What only the apply knows of the instances is no refusal, and what the provider says of names has no detail.
      .filter(({ summary, detail }) => !summary.startsWith("Check block assertion known") && detail !== "");
    const ofShapes = [...(await refusals("shapes")), ...(await refusals("unknown"))];
    shapes = ofShapes.flatMap(({ diagnostic }) => diagnostic ?? []);
    const ofBeside = [...(await refusals("beside")), ...(await refusals("together beside"))];
    beside = ofBeside.flatMap(({ diagnostic }) => diagnostic ?? []);
  }, 600_000);

  it("is every condition that stands in its code", async () => {
    const written = await conditions();
    expect(written.length).toBeGreaterThan(90);
    const provoked = [...diagnostics, ...shapes].map(conditionOf);
    expect(written.filter((condition) => !provoked.includes(condition))).toEqual([]);
  });

  it("is said in the words of the app, each mistake with its place", () => {
    const wanted = [...WRONG_VALUES, ...WRONG_TOGETHER].flatMap(({ configuration }) =>
      saidByTheApp(configuration),
    );
    const said = linesOf(diagnostics);
    expect(wanted.length).toBeGreaterThan(90);
    expect(wanted.filter((line) => !said.includes(line))).toEqual([]);
    expect(
      said.filter((line) => !wanted.includes(line) && !OF_TERRAFORM.some((own) => own.test(line))),
    ).toEqual([]);
  });

  it("is every attribute that there is not, every value of another type, and every null in a list", () => {
    const wanted = MISSHAPEN.flatMap(({ said }) => said);
    const said = linesOf(shapes);
    expect(wanted.length).toBeGreaterThan(150);
    // Several mistakes have the same words: each mistake has said them.
    const times = (lines: readonly string[], line: string) => lines.filter((other) => other === line).length;
    expect(wanted.filter((line) => times(said, line) < times(wanted, line))).toEqual([]);
  });

  it("is in the plan what is wrong whatever is not known yet beside it", () => {
    const wanted = [...WRONG_BESIDE_UNKNOWN, ...WRONG_TOGETHER_BESIDE_UNKNOWN].flatMap(({ said }) => said);
    expect(linesOf(beside).sort()).toEqual([...wanted].sort());
  });

  it("is said by the module, and never by a function in it that a wrong shape makes fail", () => {
    expect(shapes.filter(({ summary }) => summary !== "Invalid value for variable")).toEqual([]);
  });

  it("is all of it, where there are several mistakes in one list", () => {
    const [lines] = diagnostics.flatMap(({ detail }) =>
      detail.includes('"Orders"') ? [detail.split("\n\n")[0]?.split("\n")] : [],
    );
    expect(lines?.map((line) => line.split(" is not ")[0])).toEqual([
      'managed_databases[1].instance: "Orders"',
      'managed_databases[2].instance: "pay_roll"',
    ]);
  });
});

/** Every variable in every shape that it must not have. */
let MISSHAPEN: readonly Misshapen[];

/** The lines of what is said. */
function linesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ detail }) => detail.replace(/\n\nThis was checked by .*/s, "").split("\n"));
}

/** What can go wrong with Terraform alone: the app has no such case. */
const OF_TERRAFORM = [
  /^account_id: the credentials are of account 111122223333, and nothing is done in another one than 444455556666$/,
  /^policy 1 has 6145 characters, and IAM takes 6144: /,
  /^the inline policies of the attachment function's role have 10\d{3} characters, and IAM takes 10240: /,
  /^access_key_user: the secret of access key 1 went another way, .* set generation = 2$/,
  /^the permissions outgrow IAM's quotas: \d+ characters need 11 policies, and a role can carry 10 of 6144 characters .* managed_databases 100, /,
  /^protected_users: Break-Glass protects nobody\. The account has arn:aws:iam::111122223333:user\/break-glass, and /,
  /^protected_users: the account has no user arn:aws:iam::111122223333:user\/board\/dean: unless this apply makes that user, /,
];

/** `variables.tf:80`: the condition that a diagnostic is about. */
function conditionOf({ detail, range }: Diagnostic): string {
  const [, file, line] = /checked by the validation rule at .*?([\w-]+\.tf):(\d+)/.exec(detail) ?? [];
  // Elsewhere the range is the expression's, one line below the beginning of its block.
  return file ? `${file}:${line}` : `${range?.filename.split("/").at(-1)}:${(range?.start.line ?? 0) - 1}`;
}

/**
 * What Terraform says to the mistakes of a kind. It looks at each variable first, and at several together only where each
 * by itself is right; and a key's secret can change its way only where there is a key, which a run before makes.
 */
async function refusals(
  kind: "values" | "together" | "shapes" | "unknown" | "beside" | "together beside",
): Promise<TestEvent[]> {
  const folder = dirname(copyOfModule());
  const call = (variables: object) => ({
    source: "./keeper-gateway",
    name: "keeper-gateway",
    ...variables,
    count: "${var.mistakes ? 1 : 0}",
  });
  const tags = Array.from({ length: 100 }, () => ({ tag: { key: "Team", value: "data" } }));
  const ofTerraform = {
    key: {
      ...call({}),
      access_key_user:
        '${{ pgp_key = var.mistakes ? "keybase:operator" : null, accept_secret_in_state = !var.mistakes }}',
      count: 1,
    },
    account: call({ account_id: "444455556666" }),
    long: call({ access_key_user: { create_access_key: false }, instances: ["i-0123456789abcdef0"] }),
    many: call({ managed_databases: tags }),
    capitals: call({ protected_users: ["Break-Glass"] }),
  };
  const calls = {
    values: merged(WRONG_VALUES),
    together: WRONG_TOGETHER.map(({ variables }) => variables),
    shapes: merged(MISSHAPEN.filter((call) => !hasUnknown(call))),
    // Terraform comes to these only where nothing is wrong that it knows.
    unknown: merged(MISSHAPEN.filter(hasUnknown).map(withSecretName)),
    beside: merged(WRONG_BESIDE_UNKNOWN),
    "together beside": WRONG_TOGETHER_BESIDE_UNKNOWN.map(({ variables }) => variables),
  }[kind];
  const root = {
    variable: { mistakes: { type: "bool", default: false } },
    resource: { terraform_data: { unknown: {} } },
    module: {
      ...Object.fromEntries(calls.map((variables, i) => [`mistake_${i}`, call(variables)])),
      ...(kind === "together" && ofTerraform),
    },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  copyFileSync(join(MODULE_FOLDER, "versions.tf"), join(folder, "versions.tf"));
  mkdirSync(join(folder, "tests"));
  const runs = kind !== "together" ? planOfMistakes("") : `run "a_key" {}\n${planOfMistakes(TOO_LONG)}`;
  writeFileSync(join(folder, "tests", "mistakes.tftest.hcl"), `${mockOf("defaults.tftest.hcl")}\n${runs}`);
  return terraformTest(folder);
}

/** The same with a name for the secret, whose absence Terraform knows. */
function withSecretName({ variables }: Pick<Mistake, "variables">): Pick<Mistake, "variables"> {
  const { configuration_secret: secret } = variables;
  if (typeof secret !== "object") return { variables };
  return { variables: { ...variables, configuration_secret: { name: "keeper/gateway", ...secret } } };
}

/** As few calls as can make these mistakes: what is wrong with one variable is said whatever is wrong with another. */
function merged(mistakes: readonly Pick<Mistake, "variables">[]): Mistake["variables"][] {
  const calls: Record<string, unknown>[] = [];
  for (const { variables } of mistakes) {
    const free = calls.find((call) => Object.keys(variables).every((name) => !(name in call)));
    if (free) Object.assign(free, variables);
    else calls.push({ ...variables });
  }
  return calls;
}

function planOfMistakes(overrides: string): string {
  return `run "mistakes" {
    command = plan
    variables {
      mistakes = true
    }
    ${overrides}
  }`;
}

/** Policy documents that are longer than IAM takes. */
const TOO_LONG = Object.entries({ gateway: 6145, access_key_user: 6145, attachment_function: 10_241 })
  .map(
    ([document, characters]) => `override_data {
      target = module.long[0].data.aws_iam_policy_document.${document}
      values = { json = "{}", minified_json = "${"x".repeat(characters)}" }
    }`,
  )
  .join("\n");
