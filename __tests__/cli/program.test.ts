import { keeperpamAws } from "../support/program";

describe("the program", () => {
  it("says with --help what each command does, and ends with 0", async () => {
    const { status, stdout } = await keeperpamAws(["--help"]);
    for (const command of [
      "init",
      "check",
      "synth",
      "report",
      "explain",
      "changes",
      "deployer-policy",
      "moved",
      "imports",
      "schema",
    ]) {
      expect(stdout).toContain(`\n  ${command} `);
      const help = await keeperpamAws([command, "--help"]);
      expect([help.status, help.stderr]).toEqual([0, ""]);
      expect(help.stdout).toContain(`\nExamples:\n  $ keeperpam-aws ${command}`);
    }
    expect(status).toBe(0);
  });

  it("ends with 2 without a command, and with one that there is not", async () => {
    expect(await keeperpamAws([])).toMatchObject({ status: 2, stdout: "" });
    expect(await keeperpamAws(["chek"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: unknown command 'chek'\n(Did you mean check?)\n(--help says what is allowed)\n",
    });
  });

  it("ends quietly when its output is read no further", async () => {
    const { stderr } = await keeperpamAws(["schema"], { closesOutput: true });
    expect(stderr).toBe("");
  });
});
