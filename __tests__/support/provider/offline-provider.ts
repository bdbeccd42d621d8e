/** Settings of an AWS provider that asks no account. */
export const OFFLINE_PROVIDER = {
  region: "us-east-1",
  access_key: "none",
  secret_key: "none",
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_requesting_account_id: true,
  skip_region_validation: true,
};
