import { TerraformDataSource, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { address } from "./address";

/** What a scanner says about a resource, and why the resource stays as it is. */
export interface AcceptedFinding {
  readonly scanner: "checkov";
  /** The scanner's own ID of the check, e.g. `CKV_AWS_117`. */
  readonly check: string;
  /** The check in the scanner's words. */
  readonly title: string;
  /** Why the resource is right without it. */
  readonly reason: string;
}

/** Such a finding, with where its resource stands in the stack. */
export interface AcceptedFindingOfResource extends AcceptedFinding {
  /** E.g. `aws_lambda_function.gateway_instances_function`, of a data source with `data.` before it. */
  readonly address: string;
}

const METADATA = "keeper-pam:accepted-finding";

/**
 * Accepts findings for one resource or data source. The synthesised JSON shows the reasons in a resource's comment, in the
 * form that checkov's maintainers proposed for it; Terraform passes it over. Checkov does not read it yet: it still reports
 * the findings, with the comment in the lines that it prints. Of a data source the CDK writes no comment but its own.
 *
 * @see https://github.com/bridgecrewio/checkov/issues/4634
 */
export function acceptFindings(
  resource: TerraformResource | TerraformDataSource,
  ...findings: readonly AcceptedFinding[]
): void {
  for (const finding of findings) resource.node.addMetadata(METADATA, finding);
  const skip = findingsOf(resource).map(({ check, reason }) => ({ id: check, comment: reason }));
  resource.addOverride("//.checkov", { skip });
}

/** Every finding that is accepted in a stack, or in a part of it, in the order of the construct tree. */
export function acceptedFindings(scope: IConstruct): AcceptedFindingOfResource[] {
  return scope.node
    .findAll()
    .filter(isResource)
    .flatMap((resource) =>
      findingsOf(resource).map((finding) => ({ address: address(resource), ...finding })),
    );
}

function findingsOf({ node }: IConstruct): AcceptedFinding[] {
  return node.metadata.filter(({ type }) => type === METADATA).map(({ data }) => data as AcceptedFinding);
}

function isResource(construct: IConstruct): construct is TerraformResource | TerraformDataSource {
  return (
    TerraformResource.isTerraformResource(construct) || TerraformDataSource.isTerraformDataSource(construct)
  );
}
