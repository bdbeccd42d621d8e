import type { Grant } from "./grant";

/** What the function may do that attaches the instance profile to instances. It is made only when instances are listed. */
export const ATTACHMENT_CATALOG = {
  findInstanceProfile: {
    sid: "FindInstanceProfile",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "See which instance profile an instance has",
    resourceTypes: [],
    narrowedTo: "AWS offers no resource type for it; a condition keeps it to the gateway's region",
    actions: [
      {
        action: "ec2:DescribeIamInstanceProfileAssociations",
        why: "nothing is changed unseen: a foreign profile is found before and a change is checked afterwards",
        grade: "A",
        source: "aws-ec2",
      },
    ],
  },

  passGatewayRole: {
    sid: "PassGatewayRole",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Hand the gateway's role to an instance",
    resourceTypes: ["iam:role"],
    narrowedTo: "the gateway's role, and only to EC2",
    actions: [
      {
        action: "iam:PassRole",
        why: "EC2 demands it of whoever attaches a profile",
        grade: "A",
        source: "aws-instance-profile",
      },
    ],
  },

  attachInstanceProfile: {
    sid: "AttachInstanceProfile",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Attach the gateway's instance profile",
    resourceTypes: ["ec2:instance"],
    narrowedTo:
      "one listed instance, and the gateway's profile; with `onConflict: replace` also the profile that was there before",
    actions: [
      {
        action: "ec2:AssociateIamInstanceProfile",
        why: "for an instance without a profile",
        grade: "A",
        source: "aws-ec2",
      },
      {
        action: "ec2:ReplaceIamInstanceProfileAssociation",
        why: "for an instance that moves from one profile to another without a gap",
        grade: "A",
        source: "aws-ec2",
      },
    ],
  },

  detachInstanceProfile: {
    sid: "DetachInstanceProfile",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Detach the gateway's instance profile again",
    resourceTypes: ["ec2:instance"],
    narrowedTo:
      "one listed instance, while it has the gateway's profile; with `onConflict: replace` also while it has the one from before, which EC2 cannot replace while the instance is stopped",
    actions: [
      {
        action: "ec2:DisassociateIamInstanceProfile",
        why: "on destroy, or when the instance is taken off the list",
        grade: "A",
        source: "aws-ec2",
      },
    ],
  },

  passFormerRole: {
    sid: "PassFormerRole",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Hand an instance the role back that it had before",
    resourceTypes: ["iam:role"],
    narrowedTo:
      "the role of the profile that the instance had when it was first planned, only to EC2; only with `onConflict: replace`, and only where there was such a profile",
    actions: [
      {
        action: "iam:PassRole",
        why: "EC2 demands it of whoever attaches a profile",
        grade: "A",
        source: "aws-instance-profile",
      },
    ],
  },

  writeLog: {
    sid: "WriteLog",
    effect: "Allow",
    serves: ["instance attachment"],
    job: "Write the function's log",
    resourceTypes: ["logs:log-stream"],
    narrowedTo: "the function's own log group, which it cannot make itself",
    actions: [
      {
        action: "logs:CreateLogStream",
        why: "each running copy of the function has a stream",
        grade: "A",
        source: "aws-lambda-role",
      },
      {
        action: "logs:PutLogEvents",
        why: "what the function did",
        grade: "A",
        source: "aws-lambda-role",
      },
    ],
  },
} as const satisfies Record<string, Grant>;
