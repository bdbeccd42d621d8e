import type { Grant } from "./grant";

/**
 * Who may take the roles that are made here. A role's trust policy stands apart from every other: the role itself is what
 * it is about, so it names no resource.
 */
export const TRUST_CATALOG = {
  gatewayInstance: {
    sid: "GatewayInstance",
    effect: "Allow",
    serves: [],
    job: "Let EC2 take the role for the instances that have the gateway's instance profile",
    resourceTypes: [],
    narrowedTo: "this role",
    actions: [
      {
        action: "sts:AssumeRole",
        why: "EC2 fetches the credentials that the gateway finds on its instance",
        grade: "D",
        source: "keeper-setup",
      },
    ],
  },

  attachmentFunction: {
    sid: "AttachmentFunction",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Let Lambda take the role for the function that attaches the instance profile",
    resourceTypes: [],
    narrowedTo: "this role",
    actions: [
      {
        action: "sts:AssumeRole",
        why: "Lambda runs the function with the role's rights",
        grade: "A",
        source: "aws-lambda-role",
      },
    ],
  },
} as const satisfies Record<string, Grant>;
