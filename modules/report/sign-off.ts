import { digestCommand } from "./folder-digest";
import { code, table } from "./markdown";
import type { SectionMaker } from "./section";

/** What exactly was reviewed, and room for who did. */
export const signOffSection: SectionMaker = ({
  stackName,
  fileName,
  fileDigest,
  moduleVersion,
  terraformDigest,
}) => ({
  key: "reviewed",
  title: "Sign-off",
  data: {
    stack: stackName,
    configurationFile: fileName,
    configurationSha256: fileDigest,
    terraformSha256: terraformDigest,
    moduleVersion,
  },
  markdown: [
    ...table(
      ["Reviewed", ""],
      [
        ["Configuration file", code(fileName)],
        ["SHA-256 of it", code(fileDigest)],
        ["Terraform stack", code(stackName)],
        ["SHA-256 of its folder", code(terraformDigest)],
        ["Version of cdktf-keeperpam-aws", code(moduleVersion)],
      ],
    ),
    "",
    "The report belongs to the Terraform in a stack's folder if the folder has the same sum, which is that of every file in it. Before `terraform plan`:",
    "",
    "```console",
    digestCommand(stackName),
    "```",
    "",
    "On macOS with `shasum -a 256` in place of `sha256sum`. It is the sum of the JSON that `cdktf synth` writes into `cdktf.out`; HCL (`--hcl`) has another. It leaves out what Terraform itself puts there: `.terraform`, the lock file and the state.",
    "",
    ...table(["Signed off by", "On", "Remarks"], [["", "", ""]]),
    "",
  ],
});
