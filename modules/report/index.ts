export { conditionBlock, conditionInWords } from "./condition-words";
export { matchesAction, undecidedConditions, type AskedCall, type Rule } from "./evaluation";
export { code, list } from "./markdown";
export { withPlaceholders, type Placeholder } from "./placeholders";
export { reports, SCHEMA_VERSION, type Report } from "./report";
export {
  gatewayPrincipals,
  policyCarriers,
  type GatewayCarrier,
  type PolicyCarrying,
} from "./reviewed-principals";
export {
  synthesizedPolicies,
  type SynthesizedCondition,
  type SynthesizedPolicies,
  type SynthesizedStatement,
} from "./synthesized-policies";
export { writeReports } from "./written-reports";
