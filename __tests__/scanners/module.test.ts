import { cpSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { checkov, type Scan } from "./checkov";

const MODULE = join(PROJECT, "terraform", "keeper-gateway");

describeWith([ENGINES.python], "checkov, over the Terraform module", () => {
  let scan: Scan;

  beforeAll(async () => {
    const folder = temporaryFolder();
    for (const file of codeOfModule()) cpSync(join(MODULE, file), join(folder, file));
    scan = await checkov(folder, "terraform");
  }, 300_000);

  it("reads every file", () => {
    expect(scan.unread).toEqual([]);
    const files = [...scan.passed, ...scan.failed, ...scan.skipped].map(({ file }) => file);
    const withResources = codeOfModule().filter((file) => /^resource "aws_/m.test(code(file)));
    expect([...new Set(files)].sort()).toEqual(withResources.sort());
  });

  it("finds nothing that is not accepted beside the resource, with a reason", () => {
    expect(scan.failed.map(({ check, resource }) => `${resource}: ${check}`)).toEqual([]);
  });

  it("finds everything that is accepted", () => {
    const accepted = codeOfModule().flatMap((file) =>
      [...code(file).matchAll(/^ +# checkov:skip=(\w+):[A-Z].+\.$/gm)].map(([, check]) => check),
    );
    expect(accepted.length).toBeGreaterThan(0);
    expect(scan.skipped.map(({ check }) => check).sort()).toEqual(accepted.sort());
  });
});

function codeOfModule(): string[] {
  return readdirSync(MODULE).filter((file) => file.endsWith(".tf"));
}

function code(file: string): string {
  return readFileSync(join(MODULE, file), "utf8");
}
