/**
 * The tag that every role and access-key user made here carries, with its own name as the value. Policies know by it what
 * this project has made: whoever deploys a stack changes no user of the same name that was there before, and no gateway
 * reaches the access-key user of another.
 */
export const GATEWAY_TAG = "keeperpam-gateway";
