import { acceptedFindings } from "../gateway";
import { code, table } from "./markdown";
import type { SectionMaker } from "./section";

/** What a scanner finds in the stack and what stays all the same, each with its reason; nothing where it finds nothing. */
export const acceptedFindingsSection: SectionMaker = ({ stack }) => {
  const findings = acceptedFindings(stack);
  if (findings.length === 0) return undefined;
  return {
    key: "acceptedFindings",
    title: "Accepted scanner findings",
    data: findings.map(({ address, scanner, check, title, reason }) => ({
      address,
      scanner,
      check,
      title,
      reason,
    })),
    markdown: [
      "What a scanner of Terraform code reports for this stack, and why it stays.",
      "",
      ...table(
        ["Resource", "Check", "What it wants", "Why it stays"],
        findings.map(({ address, scanner, check, title, reason }) => [
          code(address),
          `${scanner} ${check}`,
          title,
          reason,
        ]),
      ),
      "",
    ],
  };
};
