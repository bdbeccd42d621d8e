import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import type { Construct } from "constructs";
import type { KnownScope, Scope } from "../targets";

/** Account, partition and region of a construct; the provider is asked only for what is not given and needed. */
export function providerScope(construct: Construct, { accountId, partition, region }: KnownScope): Scope {
  const child = <T extends Construct>(id: string, make: () => T) =>
    (construct.node.tryFindChild(id) as T | undefined) ?? make();
  const callerIdentity = () =>
    child("caller-identity", () => new DataAwsCallerIdentity(construct, "caller-identity", {})).accountId;
  const currentPartition = () =>
    child("partition", () => new DataAwsPartition(construct, "partition", {})).partition;
  // Its `id` is the region's code in every version of the provider.
  const currentRegion = () => child("region", () => new DataAwsRegion(construct, "region", {})).id;
  return {
    get accountId() {
      return accountId ?? callerIdentity();
    },
    get partition() {
      return partition ?? currentPartition();
    },
    get region() {
      return region ?? currentRegion();
    },
  };
}
