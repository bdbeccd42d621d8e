import { configurationPath, CONFIGURATIONS, examples, type AddCommand } from "./command";

interface Options {
  readonly out?: string;
  readonly hcl?: boolean;
  readonly json?: boolean;
}

/** A configuration as Terraform code. */
export const synth: AddCommand = (program) => {
  program
    .command("synth")
    .summary("writes Terraform code for configuration files")
    .description(
      "Writes a folder of Terraform code for each configuration file. Needs neither Terraform nor the CDK's command; with that, this is what its cdktf.json names as app.",
    )
    .argument("[path]", CONFIGURATIONS)
    .option("-o, --out <folder>", "folder for what is written; cdktf.out without it")
    .option("--hcl", "in Terraform's own language; JSON without it")
    .option("--json", "prints the stacks as JSON: name, file and folder")
    .addHelpText(
      "after",
      examples(
        ["synth", "cdktf.out/stacks/NAME/cdk.tf.json of keeper-pam.yaml"],
        ["synth gateways/ --hcl --out terraform", "every file of a folder, as HCL"],
      ),
    )
    .action(async (path: string | undefined, { out, hcl, json }: Options) => {
      const { Language, synthesize } = await import("../stacks/index.js");
      const written = synthesize(configurationPath(path), {
        outdir: out,
        // Without a word the CDK's command decides, which says so in the environment.
        language: hcl ? Language.HCL : undefined,
      });
      if (json) console.log(JSON.stringify(written, null, 2));
      else for (const { folder } of written) console.log(folder);
    });
};
