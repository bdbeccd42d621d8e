import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KeeperGateway, REQUIRED_PROVIDER } from "cdktf-keeperpam-aws";
import { describeWith, ENGINES } from "../support/engines";
import { synthesizeFolder } from "../support/synthesis";
import { copyOfModule, mockOf, terraformTest, type TestEvent } from "./module-copy";

const MOCK = mockOf("targets.tftest.hcl");
const USER = "arn:aws:iam::111122223333:user";

/** The account's users, what is written as protected, and which part of the plan objects. */
const CASES: Readonly<Record<string, { users: string[]; written: string; objects?: "error" | "warning" }>> = {
  a_name_as_iam_has_it: { users: [`${USER}/break-glass`], written: "break-glass" },
  a_name_at_a_path: { users: [`${USER}/admins/break-glass`], written: "break-glass" },
  an_arn_as_iam_has_it: { users: [`${USER}/admins/break-glass`], written: `${USER}/admins/break-glass` },
  a_name_in_other_capitals: { users: [`${USER}/break-glass`], written: "Break-Glass", objects: "error" },
  an_arn_in_other_capitals: {
    users: [`${USER}/Break-glass`],
    written: `${USER}/break-glass`,
    objects: "error",
  },
  an_arn_with_another_path: {
    users: [`${USER}/admins/break-glass`],
    written: `${USER}/break-glass`,
    objects: "error",
  },
  a_name_that_nobody_has: { users: [`${USER}/ada`], written: "break-glass", objects: "warning" },
  the_beginning_of_a_name: { users: [`${USER}/break-glass-2`], written: "break-glass", objects: "warning" },
};

/** What Terraform says of each case, by its name: nothing where it is content. */
function said(events: readonly TestEvent[], names: readonly string[]): Record<string, string[]> {
  const byRun: Record<string, string[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const { diagnostic, ...event } of events) {
    const run = (event as { "@testrun"?: string })["@testrun"];
    if (diagnostic && run !== undefined) byRun[run]?.push(diagnostic.detail);
  }
  return byRun;
}

const expected = Object.fromEntries(
  Object.entries(CASES).map(([name, { objects, written }]) => [
    name,
    objects === undefined
      ? []
      : [
          expect.stringContaining(
            objects === "error" ? `${written} protects nobody` : `the account has no user ${written}`,
          ) as unknown,
        ],
  ]),
);

const runOf = (data: string, users: readonly string[], name: string, rest: string) => `
run "${name}" {
  command = plan
  ${rest}
  override_data {
    target = ${data}
    values = { arns = ${JSON.stringify(users)} }
  }
}
`;

/** Each in a file of its own: what comes after a run that fails is not run. */
function writeRuns(folder: string, runs: readonly string[]): void {
  mkdirSync(join(folder, "tests"));
  runs.forEach((run, i) => {
    writeFileSync(join(folder, "tests", `${i}.tftest.hcl`), `${MOCK}\n${run}`);
  });
}

describeWith([ENGINES.terraform], "The plan compares protected users with the account's", () => {
  it("in the module", async () => {
    const folder = copyOfModule();
    rmSync(join(folder, "tests"), { recursive: true });
    writeRuns(
      folder,
      Object.entries(CASES).map(([name, { users, written }]) =>
        runOf(
          "data.aws_iam_users.account",
          users,
          name,
          `variables {\n name = "keeper-gateway"\n protected_users = [${JSON.stringify(written)}]\n}`,
        ),
      ),
    );
    const events = await terraformTest(folder);
    expect(said(events, Object.keys(CASES))).toEqual(expected);
  }, 300_000);

  it("in a stack", async () => {
    const { folder, stack } = synthesizeFolder((scope) => {
      scope.addOverride("terraform.required_providers.aws", REQUIRED_PROVIDER);
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        protectedUsers: ["break-glass", `${USER}/admins/root-owner`],
      });
    });
    const data = `data.aws_iam_users.${Object.keys(stack.data?.aws_iam_users ?? {}).join()}`;
    const asWritten = [`${USER}/break-glass`, `${USER}/admins/root-owner`];
    const runs = {
      as_written: runOf(data, asWritten, "as_written", ""),
      in_other_capitals: runOf(data, [`${USER}/BREAK-glass`, ...asWritten.slice(1)], "in_other_capitals", ""),
      at_another_path: runOf(data, [...asWritten.slice(0, 1), `${USER}/root-owner`], "at_another_path", ""),
      nobody: runOf(data, asWritten.slice(1), "nobody", ""),
    };
    writeRuns(folder, Object.values(runs));
    const events = await terraformTest(folder);
    expect(said(events, Object.keys(runs))).toEqual({
      as_written: [],
      in_other_capitals: [
        `protectedUsers: break-glass protects nobody. The account has ${USER}/BREAK-glass, and policies tell upper from lower case and one path from another: write it as the account has it, name or ARN`,
      ],
      at_another_path: [
        `protectedUsers: ${USER}/admins/root-owner protects nobody. The account has ${USER}/root-owner, and policies tell upper from lower case and one path from another: write it as the account has it, name or ARN`,
      ],
      nobody: [
        "protectedUsers: the account has no user break-glass: unless this apply makes that user, the entry protects nobody",
      ],
    });
  }, 300_000);
});
