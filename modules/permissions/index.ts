export * from "./arn";
export * from "./catalog";
export * from "./names";
export * from "./packing";
export * from "./policy-document";
export * from "./problem";
export * from "./quotas";
export * from "./statement";
