import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { below, folderWith, problemsIn, refusalOf, type Files } from "../support/refusals";

const gateway = (name: string) => `name: ${name}\naws: { region: us-east-1 }\n`;

/** Files that are read from a folder, in their order. */
function readFrom(files: Files): string[] {
  const folder = folderWith(files);
  return loadConfigurations(folder).map(({ file }) => file.slice(folder.length + 1));
}

describe("a file", () => {
  it("is read whatever it is called", () => {
    const folder = folderWith({ "pam.conf": gateway("one") });
    expect(
      loadConfigurations(join(folder, "pam.conf")).map(({ configuration }) => configuration.name),
    ).toEqual(["one"]);
  });

  it("may be JSON", () => {
    expect(problemsIn(JSON.stringify({ name: "one", aws: { region: "us-east-1" } }), "pam.json")).toEqual([]);
  });

  it("in JSON has places too", () => {
    expect(problemsIn('{\n  "name": "one",\n  "aws": { "regoin": "us-east-1" }\n}\n', "pam.json")).toEqual([
      "pam.json:3:3 aws.region: is missing: Region of the AWS provider, and of targets that name none.",
      "pam.json:3:12 aws.regoin: no such key; did you mean region?",
    ]);
  });

  it("is text in UTF-8", () => {
    const folder = folderWith({
      "utf16.yaml": Buffer.from(`\uFEFF${below()}`, "utf16le"),
      "latin1.yaml": Buffer.from(below("gateway: { role: { description: Rôle } }"), "latin1"),
    });
    for (const name of ["utf16.yaml", "latin1.yaml"]) {
      expect(refusalOf(join(folder, name))).toBe(`${name}: cannot be read: it is not text in UTF-8`);
    }
  });
});

describe("a folder", () => {
  it("is read by the names of its files, in their order", () => {
    expect(
      readFrom({
        "b.yml": gateway("two"),
        "c.json": '{ "name": "three", "aws": { "region": "us-east-1" } }',
        "a.yaml": gateway("one"),
      }),
    ).toEqual(["a.yaml", "b.yml", "c.json"]);
  });

  it("may write the ends of its names in capitals", () => {
    expect(readFrom({ "a.YAML": gateway("one"), "b.Yml": gateway("two") })).toEqual(["a.YAML", "b.Yml"]);
  });

  it("may hold other things: texts, folders, hidden files, the schema for editors", () => {
    expect(
      readFrom({
        "a.yaml": gateway("one"),
        "README.md": "read me",
        "a.yaml.bak": "old",
        ".b.yaml": "hidden",
        "old.yaml/c.yaml": gateway("two"),
        "keeper-pam.schema.json": "{}",
      }),
    ).toEqual(["a.yaml"]);
  });

  it("without a configuration is an error", () => {
    const folder = folderWith({ "README.md": "read me" });
    expect(refusalOf(folder)).toBe(
      `${folder.split("/").pop() ?? ""}: no configuration file in this folder: allowed is *.yaml, *.yml and *.json.`,
    );
  });
});

describe("a path that cannot be read is an error in one line", () => {
  const folder = folderWith({ "a.yaml": gateway("one") });
  symlinkSync("loop.yaml", join(folder, "loop.yaml"));
  symlinkSync("gone.yaml", join(folder, "dangling.yaml"));

  it("when nothing is there", () => {
    expect(refusalOf(join(folder, "b.yaml"))).toBe(
      "b.yaml: no such file or folder. KEEPER_PAM_CONFIG names a configuration file or a folder of them; without it keeper-pam.yaml is read. To write one: keeperpam-aws init.",
    );
  });

  it.each([
    ["below a file", join("a.yaml", "b.yaml"), "ENOTDIR"],
    ["a link to itself", "loop.yaml", "ELOOP"],
    ["a name without end", "x".repeat(5000), "ENAMETOOLONG"],
  ])("when it is %s", (_, name, reason) => {
    const [line, ...others] = refusalOf(join(folder, name), folder)?.split("\n") ?? [];
    expect(line).toMatch(new RegExp(`^.+: cannot be read: ${reason}`));
    expect(others).toEqual([]);
  });

  it("when a link of a folder leads nowhere", () => {
    const linked = folderWith({ "a.yaml": gateway("one") });
    symlinkSync("gone.yaml", join(linked, "b.yaml"));
    expect(refusalOf(linked, linked)).toMatch(/^b\.yaml: cannot be read: ENOENT/);
  });
});
