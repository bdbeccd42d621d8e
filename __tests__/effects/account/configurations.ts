import type { Configuration } from "../../../modules/config";
import { acceptedGateway, shippedGateways, type SynthesizedGateway } from "../../least-privilege/gateways";

const aws = { region: "us-east-1", accountId: "111122223333" };
const PROTECTED = ["break-glass", "administrator"];

/** What the shipped examples do not have, each with something that they leave open. */
const OTHERS: Readonly<Record<string, Partial<Configuration> | Record<string, unknown>>> = {
  "an existing role": {
    gateway: { role: { existing: "corp-gateway" } },
    targets: { managedDatabases: [{ instance: "orders" }], iamUsers: [{ name: "console-admin" }] },
  },
  "every user of the account": {
    targets: { iamUsers: [{ path: "/" }], iamAccessKeys: [{ path: "/" }] },
    protectedUsers: PROTECTED,
  },
  "Keeper's published permissions": { permissions: "documented", protectedUsers: PROTECTED },
  "a role, a user and a secret that is there already": {
    gateway: {
      accessKeyUser: { createAccessKey: false },
      configurationSecret: {
        secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/there-AbCdEf",
      },
    },
    targets: { iamAccessKeys: [{ name: "ci-bot" }] },
    protectedUsers: ["break-glass"],
  },
};

const SHIPPED = /every-target|access-key|running-instances|protected-configuration|tags-and-paths/;

/** The configurations that the search goes through: one for each thing that a gateway can have. */
export function searchedGateways(): SynthesizedGateway[] {
  return [
    ...shippedGateways().filter(({ title }) => SHIPPED.test(title)),
    ...Object.entries(OTHERS).map(([title, content]) => gatewayWith(title, content)),
  ];
}

/** The gateway of a configuration by what is particular to it. */
export function gatewayWith(title: string, content: Partial<Configuration> | Record<string, unknown>) {
  const gateway = acceptedGateway({ name: "keeper-gateway", aws, ...content });
  if (!gateway) throw new Error(`the configuration of ${title} is refused`);
  return { ...gateway, title };
}
