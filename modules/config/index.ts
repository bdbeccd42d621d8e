export { accountOf, type ConfigurationFile } from "./collisions";
export { ConfigurationError, loadConfigurations } from "./load";
export { permissionRequest } from "./permission-request";
export { jsonSchema, type BackendSettings, type Configuration } from "./schema";
