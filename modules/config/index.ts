export { accountOf, type ConfigurationFile } from "./collisions";
export { ConfigurationError, type FileProblem } from "./configuration-error";
export {
  checkConfigurations,
  checkTexts,
  loadConfigurations,
  type CheckedConfigurations,
  type ConfigurationText,
} from "./load";
export { permissionRequest } from "./permission-request";
export { placesIn } from "./places";
export { jsonSchema, type BackendSettings, type Configuration } from "./schema";
export { counted, problemLines } from "./refusal";
export type { Position } from "./source-file";
