import { describeWith, ENGINES } from "../support/engines";
import { GitRepository } from "../support/git-repository";
import { keeperpamAws } from "../support/program";

const FILE = `name: keeper-gateway
aws: { region: us-east-1, accountId: "111122223333" }
targets:
  iamUsers:
    - name: ada
`;
const USER = "arn:aws:iam::111122223333:user";
const NOT_LOOKED_AT =
  "Not looked at: policies that others attach, what permissions boundaries and policies of the organization allow, and what another version of cdktf-keeperpam-aws makes of the same file.";

describeWith([ENGINES.git], "keeperpam-aws changes", () => {
  const { folder } = new GitRepository().commit({ "keeper-pam.yaml": FILE }).write({
    "keeper-pam.yaml": `${FILE}    - path: /service/\nprotectedUsers: [root-owner]\n`,
    "more.yaml": `${FILE}    - name: bob\n`,
  });
  const run = (...args: string[]) => keeperpamAws(["changes", ...args], { cwd: folder });

  it("says in Markdown which rights come, on what, with an ARN where a pattern is named", async () => {
    expect(await run("main", "keeper-pam.yaml")).toEqual({
      status: 0,
      stderr: "",
      stdout: `# Changes of rights

**Wider**: more is allowed, from \`main:keeper-pam.yaml\` to \`keeper-pam.yaml\`.

## The gateway \`keeper-gateway\` of \`keeper-pam.yaml\`

### The gateway's role, \`keeper-gateway\`

**May now:**

- Set the console password of the named users (\`RotateConsolePasswords\`): \`iam:GetUser\`, \`iam:UpdateLoginProfile\`
  - on \`${USER}/service/*\`, for example \`${USER}/service/A\`

**Is now denied, whatever another policy allows:**

- Keep every password, key and second factor of the protected users, and their names, out of reach, whatever any other policy allows (\`DenyProtectedUsers\`): \`iam:CreateAccessKey\`, \`iam:DeleteAccessKey\`, \`iam:GetAccessKeyLastUsed\`, \`iam:ListAccessKeys\`, \`iam:GetLoginProfile\`, \`iam:UpdateLoginProfile\`, \`iam:GetSSHPublicKey\`, \`iam:ListSSHPublicKeys\`, \`iam:ListServiceSpecificCredentials\`, \`iam:ListSigningCertificates\`
  - on \`${USER}/root-owner\`
  - on \`${USER}/*/root-owner\`, for example \`${USER}/A/root-owner\`

Each ARN behind "for example" is one of which it is true. ${NOT_LOOKED_AT}
`,
    });
  });

  it("says in one sentence that nothing changes, and so with --json", async () => {
    expect(await run("HEAD", "main", "--fail-on-wider")).toEqual({
      status: 0,
      stderr: "",
      stdout: `No right changes from \`HEAD:keeper-pam.yaml\` to \`main:keeper-pam.yaml\`. ${NOT_LOOKED_AT}\n`,
    });
    const { stdout } = await run("HEAD", "main", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, wider: false, gateways: [] });
  });

  it("ends with 1 where something is wider and --fail-on-wider is given, having said what", async () => {
    const wider = await run("main", "keeper-pam.yaml", "--fail-on-wider");
    expect([wider.status, wider.stderr]).toEqual([1, ""]);
    expect(wider.stdout).toContain("**Wider**");
    // Less is allowed, and a Deny goes.
    const back = await run("keeper-pam.yaml", "main", "--fail-on-wider");
    expect(back.status).toBe(1);
    expect(back.stdout).toContain("**Is no longer denied, should another policy allow it:**");
  });

  it("ends with 0 where rights go and none comes", async () => {
    const { status, stdout } = await run("more.yaml", "main:keeper-pam.yaml", "--fail-on-wider");
    expect(status).toBe(0);
    expect(stdout).toContain("**Narrower**: less is allowed, and no more of anything, from");
    expect(stdout).toContain("**May no longer:**");
  });

  it("prints the same as JSON, in which every key is there", async () => {
    const { stdout } = await run("main", "keeper-pam.yaml", "--json");
    const json = JSON.parse(stdout);
    expect(json).toMatchObject({
      schemaVersion: 1,
      before: "main:keeper-pam.yaml",
      after: "keeper-pam.yaml",
      wider: true,
      gateways: [{ wider: true, notes: [], carriers: [{ id: "gatewayRole", boundary: null }] }],
      notLookedAt: NOT_LOOKED_AT.slice("Not looked at: ".length, -1),
    });
    expect(json.gateways[0].carriers[0].changes[0]).toEqual({
      kind: "own",
      effect: "Allow",
      direction: "comes",
      wider: true,
      sid: "RotateConsolePasswords",
      job: "Set the console password of the named users",
      onlyIf: [],
      rights: ["iam:GetUser", "iam:UpdateLoginProfile"].map((action) => ({
        action,
        on: `${USER}/service/*`,
        but: [],
        example: { resource: `${USER}/service/A`, principal: null, context: expect.any(Object) },
      })),
    });
  });

  it("counts what would fill the page, and lists it all as JSON", async () => {
    const names = [...Array(40).keys()].map((n) => `    - name: user-${n}\n`).join("");
    const long = new GitRepository()
      .commit({ "keeper-pam.yaml": FILE })
      .write({ "keeper-pam.yaml": FILE + names });
    const inFolder = (...args: string[]) =>
      keeperpamAws(["changes", "main", "keeper-pam.yaml", ...args], { cwd: long.folder });
    expect((await inFolder()).stdout).toContain("\n  - and 28 more, which --json lists\n");
    const json = JSON.parse((await inFolder("--json")).stdout);
    expect(json.gateways[0].carriers[0].changes[0].rights).toHaveLength(80);
  });

  it("needs git for a revision, and for files none", async () => {
    const withoutGit = (...args: string[]) =>
      keeperpamAws(["changes", ...args], { cwd: folder, env: { PATH: "" } });
    expect(await withoutGit("main", "keeper-pam.yaml")).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "main: there is no file or folder of this name, and of a revision git says: there is no git on this machine's PATH\n",
    });
    expect(await withoutGit("more.yaml", "keeper-pam.yaml")).toMatchObject({ status: 0, stderr: "" });
  });

  it.each([
    [[], 2, "error: missing required argument 'before'"],
    [["main"], 2, "error: missing required argument 'after'"],
    [["--", "-x", "main"], 2, '"-x" is neither a path nor a revision: allowed is e.g. keeper-pam.yaml'],
    [["--all", "main"], 2, "error: unknown option '--all'"],
    [["main", "keeper-pam.yaml", "--fail"], 2, "error: unknown option '--fail'"],
    [
      ["nowhere", "keeper-pam.yaml"],
      1,
      "nowhere: neither a file or folder that is there nor a revision of git",
    ],
  ])("refuses %j with status %i and one message", async (args, expected, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }).toEqual({ status: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
