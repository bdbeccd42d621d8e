import { TerraformDataSource, type TerraformResource } from "cdktf";

/** Where a resource or data source stands in its stack, e.g. `aws_iam_role.gateway_role` or `data.aws_region.region`. */
export function address(element: TerraformResource | TerraformDataSource): string {
  const prefix = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  return `${prefix}${element.terraformResourceType}.${element.friendlyUniqueId}`;
}
