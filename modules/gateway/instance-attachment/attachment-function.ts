import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { FUNCTION_SUFFIX, TRUST_CATALOG } from "../../permissions";
import type { Scope } from "../../targets";
import { acceptFindings } from "../accepted-finding";
import { address } from "../address";
import { withGatewayTag } from "../gateway-tag";
import { FUNCTION_FINDINGS, LOG_ENCRYPTION, LOG_RETENTION } from "./accepted-findings";
import { PolicyCarrier, PolicyDocument, TrustPolicy } from "../policy-document";
import { functionStatements } from "./attachment-statements";
import { withinInlineQuota } from "./inline-policies-quota";

/** `index.py` as an archive whose bytes are the same wherever it is made. */
const ARCHIVE = join(__dirname, "function", "function.zip");

export interface AttachmentFunctionProps {
  /** The gateway's name. */
  readonly name: string;
  /** ARN of the gateway's role, which the function hands to instances. */
  readonly roleArn: string;
  readonly where: Scope;
  /** @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** Days. */
  readonly logRetentionDays: number;
  readonly tags?: { [key: string]: string };
}

/** The Lambda function that Terraform calls to attach the gateway's profile, with its role and its log. */
export class AttachmentFunction extends Construct {
  readonly resource: LambdaFunction;
  readonly role: IamRole;
  /** What the function may do for whatever instance. */
  readonly policy: IamRolePolicy;
  private readonly document: PolicyDocument;

  constructor(scope: Construct, id: string, props: AttachmentFunctionProps) {
    super(scope, id);
    const { tags } = props;
    const name = props.name + FUNCTION_SUFFIX;
    const description = `Attaches the instance profile of the KeeperPAM gateway ${props.name} to its instances`;
    const carrier = PolicyCarrier.ATTACHMENT_FUNCTION_ROLE;
    const logGroup = `/aws/lambda/${name}`;
    const log = new CloudwatchLogGroup(this, "log", {
      name: logGroup,
      retentionInDays: props.logRetentionDays,
      tags,
    });
    // A number that only Terraform knows is a negative one here.
    const isKeptBriefly = props.logRetentionDays > 0 && props.logRetentionDays < 365;
    acceptFindings(log, LOG_ENCRYPTION, ...(isKeptBriefly ? [LOG_RETENTION] : []));
    this.role = new IamRole(this, "role", {
      name,
      description,
      assumeRolePolicy: new TrustPolicy(
        this,
        "trust",
        carrier,
        TRUST_CATALOG.attachmentFunction,
        "lambda.amazonaws.com",
      ).json,
      permissionsBoundary: props.permissionsBoundaryArn,
      tags: withGatewayTag(tags, props.name, FUNCTION_SUFFIX),
    });
    const statements = functionStatements(props.roleArn, logGroup, props.where);
    this.document = new PolicyDocument(this, "policy-document", carrier, statements);
    this.policy = new IamRolePolicy(this, "policy", {
      name: "any-instance",
      role: this.role.name,
      policy: this.document.json,
    });
    const digest = createHash("sha256").update(readFileSync(ARCHIVE)).digest();
    const archive = new TerraformAsset(this, "archive", {
      path: ARCHIVE,
      type: AssetType.FILE,
      assetHash: digest.toString("hex").slice(0, 16),
    });
    this.resource = new LambdaFunction(this, "Default", {
      functionName: name,
      description,
      role: this.role.arn,
      runtime: "python3.13",
      handler: "index.handler",
      filename: `\${path.module}/${archive.path}`,
      sourceCodeHash: digest.toString("base64"),
      memorySize: 128,
      timeout: 300,
      tags: withGatewayTag(tags, props.name, FUNCTION_SUFFIX),
      dependsOn: [log, this.policy],
    });
    acceptFindings(this.resource, ...FUNCTION_FINDINGS);
  }
  /** Has Terraform refuse what outgrows the role. */
  limit(instances: readonly PolicyDocument[]): void {
    // In an order of their own: that of the list changes no resource.
    const texts = [this.document, ...instances]
      .map((document) => `${address(document)}.minified_json`)
      .sort();
    const { condition, errorMessage } = withinInlineQuota(`[${texts.join(", ")}]`);
    this.policy.lifecycle = { precondition: [{ condition: `\${${condition}}`, errorMessage }] };
  }
}
