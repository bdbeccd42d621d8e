import { BOUNDARY_CALLS } from "./boundaries";
import { BUCKET_CALLS } from "./buckets";
import type { CallsByAction } from "./call";
import { CARRIER_CALLS } from "./carriers";
import { CREDENTIAL_CALLS } from "./credentials";
import { FUNCTION_CALLS } from "./functions";
import { GROUP_CALLS } from "./groups";
import { INSTANCE_PROFILE_CALLS } from "./instance-profiles";
import { KEY_CALLS } from "./keys";
import { MACHINE_CALLS } from "./machines";
import { POLICY_CALLS } from "./policies";
import { PROVIDER_CALLS } from "./providers";
import { ROLE_CALLS } from "./roles";
import { SECRET_CALLS } from "./secrets";
import { TAG_CALLS } from "./tags";
import { USER_CALLS } from "./users";

/** Every action of AWS that does something to what is modelled, with all that it can do. */
export const CALLS: CallsByAction = {
  ...USER_CALLS,
  ...CREDENTIAL_CALLS,
  ...GROUP_CALLS,
  ...ROLE_CALLS,
  ...CARRIER_CALLS,
  ...BOUNDARY_CALLS,
  ...POLICY_CALLS,
  ...INSTANCE_PROFILE_CALLS,
  ...PROVIDER_CALLS,
  ...TAG_CALLS,
  ...MACHINE_CALLS,
  ...FUNCTION_CALLS,
  ...SECRET_CALLS,
  ...KEY_CALLS,
  ...BUCKET_CALLS,
};

/**
 * Where the resource's own policy can allow by itself, or nothing is asked for: an action that none of the caller's policies
 * names can be open to him all the same.
 */
const DECIDED_ELSEWHERE = /^(sts:AssumeRole.*|secretsmanager:.*|kms:.*|s3:PutBucketPolicy)$/;

export const ACTIONS = Object.keys(CALLS);
export const isDecidedElsewhere = (action: string) => DECIDED_ELSEWHERE.test(action);
