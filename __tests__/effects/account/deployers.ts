import { ConfigurationError } from "../../../modules/config";
import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { accountOfDeployer, type DeployerAccount, type ThereBefore } from "./account-of-deployer";
import { gatewayWith, searchedGateways } from "./configurations";

const targets = { iamUsers: [{ name: "console-admin" }] };
const byKeyUser = (rest: object) => ({
  gateway: { role: false, accessKeyUser: { name: "root-admin", ...rest } },
  targets,
});
const at = (name: string) => [{ name, path: "/" }];

/** Configurations, and what was there before them under the names that they choose. */
function deployments(): [SynthesizedGateway, ThereBefore][] {
  return [
    ...searchedGateways()
      .filter(({ title }) => /every-target|running-instances|protected-configuration/.test(title))
      .map((gateway): [SynthesizedGateway, ThereBefore] => [gateway, {}]),
    [gatewayWith("a user who exists", byKeyUser({ createAccessKey: false })), { users: at("root-admin") }],
    [
      gatewayWith("a user who exists, with a key", byKeyUser({ acceptSecretInState: true })),
      { users: at("root-admin") },
    ],
    [
      gatewayWith("a role that exists", { gateway: { role: { name: "corp-admin" } }, targets }),
      { roles: at("corp-admin") },
    ],
    [
      gatewayWith("an existing role", { gateway: { role: { existing: "corp-gateway" } }, targets }),
      { roles: at("corp-gateway") },
    ],
    [
      gatewayWith("a prefix of a role that exists", { gateway: { role: { namePrefix: "Org" } }, targets }),
      {},
    ],
    ...searchedGateways()
      .filter(({ title }) => title.includes("protected-configuration"))
      .map((gateway): [SynthesizedGateway, ThereBefore] => [
        { ...gateway, title: "a function and a secret that exist" },
        { functions: ["keeper-gateway-instance-attachment"], secrets: ["keeper/gateway-configuration"] },
      ]),
    [gatewayWith("names that collide", { name: "keeper-deployer", stack: "keeper", targets }), {}],
  ];
}

/** Whoever deploys them. Where the policies are refused, nobody holds them. */
export function deployers(): DeployerAccount[] {
  return deployments().flatMap(([gateway, before]) => {
    try {
      return [accountOfDeployer(gateway, before)];
    } catch (error) {
      if (error instanceof ConfigurationError) return [];
      throw error;
    }
  });
}
