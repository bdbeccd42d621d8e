import { createHash } from "node:crypto";
import { code, table } from "./markdown";
import type { SectionMaker } from "./section";

/** What exactly was reviewed, and room for who did. */
export const signOffSection: SectionMaker = ({
  stackName,
  fileName,
  fileDigest,
  moduleVersion,
  documents,
}) => {
  const policiesDigest = createHash("sha256").update(canonical(documents)).digest("hex");
  return {
    key: "reviewed",
    title: "Sign-off",
    data: {
      stack: stackName,
      configurationFile: fileName,
      configurationSha256: fileDigest,
      policiesSha256: policiesDigest,
      moduleVersion,
    },
    markdown: [
      ...table(
        ["Reviewed", ""],
        [
          ["Configuration file", code(fileName)],
          ["SHA-256 of it", code(fileDigest)],
          ["Terraform stack", code(stackName)],
          ["SHA-256 of its policies", code(policiesDigest)],
          ["Version of cdktf-keeperpam-aws", code(moduleVersion)],
        ],
      ),
      "",
      "The report belongs to the Terraform that is applied if the stack's policies have the same sum:",
      "",
      "```console",
      `jq -cjS .data.aws_iam_policy_document cdktf.out/stacks/${stackName}/cdk.tf.json | sha256sum`,
      "```",
      "",
      ...table(["Signed off by", "On", "Remarks"], [["", "", ""]]),
      "",
    ],
  };
};

/** JSON without white space, the keys of every mapping in order: what `jq -cjS` prints. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
