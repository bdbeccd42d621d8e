import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../../modules/config";
import { writeProject } from "../../modules/project";
import { folderWith } from "../support/refusals";
import { temporaryFolder } from "../support/temporary-folder";

const FILES = { "a.txt": "new a", "deep/er/b.txt": "new b", "c.txt": "new c" };

/** Every file below a folder with its content. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => lstatSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("writing a project", () => {
  it("makes the folder, those above it and those below", () => {
    const folder = join(temporaryFolder(), "one", "two");
    expect(writeProject(folder, FILES, false)).toEqual({ written: Object.keys(FILES), kept: [] });
    expect(filesIn(folder)).toEqual(FILES);
    expect(readdirSync(folder).sort()).toEqual(["a.txt", "c.txt", "deep"]);
  });

  it("keeps a file that exists, and says so", () => {
    const folder = folderWith({ "deep/er/b.txt": "mine", "other.txt": "mine" });
    expect(writeProject(folder, FILES, false)).toEqual({
      written: ["a.txt", "c.txt"],
      kept: ["deep/er/b.txt"],
    });
    expect(filesIn(folder)).toEqual({ ...FILES, "deep/er/b.txt": "mine", "other.txt": "mine" });
  });

  it("overwrites when it is told to, and touches no other file", () => {
    const folder = folderWith({ "deep/er/b.txt": "mine", "other.txt": "mine" });
    expect(writeProject(folder, FILES, true)).toEqual({ written: Object.keys(FILES), kept: [] });
    expect(filesIn(folder)).toEqual({ ...FILES, "other.txt": "mine" });
  });

  it("keeps a link to nothing, and overwrites a link but not what it points to", () => {
    const elsewhere = join(folderWith({ "secret.txt": "mine" }), "secret.txt");
    const folder = temporaryFolder();
    symlinkSync(join(folder, "nowhere"), join(folder, "a.txt"));
    symlinkSync(elsewhere, join(folder, "c.txt"));
    expect(writeProject(folder, FILES, false).kept).toEqual(["a.txt", "c.txt"]);
    writeProject(folder, FILES, true);
    expect([readFileSync(join(folder, "c.txt"), "utf8"), readFileSync(elsewhere, "utf8")]).toEqual([
      "new c",
      "mine",
    ]);
  });

  it.each([
    ["the folder is a file", { "": "" }, /: not a folder: give init another one, or move this away\n/],
    ["a folder below is a file", { deep: "" }, /deep: not a folder/],
    [
      "a file is a folder",
      { "c.txt/inside": "" },
      /c\.txt: a folder, where init writes a file: move it away\n/,
    ],
  ])("writes nothing where %s, whatever is told, and says what is in the way", (_, there, message) => {
    for (const overwrite of [false, true]) {
      const parent = folderWith(
        Object.fromEntries(
          Object.entries(there).map(([path, text]) => [path === "" ? "project" : `project/${path}`, text]),
        ),
      );
      const before = filesIn(parent);
      const write = () => writeProject(join(parent, "project"), FILES, overwrite);
      expect(write).toThrow(ConfigurationError);
      expect(write).toThrow(message);
      expect(write).toThrow(/nothing was written$/);
      expect(filesIn(parent)).toEqual(before);
    }
  });

  it("says everything that is in the way at once", () => {
    const folder = folderWith({ deep: "", "c.txt/inside": "" });
    expect(() => writeProject(folder, FILES, true)).toThrow(/deep: not a folder[^]*c\.txt: a folder/);
  });

  it("leaves nothing behind when writing fails half-way", () => {
    const parent = temporaryFolder();
    // A name that no file can have, after one that any can.
    const files = { "a.txt": "new a", [`${"x".repeat(300)}.txt`]: "" };
    for (const folder of [join(parent, "one", "two"), parent]) {
      expect(() => writeProject(folder, files, false)).toThrow(/cannot be written: .*; nothing was written$/);
      expect(readdirSync(parent)).toEqual([]);
    }
  });

  it("writes nothing into a folder that may not be written", () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, "project"));
    writeFileSync(join(parent, "file"), "");
    chmodSync(join(parent, "project"), 0o555);
    // A folder below a file can be made by nobody, not even by an administrator, whom the mode does not stop.
    const folders = [...(process.getuid?.() === 0 ? [] : ["project"]), "file/project"];
    for (const folder of folders) {
      expect(() => writeProject(join(parent, folder), FILES, true)).toThrow(/nothing was written$/);
    }
    expect(readdirSync(join(parent, "project"))).toEqual([]);
    expect(existsSync(join(parent, "file/project"))).toBe(false);
  });
});
