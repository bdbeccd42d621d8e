import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changes } from "../../modules/changes";
import { ConfigurationError } from "../../modules/config";
import { configurationFile } from "../support/configuration";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { GitRepository } from "../support/git-repository";
import { folderWith } from "../support/refusals";

const gateway = (...users: string[]) =>
  `name: keeper-gateway\naws: { region: us-east-1, accountId: "111122223333" }\ntargets: { iamUsers: [${users.map((name) => `{ name: ${name} }`).join(", ")}] }\n`;
const called = (name: string, text: string) => text.replace("name: keeper-gateway", `name: ${name}`);

const PGP_KEY = readFileSync(join(PROJECT, "examples", "access-key", "ops.asc"));

const HERE = process.cwd();
afterEach(() => process.chdir(HERE));

/** Which users come (+) and go (-), by the labels of the versions. */
async function users(...args: Parameters<typeof changes>): Promise<string> {
  const { before, after, gateways } = await changes(...args);
  const said = gateways.flatMap(({ carriers }) =>
    carriers.flatMap(({ changes: changed }) =>
      changed
        .filter(({ sid }) => sid === "RotateConsolePasswords")
        .flatMap(({ direction, rights }) =>
          rights
            .filter(({ action }) => action === "iam:UpdateLoginProfile")
            .map(({ on }) => `${direction === "comes" ? "+" : "-"}${on.split("/").at(-1)}`),
        ),
    ),
  );
  return `${before} .. ${after}: ${said.join(" ")}`;
}

async function refusal(...args: Parameters<typeof changes>): Promise<string> {
  const error: unknown = await changes(...args).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigurationError)) throw error;
  return error.message;
}

/** Two commits of a file, and another version of it in the folder. */
function repository(): GitRepository {
  const made = new GitRepository()
    .commit({ "keeper-pam.yaml": gateway("ada") })
    .commit({ "keeper-pam.yaml": gateway("ada", "bob") })
    .write({ "keeper-pam.yaml": gateway("bob", "eve") });
  process.chdir(made.folder);
  return made;
}

describeWith([ENGINES.git], "a version", () => {
  it("is a path, or a revision of the file of that name", async () => {
    repository();
    expect(await users("main", "keeper-pam.yaml")).toBe("main:keeper-pam.yaml .. keeper-pam.yaml: +eve -ada");
    expect(await users("HEAD~1", "HEAD")).toBe("HEAD~1:keeper-pam.yaml .. HEAD:keeper-pam.yaml: +bob");
    expect(await users("HEAD", "HEAD^")).toBe("HEAD:keeper-pam.yaml .. HEAD^:keeper-pam.yaml: -bob");
  });

  it("is of the path that the other one names, or of the one that is asked for", async () => {
    repository()
      .commit({ "gateways/prod.yaml": gateway("ada") })
      .write({ "gateways/prod.yaml": gateway("kim") });
    expect(await users("main", "gateways/prod.yaml")).toBe(
      "main:gateways/prod.yaml .. gateways/prod.yaml: +kim -ada",
    );
    expect(await users("HEAD~1", "HEAD", "gateways/prod.yaml")).toBe(
      "HEAD~1:gateways/prod.yaml .. HEAD:gateways/prod.yaml: +ada",
    );
  });

  it("is seen from the present folder, wherever that is in the repository", async () => {
    const made = new GitRepository()
      .commit({ "a/keeper-pam.yaml": gateway("ada"), "b/keeper-pam.yaml": gateway("bob") })
      .commit({ "a/keeper-pam.yaml": gateway("eve") });
    process.chdir(join(made.folder, "a"));
    expect(await users("HEAD~1", "keeper-pam.yaml")).toBe(
      "HEAD~1:keeper-pam.yaml .. keeper-pam.yaml: +eve -ada",
    );
    expect(await users("main", "../b/keeper-pam.yaml")).toBe(
      "main:../b/keeper-pam.yaml .. ../b/keeper-pam.yaml: ",
    );
    expect(await users("main:./keeper-pam.yaml", "main:b/keeper-pam.yaml")).toBe(
      "main:./keeper-pam.yaml .. main:b/keeper-pam.yaml: +bob -eve",
    );
    expect(await users("main", join(made.folder, "b", "keeper-pam.yaml"))).toContain(": ");
  });

  it("is a revision with a path, or what is staged, as git writes them", async () => {
    const made = repository();
    made.git("add", "keeper-pam.yaml");
    made.write({ "keeper-pam.yaml": gateway("bob", "eve", "kim") });
    expect(await users("main:keeper-pam.yaml", ":keeper-pam.yaml")).toBe(
      "main:keeper-pam.yaml .. :keeper-pam.yaml: +eve -ada",
    );
    expect(await users(":keeper-pam.yaml", "keeper-pam.yaml")).toBe(
      ":keeper-pam.yaml .. keeper-pam.yaml: +kim",
    );
  });

  it("is the path where a file and a branch have one name", async () => {
    const made = repository();
    made.git("branch", "release");
    made.write({ release: gateway("kim") });
    expect(await users("HEAD~1", "release", "keeper-pam.yaml")).toContain(" .. release: ");
    expect(await users("HEAD:keeper-pam.yaml", "release")).toBe(
      "HEAD:keeper-pam.yaml .. release: +kim -ada -bob",
    );
  });

  it("allows nothing where the revision does not have the file", async () => {
    repository().commit({ "keeper-pam.yaml": undefined });
    expect(await users("HEAD", "HEAD~1")).toBe("HEAD:keeper-pam.yaml .. HEAD~1:keeper-pam.yaml: +ada +bob");
    const gone = await changes("HEAD~1", "HEAD");
    expect([gone.wider, gone.gateways[0]?.after]).toEqual([false, undefined]);
    expect(await refusal("HEAD", "HEAD")).toBe(
      "neither HEAD:keeper-pam.yaml nor HEAD:keeper-pam.yaml is there: name a file that one of them has, as REVISION:PATH or with --config",
    );
  });

  it("is a folder: gateways are matched by their stacks, then by the names of their files", async () => {
    const made = new GitRepository().commit({
      "gateways/a.yaml": called("a", gateway("ada")),
      "gateways/b.yaml": called("b", gateway("bob")),
      "gateways/c.yaml": called("c", gateway("kim")),
      "gateways/readme.md": "no configuration",
      "gateways/below/d.yaml": called("d", gateway("lou")),
    });
    made.git("mv", "gateways/a.yaml", "gateways/renamed.yaml");
    made.commit({
      "gateways/renamed.yaml": called("a", gateway("ada", "eve")),
      "gateways/b.yaml": called("other", gateway("bob", "eve")),
      "gateways/c.yaml": undefined,
      "gateways/e.yaml": called("e", gateway("max")),
    });
    process.chdir(made.folder);
    for (const [before, after] of [
      ["HEAD~1", "gateways"],
      ["HEAD~1:gateways", "HEAD:gateways/"],
    ] as const) {
      const told = await changes(before, after);
      expect(
        told.gateways.map((one) => [one.before?.file.split("/").at(-1), one.after?.file.split("/").at(-1)]),
      ).toEqual([
        ["b.yaml", "b.yaml"],
        [undefined, "e.yaml"],
        ["a.yaml", "renamed.yaml"],
        ["c.yaml", undefined],
      ]);
    }
    expect(await users("HEAD~1:gateways", "HEAD:gateways")).toBe(
      "HEAD~1:gateways .. HEAD:gateways: +eve +max +eve -kim",
    );
  });

  it("reads a key that the file names from the same revision", async () => {
    const withKey = (...names: string[]) =>
      `${gateway(...names)}gateway: { accessKeyUser: { pgpKey: ./keys/ops.asc } }\n`;
    const made = new GitRepository().commit({
      "x/keeper-pam.yaml": withKey("ada"),
      "x/keys/ops.asc": PGP_KEY,
    });
    made.commit({ "x/keys/ops.asc": undefined, "x/keeper-pam.yaml": withKey("ada", "bob") });
    process.chdir(made.folder);
    expect(await refusal("HEAD~1:x/keeper-pam.yaml", "HEAD:x/keeper-pam.yaml")).toContain(
      'HEAD:x/keeper-pam.yaml:4:29 gateway.accessKeyUser.pgpKey: "./keys/ops.asc" is no file',
    );
    made.commit({ "x/keys/ops.asc": PGP_KEY });
    expect(await users("HEAD~2:x/keeper-pam.yaml", "HEAD:x/keeper-pam.yaml")).toContain(": +bob +bob");
    process.chdir(join(made.folder, "x"));
    expect(await users("HEAD~2", "keeper-pam.yaml")).toContain(": +bob +bob");
  });

  it("is refused with its problems and their places, those of both at once", async () => {
    repository()
      .commit({ "keeper-pam.yaml": `${gateway("ada")}discvery: true\n` })
      .write({ "keeper-pam.yaml": gateway("Ada Lovelace") });
    expect((await refusal("HEAD", "keeper-pam.yaml")).split("\n")).toEqual([
      "HEAD:keeper-pam.yaml:4:1 discvery: no such key; did you mean discovery?",
      expect.stringMatching(/^keeper-pam\.yaml:3:25 targets\.iamUsers\[0\]\.name: /),
      "2 problems; nothing was written",
    ]);
  });

  it.each([
    ["nowhere", "nowhere: neither a file or folder that is there nor a revision of git: allowed is"],
    ["nowhere:keeper-pam.yaml", "nowhere:keeper-pam.yaml: neither a file or folder that is there nor"],
    ["-rf", '"-rf" is neither a path nor a revision: allowed is e.g. keeper-pam.yaml, main, HEAD~1'],
    ["", '"" is neither a path nor a revision'],
    ["^main", "^main: neither a file or folder that is there nor a revision"],
  ])("is refused where it is %j", async (given, message) => {
    repository();
    expect(await refusal(given, "keeper-pam.yaml")).toContain(message);
  });

  it("is refused where git knows no repository, in words that name both mistakes", async () => {
    process.chdir(folderWith({ "keeper-pam.yaml": gateway("ada") }));
    expect(await refusal("main", "keeper-pam.yaml")).toMatch(
      /^main: there is no file or folder of this name, and of a revision git says: .*not a git repository/,
    );
  });

  it("is refused where the path is outside of the repository", async () => {
    repository();
    const outside = configurationFile(gateway("ada"));
    expect(await refusal("main", outside)).toContain("is outside repository");
  });

  it("is refused where it is larger than a configuration can be", async () => {
    repository().commit({ "keeper-pam.yaml": "#".repeat(300_000) });
    expect(await refusal("HEAD", "HEAD~1")).toContain(
      "HEAD:keeper-pam.yaml: cannot be read: it is larger than 256 KiB",
    );
  });
});
