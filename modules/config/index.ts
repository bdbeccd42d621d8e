export { accountOf, type ConfigurationFile } from "./collisions";
export { LARGEST_FILE, readBounded } from "./bounded-file";
export { isConfigurationName, textOf, UnreadableError } from "./configuration-files";
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
export { counted, problemLines, refusalOf } from "./refusal";
export type { Position } from "./source-file";
