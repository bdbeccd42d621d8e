export type {
  Change,
  ChangedBoundary,
  ChangedCall,
  ChangedCarrier,
  ChangedRight,
  ChangeKind,
} from "./change";
export { changes, type Changes } from "./changes";
export type { GatewayChanges, GatewayVersion } from "./gateway-changes";
export { changesAsJson } from "./json";
export { changesAsMarkdown } from "./markdown";
