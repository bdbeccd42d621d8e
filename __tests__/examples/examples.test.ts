import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { describeWith, ENGINES, terraformEnvironment } from "../support/engines";
import { temporaryFolder } from "../support/temporary-folder";
import { EVERY_EXAMPLE } from "./every-example";

type Language = "JSON" | "HCL";

/** Folders of the synthesised stacks. */
function synthesized(language: Language, build: (app: App) => void): string[] {
  process.env.SYNTH_HCL_OUTPUT = String(language === "HCL");
  try {
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    build(app);
    app.synth();
    return app.node.children
      .filter((child) => TerraformStack.isStack(child))
      .map(({ node }) => join(app.outdir, "stacks", node.id));
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
  }
}

/** The CDK's HCL has addresses in quotes, which Terraform accepts with this warning. The app takes them away. */
const QUOTED_BY_THE_CDK = "Quoted references are deprecated";

function validate(folder: string, ...accepted: string[]): void {
  const terraform = (...args: string[]) =>
    execFileSync("terraform", args, {
      cwd: folder,
      env: terraformEnvironment(),
      encoding: "utf8",
      stdio: "pipe",
    });
  terraform("init", "-backend=false", "-input=false");
  const { valid, diagnostics } = JSON.parse(terraform("validate", "-json")) as {
    valid: boolean;
    diagnostics: { summary: string }[];
  };
  const others = diagnostics.filter(({ summary }) => !accepted.includes(summary));
  expect({ valid, others }).toEqual({ valid: true, others: [] });
}

describeWith([ENGINES.terraform], "Terraform, with the real AWS provider, accepts", () => {
  describe.each<Language>(["JSON", "HCL"])("in %s", (language) => {
    it.each(Object.entries(EVERY_EXAMPLE))(
      "%s",
      (name, build) => {
        const folders = synthesized(language, build);
        const accepted = name === "examples/constructs" ? [QUOTED_BY_THE_CDK] : [];
        expect(folders.length).toBeGreaterThan(0);
        folders.forEach((folder) => validate(folder, ...accepted));
      },
      120_000,
    );
  });
});
