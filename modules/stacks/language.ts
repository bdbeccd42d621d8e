/** How Terraform code is written. */
export enum Language {
  JSON = "json",
  HCL = "hcl",
}

/** The CDK asks the environment alone which language it is to write, the app and each stack for itself. */
export function inLanguage<T>(language: Language, synthesize: () => T): T {
  const { SYNTH_HCL_OUTPUT: asked } = process.env;
  process.env.SYNTH_HCL_OUTPUT = String(language === Language.HCL);
  try {
    return synthesize();
  } finally {
    if (asked === undefined) delete process.env.SYNTH_HCL_OUTPUT;
    else process.env.SYNTH_HCL_OUTPUT = asked;
  }
}
