import { differencesByCarrier } from "./same-rights";
import type { Planned } from "./side-by-side";

jest.setTimeout(300_000);

const ROLE = "arn:aws:iam::111122223333:role";

/** What Terraform could plan: a policy of the role for databases, and a key for one of the account's roles. */
function planned(databases: readonly string[], reader: string): Planned {
  const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const resource = (type: string, values: object) => ({ type, values: { ...values }, unknown: [] });
  return {
    resources: [
      resource("aws_iam_policy", {
        arn: "policy",
        policy: policy({
          Sid: "Databases",
          Effect: "Allow",
          Action: "rds:ModifyDBInstance",
          Resource: databases.map((name) => `arn:aws:rds:us-east-1:111122223333:db:${name}`),
        }),
      }),
      resource("aws_iam_role_policy_attachment", { policy_arn: "policy" }),
      resource("aws_kms_key", {
        policy: policy({
          Sid: "Reader",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: "*",
          Principal: { AWS: `${ROLE}/${reader}` },
        }),
      }),
    ],
    outputs: {},
  };
}

describe("the policies of the app and of the module", () => {
  it("are the same where they allow the same, however it is written", async () => {
    const [app, module] = [planned(["orders*"], "gateway"), planned(["orders*", "orders-2"], "gateway")];
    expect(await differencesByCarrier(app, module)).toEqual({});
  });

  it("differ by the shortest ARN, for whoever carries them", async () => {
    const [app, module] = [planned(["orders"], "gateway"), planned(["orders?"], "gateway-2")];
    const database = "rds:ModifyDBInstance on arn:aws:rds:us-east-1:111122223333:db:orders";
    expect(await differencesByCarrier(app, module)).toEqual({
      role: [
        `${database}: in the app (Databases), not in the module`,
        `${database}A: in the module (Databases), not in the app`,
      ],
      key: [
        `kms:Decrypt on ${ROLE}/gateway: in the app (Reader), not in the module`,
        `kms:Decrypt on ${ROLE}/gateway-2: in the module (Reader), not in the app`,
      ],
    });
  });
});
