/** Account, partition and region as the module knows them, in the terms of the ARNs. */
export const SCOPE = {
  partition: "${local.partition}",
  accountId: "${local.account_id}",
  region: "${local.region}",
};
