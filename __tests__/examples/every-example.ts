import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { App } from "cdktf";
import { OrdersStack } from "../../examples/constructs/main";
import { loadConfigurations } from "../../modules/config";
import { KeeperPamStack } from "../../modules/stacks";
import { PROJECT } from "../support/engines";

/** Every example that the project ships, by what a reader calls it, and what puts its stacks into an app. */
export const EVERY_EXAMPLE: Readonly<Record<string, (app: App) => void>> = {
  "the starter file": configured(join(PROJECT, "keeper-pam.yaml")),
  ...Object.fromEntries(
    readdirSync(join(PROJECT, "examples")).map((name) => {
      const folder = join(PROJECT, "examples", name);
      const file = join(folder, "keeper-pam.yaml");
      return [
        `examples/${name}`,
        name === "constructs" ? orders : configured(existsSync(file) ? file : folder),
      ];
    }),
  ),
};

function configured(path: string) {
  return (app: App) =>
    loadConfigurations(path).forEach(({ configuration }) => new KeeperPamStack(app, configuration));
}

function orders(app: App): void {
  new OrdersStack(app, "orders");
}
