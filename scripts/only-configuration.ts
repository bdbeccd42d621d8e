import { ConfigurationError, loadConfigurations, type Configuration } from "../modules/config";

/**
 * The one configuration at a path, for a command about a state, which is of one stack.
 *
 * @param usage how the command is called
 * @throws ConfigurationError where there are several
 */
export function onlyConfiguration(path: string, usage: string): Configuration {
  const [first, ...others] = loadConfigurations(path);
  if (!first || others.length > 0) {
    throw new ConfigurationError(
      `${path}: ${others.length + 1} configurations, each with a state of its own: name one file\n${usage}`,
    );
  }
  return first.configuration;
}
