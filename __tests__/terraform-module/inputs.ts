import fc from "fast-check";
import { join } from "node:path";
import { loadConfigurations } from "../../modules/config";
import { ANY_CONFIGURATION } from "../least-privilege/any-configuration";
import {
  acceptedGateway,
  gatewayOf,
  shippedGateways,
  type SynthesizedGateway,
} from "../least-privilege/gateways";
import { PROJECT } from "../support/engines";

const ACCOUNT_ID = "111122223333";
const OPERATORS = [`arn:aws:iam::${ACCOUNT_ID}:role/ops`, `arn:aws:iam::${ACCOUNT_ID}:user/admins/ada`];
const TARGETS = { managedDatabases: [{ instance: "orders" }], iamUsers: [{ name: "console-admin" }] };
const home = { region: "us-east-1", accountId: ACCOUNT_ID };
const partitionOf = (partition: string, region: string) => ({ region, partition, accountId: ACCOUNT_ID });

/** What the examples do not say, and what only shows when it is said together. */
const SAID_IN_FULL: Readonly<Record<string, object>> = {
  "a role of another name, with everything that a role can have": {
    aws: { ...home, tags: { Owner: "security", Environment: "staging" } },
    gateway: {
      role: {
        name: "pam",
        path: "/pam/",
        permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT_ID}:policy/boundary`,
        maxSessionDuration: 7200,
        description: "rotates passwords",
        tags: { Owner: "identity", CostCenter: "1234" },
      },
      instanceProfile: { name: "pam-machines" },
    },
    targets: TARGETS,
    protectedUsers: ["break-glass", `arn:aws:iam::${ACCOUNT_ID}:user/admins/root-owner`],
  },
  "a role of which the name begins with a prefix": {
    gateway: { role: { namePrefix: "pam-" }, instances: ["i-0123456789abcdef0"] },
    targets: TARGETS,
  },
  "a role that exists": { gateway: { role: { existing: "made-elsewhere" } }, targets: TARGETS },
  "a role that exists, and a profile for it": {
    gateway: {
      role: { existing: "made-elsewhere" },
      instanceProfile: true,
      instances: ["i-0123456789abcdef0"],
    },
    targets: TARGETS,
  },
  "a role without a profile": { gateway: { role: true, instanceProfile: false }, targets: TARGETS },
  "instances of which another profile is replaced": {
    gateway: {
      role: { path: "/pam/" },
      instances: ["i-0123456789abcdef0", "i-0fedcba9876543210"],
      onConflict: "replace",
      installation: "native",
      attachmentFunction: {
        permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT_ID}:policy/boundary`,
        logRetentionDays: 365,
      },
    },
    targets: TARGETS,
  },
  "instances of a gateway with the longest name for that": {
    name: `_${"a".repeat(42)}-`,
    gateway: { instances: ["i-0123456789abcdef0"] },
    targets: TARGETS,
  },
  "instances of which another profile is left alone": {
    aws: { ...home, tags: { Owner: "security" } },
    gateway: { instances: ["i-0123456789abcdef0"], onConflict: "fail", installation: "docker" },
    targets: TARGETS,
  },
  "an access-key user beside a role": {
    aws: { ...home, tags: { Owner: "security" } },
    gateway: {
      accessKeyUser: {
        name: "keeper",
        path: "/machines/",
        permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT_ID}:policy/user-boundary`,
        tags: { Owner: "identity" },
        createAccessKey: false,
      },
    },
    targets: TARGETS,
  },
  "an access key in the state in plain text, and the one before": {
    gateway: {
      role: false,
      accessKeyUser: { acceptSecretInState: true, generation: 3, keepPrevious: true },
    },
    targets: { iamAccessKeys: [{ name: "ci-bot", path: "/service/" }] },
  },
  "an access key of which the secret is encrypted": {
    gateway: { accessKeyUser: { pgpKey: "keybase:ada" } },
    targets: { directories: [{ id: "d-1234567890" }] },
    discovery: { regions: ["eu-west-1", "us-east-1"] },
  },
  "a secret and a key with everything that they can have": {
    aws: { ...home, tags: { Owner: "security" } },
    gateway: {
      configurationSecret: {
        name: "keeper/gateway=1@home",
        operators: OPERATORS,
        operatorPermissionSets: [
          { name: "KeeperOperators" },
          { name: "Ops", path: "/aws-reserved/sso.amazonaws.com/eu-west-2/" },
        ],
        recoveryWindowDays: 0,
        keyDeletionWindowDays: 7,
        tags: { Owner: "identity" },
      },
      accessKeyUser: { createAccessKey: false },
    },
    targets: TARGETS,
  },
  "a secret for an access-key user alone": {
    gateway: {
      role: false,
      accessKeyUser: { createAccessKey: false },
      configurationSecret: { name: "pam" },
    },
    targets: TARGETS,
  },
  "a secret that permission sets alone write": {
    gateway: { configurationSecret: { name: "pam", operatorPermissionSets: [{ name: "KeeperOperators" }] } },
  },
  "a secret under a key that exists": {
    gateway: {
      configurationSecret: {
        name: "pam",
        keyArn: `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/01234567-89ab-cdef-0123-456789abcdef`,
        recoveryWindowDays: 14,
      },
    },
  },
  "a secret that exists": {
    gateway: {
      configurationSecret: {
        secretArn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:keeper/gateway-AbCdEf`,
      },
    },
  },
  "a secret and a key that exist": {
    gateway: {
      configurationSecret: {
        secretArn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:keeper/gateway-AbCdEf`,
        keyArn: `arn:aws:kms:us-east-1:${ACCOUNT_ID}:key/01234567-89ab-cdef-0123-456789abcdef`,
      },
    },
  },
  "no guard": { gateway: { guard: false }, targets: TARGETS },
  "a guard around nothing": { gateway: { guard: true } },
  "switches that are off": {
    gateway: { accessKeyUser: false, configurationSecret: false, instanceProfile: true },
    discovery: false,
    permissions: "scoped",
  },
  "Keeper's published policy": { permissions: "documented", targets: { ec2Users: true, ...TARGETS } },
  "discovery alone": { discovery: true },
  "every way of naming a target": {
    targets: {
      ec2Users: true,
      managedDatabases: [
        { instance: "orders" },
        { instance: "payroll", region: "eu-west-1" },
        { tag: { key: "KeeperPAM", value: "managed" } },
        { tag: { key: "KeeperPAM", value: "managed" }, region: "eu-west-1" },
        { tag: { key: "Team", value: "dba" } },
      ],
      directories: [
        { id: "d-1234567890", region: "eu-west-1" },
        { tag: { key: "KeeperPAM", value: "managed" } },
        { tag: { key: "KeeperPAM", value: "managed" }, region: "eu-west-1" },
      ],
      iamUsers: [
        { name: "auditor", path: "/contractors/" },
        { path: "/service/" },
        { tag: { key: "KeeperPAM", value: "managed" } },
      ],
      iamAccessKeys: [
        { name: "ci-bot" },
        { path: "/service/ci/" },
        { tag: { key: "KeeperPAM", value: "managed" } },
        { tag: { key: "Team", value: "" } },
      ],
    },
    discovery: { regions: ["us-east-1", "ap-southeast-2"] },
    protectedUsers: ["break-glass"],
  },
  "the partition of China": {
    aws: partitionOf("aws-cn", "cn-north-1"),
    gateway: {
      instances: ["i-0123456789abcdef0"],
      onConflict: "replace",
      configurationSecret: { name: "pam" },
      accessKeyUser: { createAccessKey: false },
    },
    targets: TARGETS,
    discovery: true,
  },
  "more names than one policy can hold": {
    targets: {
      managedDatabases: numbered(25, (number) => ({ instance: `orders-of-the-year-${number}` })),
      iamUsers: numbered(25, (number) => ({
        name: `auditor-of-the-year-${number}`,
        path: "/contractors/of/a/company/with/a/long/name/and/of/its/daughters/",
      })),
    },
    protectedUsers: numbered(5, (number) => `break-glass-${number}`),
  },
};

function numbered<T>(count: number, one: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, number) => one(number + 1));
}

/** What the examples say, and what they do not. */
export function writtenInputs(): SynthesizedGateway[] {
  const starter = loadConfigurations(join(PROJECT, "keeper-pam.yaml")).map(({ configuration }) =>
    gatewayOf("keeper-pam.yaml", configuration),
  );
  const shipped = shippedGateways().filter(({ title }) => !title.includes("constructs"));
  const inFull = Object.entries(SAID_IN_FULL).map(([title, content]) => {
    const gateway = acceptedGateway({ name: "keeper-gateway", aws: home, ...content });
    if (!gateway) throw new Error(`the app refuses ${title}`);
    return { ...gateway, title };
  });
  return [...starter, ...shipped, ...inFull];
}

const GENERATED = 40;

/** Whatever else a file can say: the same in every run, so that a difference can be looked at again. */
export function generatedInputs(): SynthesizedGateway[] {
  return fc
    .sample(ANY_CONFIGURATION, { seed: 5, numRuns: 4 * GENERATED })
    .flatMap((content) => acceptedGateway(content) ?? [])
    .slice(0, GENERATED)
    .map((gateway, i) => ({ ...gateway, title: `generated ${i + 1}` }));
}
