import { ConfigurationError, loadConfigurations, type ConfigurationFile } from "../config";

/**
 * The one configuration at a path, for a command about a state, which is of one stack.
 *
 * @throws ConfigurationError where there are several
 */
export function onlyConfiguration(path: string): ConfigurationFile {
  const [first, ...others] = loadConfigurations(path);
  if (!first || others.length > 0) {
    throw new ConfigurationError(
      `${path}: ${others.length + 1} configurations, each with a state of its own: name one file`,
    );
  }
  return first;
}
