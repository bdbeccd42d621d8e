import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { folderWith } from "../support/refusals";
import { temporaryFolder } from "../support/temporary-folder";

const TERMINAL = join(PROJECT, "__tests__", "support", "terminal.py");
const PROGRAM = [
  process.execPath,
  join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs"),
  join(PROJECT, "modules", "cli", "keeperpam-aws.ts"),
];

const ENTER = "\r";
const DOWN = "\x1b[B";
const CONTROL_C = "\x03";
const DELETE_LINE = "\x15";

/** What is waited for on the terminal, and the keys that are typed when it has come. */
type Conversation = readonly (readonly [awaited: string, keys: string])[];

const NAME = "Name of the gateway";
const REGION = "Region";
const ACCOUNT = "Account, 12 digits";
const GATEWAY = "Where does the gateway run?";
const TARGET = "What does it rotate first?";
const PIPELINE = "What runs Terraform?";

/** Runs init on a terminal. */
function converse(args: readonly string[], cwd: string, conversation: Conversation) {
  return new Promise<{ status: number; shown: string }>((resolve) => {
    const child = execFile(
      "python3",
      [TERMINAL, ...PROGRAM, "init", ...args],
      { cwd, env: { ...process.env, TERM: "xterm", NO_COLOR: "1" } },
      (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? 1) : 0, shown: stdout + stderr }),
    );
    child.stdin?.end(JSON.stringify(conversation));
  });
}

const configurationIn = (folder: string) =>
  loadConfigurations(join(folder, "keeper-pam.yaml"))[0]?.configuration;

describeWith([ENGINES.python], "keeperpam-aws init on a terminal", () => {
  it("asks what matters, takes what is typed, and writes it", async () => {
    const cwd = temporaryFolder();
    const { status, shown } = await converse([], cwd, [
      [NAME, `${DELETE_LINE}gw${ENTER}`],
      [REGION, `${DELETE_LINE}eu-west-1${ENTER}`],
      [ACCOUNT, `111122223333${ENTER}`],
      [GATEWAY, DOWN + DOWN + ENTER],
      ["Name of its role", `my-machine${ENTER}`],
      [TARGET, DOWN + ENTER],
      ["Identifier of the RDS instance", `orders${ENTER}`],
      [PIPELINE, DOWN + ENTER],
      ["S3 bucket of the state", `corp-state${ENTER}`],
    ]);
    expect({ status, shown }).toEqual({
      status: 0,
      shown: expect.stringContaining("npm install") as unknown,
    });
    expect(configurationIn(cwd)).toMatchObject({
      name: "gw",
      aws: { region: "eu-west-1", accountId: "111122223333" },
      backend: { s3: { bucket: "corp-state" } },
      gateway: { role: { existing: "my-machine" } },
      targets: { managedDatabases: [{ instance: "orders" }] },
    });
    expect(readdirSync(join(cwd, ".github", "workflows"))).toEqual(["gw.yml"]);
  });

  it("takes nothing but Enter for the least that works", async () => {
    const cwd = temporaryFolder();
    const questions = [NAME, REGION, ACCOUNT, GATEWAY, TARGET, PIPELINE];
    const { status } = await converse(
      [],
      cwd,
      questions.map((question) => [question, ENTER] as const),
    );
    expect([status, configurationIn(cwd)]).toEqual([
      0,
      { name: "keeper-gateway", aws: { region: "us-east-1" } },
    ]);
  });

  it("asks nothing that an option has said", async () => {
    const cwd = temporaryFolder();
    const args = ["--name", "gw", "--region", "eu-west-1", "--access-key", "--iam-user", "auditor"];
    const { status, shown } = await converse(args, cwd, [
      [ACCOUNT, ENTER],
      [PIPELINE, ENTER],
    ]);
    expect(status).toBe(0);
    for (const question of [NAME, REGION, GATEWAY, TARGET]) expect(shown).not.toContain(question);
    expect(configurationIn(cwd)?.gateway).toMatchObject({ role: false });
  });

  it("refuses an answer at once in the words of the file's check, and asks again", async () => {
    const cwd = temporaryFolder();
    const { status } = await converse(["--account", "111122223333", "--access-key", "--iam-user", "a"], cwd, [
      [NAME, ` x${ENTER}`],
      ['"keeper-gateway x" is not a name for the gateway', `${DELETE_LINE}gw${ENTER}`],
      [REGION, ENTER],
      [PIPELINE, ENTER],
    ]);
    expect([status, configurationIn(cwd)?.name]).toEqual([0, "gw"]);
  });

  it("refuses an instance for a gateway whose name no function can be called after, and says which rule", async () => {
    const cwd = temporaryFolder();
    const { status } = await converse(
      ["--name", "a,b", "--region", "us-east-1", "--account", "111122223333"],
      cwd,
      [
        [GATEWAY, DOWN + ENTER],
        ["ID of its instance", `i-0123456789abcdef0${ENTER}`],
        ['name: "a,b" cannot be the beginning of a Lambda', CONTROL_C],
      ],
    );
    expect([status, readdirSync(cwd)]).toEqual([1, []]);
  });

  it.each([
    [NAME, []],
    [PIPELINE, [NAME, REGION, ACCOUNT, GATEWAY, TARGET]],
  ])("writes nothing and ends with 1 when somebody stops at: %s", async (question, before) => {
    const cwd = temporaryFolder();
    const { status, shown } = await converse(["new"], cwd, [
      ...before.map((answered) => [answered, ENTER] as const),
      [question, CONTROL_C],
    ]);
    expect([status, readdirSync(cwd)]).toEqual([1, []]);
    expect(shown).toContain("Stopped; nothing was written.");
  });

  it("asks for the pipeline alone where the folder has its configuration", async () => {
    const cwd = folderWith({ "keeper-pam.yaml": "name: prod\naws: { region: eu-west-1 }\n" });
    const { status, shown } = await converse([], cwd, [[PIPELINE, ENTER]]);
    expect([status, shown.includes(NAME)]).toEqual([0, false]);
  });

  it("asks nothing with --yes", async () => {
    const cwd = temporaryFolder();
    const { status, shown } = await converse(["--yes"], cwd, []);
    expect(status).toBe(0);
    expect(shown).toMatch(/^Written in \.:/);
  });
});
