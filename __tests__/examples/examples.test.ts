import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { describeWith, ENGINES, PROJECT, terraformEnvironment } from "../support/engines";
import { withProvider } from "../support/provider/kept-providers";
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

async function validate(folder: string): Promise<void> {
  // Whichever folder the provider runs in: it reads no file to validate.
  const said = await withProvider(PROJECT, terraformEnvironment(), (env) => {
    const terraform = (...args: string[]) =>
      execFileSync("terraform", args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
    terraform("init", "-backend=false", "-input=false");
    return terraform("validate", "-json");
  });
  const { valid, diagnostics } = JSON.parse(said) as { valid: boolean; diagnostics: unknown[] };
  expect({ valid, diagnostics }).toEqual({ valid: true, diagnostics: [] });
}

describeWith([ENGINES.terraform], "Terraform, with the real AWS provider, accepts", () => {
  describe.each<Language>(["JSON", "HCL"])("in %s", (language) => {
    it.each(Object.entries(EVERY_EXAMPLE))("%s", async (_, build) => {
      const folders = synthesized(language, build);
      expect(folders.length).toBeGreaterThan(0);
      for (const folder of folders) await validate(folder);
    });
  });
});
