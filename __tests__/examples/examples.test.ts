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

function validate(folder: string): void {
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
    diagnostics: unknown[];
  };
  expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
}

describeWith([ENGINES.terraform], "Terraform, with the real AWS provider, accepts", () => {
  describe.each<Language>(["JSON", "HCL"])("in %s", (language) => {
    it.each(Object.entries(EVERY_EXAMPLE))(
      "%s",
      (_, build) => {
        const folders = synthesized(language, build);
        expect(folders.length).toBeGreaterThan(0);
        folders.forEach(validate);
      },
      120_000,
    );
  });
});
