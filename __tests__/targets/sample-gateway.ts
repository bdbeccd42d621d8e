import {
  packPolicies,
  roleArn,
  toPolicyDocument,
  type PolicyDocumentJson,
  type StatementJson,
} from "../../modules/permissions";
import { permissionStatements, type PermissionRequest, type Scope } from "../../modules/targets";
import { verdict, type Call } from "../support/simulation";

/** Where the gateway of these tests is. */
export const HOME: Scope = { partition: "aws", accountId: "111122223333", region: "us-east-1" };

/** ARN of the gateway's own role. */
export const SELF = roleArn(HOME, "keeper-gateway");

/** What keeps a gateway that reaches users from those of other gateways. */
export const OTHER_GATEWAYS: StatementJson = {
  Sid: "DenyGatewayUsers",
  Effect: "Deny",
  Action: ["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateLoginProfile"],
  Resource: ["arn:aws:iam::111122223333:user/*"],
  Condition: { Null: { "aws:ResourceTag/keeperpam-gateway": ["false"] } },
};

/** The statements that a request asks for, in IAM's notation. */
export function statementsFor(request: PermissionRequest, scope = HOME): readonly StatementJson[] {
  return toPolicyDocument(permissionStatements(request, scope, { self: () => SELF })).Statement;
}

/** The statement of a job, which its Sid names. */
export function statementOf(request: PermissionRequest, sid: string): StatementJson {
  const statements = statementsFor(request).filter((statement) => statement.Sid === sid);
  if (statements.length !== 1) throw new Error(`${statements.length} statements are called ${sid}`);
  return statements[0] as StatementJson;
}

/** The policies of the gateway's role. */
export function policiesFor(request: PermissionRequest, scope = HOME): PolicyDocumentJson[] {
  return packPolicies(permissionStatements(request, scope, { self: () => SELF })).map(toPolicyDocument);
}

/** Whether the policies of a request, and nothing else, let the gateway make a call. */
export async function mayCall(request: PermissionRequest, call: Call, scope = HOME): Promise<boolean> {
  return (await verdict(policiesFor(request, scope), call)) === "Allowed";
}
