import { withThing } from "../model/account";
import { EVERYBODY } from "../model/texts";
import type { CallsByAction } from "./call";
import { all, demandOn } from "./demands";

/**
 * A bucket's policy, for every resource elsewhere that has one: a queue, a topic, a function, a repository.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
export const BUCKET_CALLS: CallsByAction = {
  "s3:PutBucketPolicy": (situation) =>
    all(situation.account, "buckets")
      .filter(({ policy }) => policy !== EVERYBODY)
      .map((bucket) => ({
        action: "s3:PutBucketPolicy",
        on: bucket.name,
        means: "bucket policy",
        demands: [
          { ...demandOn(situation, "s3:PutBucketPolicy", "buckets", bucket.id), policy: bucket.policy },
        ],
        after: () => withThing(situation.account, "buckets", { ...bucket, policy: EVERYBODY }),
      })),
};
