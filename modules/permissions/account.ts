/** The account and partition that ARNs are made for: literals, or references to what the provider says. */
export interface Account {
  /** `aws`, `aws-us-gov`, `aws-cn`. Never taken for granted: an ARN of another partition matches nothing. */
  readonly partition: string;
  /** 12 digits. */
  readonly accountId: string;
}
