import type { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { Instance } from "@cdktf/provider-aws/lib/instance";
import { acceptFindings } from "cdktf-keeperpam-aws";

/** What checkov finds in the resources that the example brings along, and why it leaves them as they are. */
export function acceptFindingsOfExample(database: DbInstance, users: readonly IamUser[], host: Instance) {
  acceptFindings(
    database,
    {
      scanner: "checkov",
      check: "CKV_AWS_118",
      title: "Ensure that enhanced monitoring is enabled for Amazon RDS instances",
      reason: "Monitoring is its owner's choice and needs a role of its own; rotation works without.",
    },
    {
      scanner: "checkov",
      check: "CKV_AWS_129",
      title: "Ensure that respective logs of Amazon Relational Database Service (Amazon RDS) are enabled",
      reason: "Which logs are kept, and for how long, is its owner's choice; rotation works without.",
    },
    {
      scanner: "checkov",
      check: "CKV_AWS_157",
      title: "Ensure that RDS instances have Multi-AZ enabled",
      reason:
        "A second instance doubles the cost; the same statement of the gateway's policy would cover it.",
    },
    {
      scanner: "checkov",
      check: "CKV_AWS_161",
      title: "Ensure RDS database has IAM authentication enabled",
      reason: "The example is about a database with a password, which Keeper rotates.",
    },
    {
      scanner: "checkov",
      check: "CKV_AWS_353",
      title: "Ensure that RDS instances have performance insights enabled",
      reason: "Monitoring is its owner's choice; rotation works without.",
    },
    {
      scanner: "checkov",
      check: "CKV2_AWS_30",
      title: "Ensure Postgres RDS as aws_db_instance has Query Logging enabled",
      reason: "A log of queries can hold data of the database: its owner decides.",
    },
  );
  for (const user of users) {
    acceptFindings(user, {
      scanner: "checkov",
      check: "CKV_AWS_273",
      title: "Ensure access is controlled through SSO and not AWS IAM defined users",
      reason:
        "The example is about IAM users: one whose password Keeper rotates, and one that it must not touch.",
    });
  }
  acceptFindings(host, {
    scanner: "checkov",
    check: "CKV_AWS_126",
    title: "Ensure that detailed monitoring is enabled for EC2 instances",
    reason: "Figures for every minute instead of every five cost more and say nothing about the gateway.",
  });
}
