export { conditionInWords } from "./condition-words";
export { matchesAction, undecidedConditions, type AskedCall, type Rule } from "./evaluation";
export { list } from "./markdown";
export { withPlaceholders } from "./placeholders";
export { reports, SCHEMA_VERSION, type Report } from "./report";
export { gatewayPrincipals, type GatewayCarrier } from "./reviewed-principals";
export {
  synthesizedPolicies,
  type SynthesizedPolicies,
  type SynthesizedStatement,
} from "./synthesized-policies";
export { writeReports } from "./written-reports";
