import { App } from "cdktf";
import { loadConfigurations } from "../../modules/config";
import { KeeperPamStack } from "../../modules/stacks";
import { temporaryFolder } from "../support/temporary-folder";
import { configurationFile, stackOf } from "../support/configuration";
import { synthesizeConfiguration } from "../support/synthesis";

const backendOf = (backend: string) =>
  stackOf(`name: keeper-gateway\naws: { region: us-east-1 }\n${backend}`).terraform.backend;

describe("the state", () => {
  it("is a local file beside the project by default, by a relative path", () => {
    expect(backendOf("")).toEqual({ local: { path: "../../../terraform.keeper-gateway.tfstate" } });
    expect(backendOf("backend: local")).toEqual(backendOf(""));
  });

  it("is called after the stack, so that stacks do not share it", () => {
    const file = configurationFile("name: keeper-gateway\nstack: production\naws: { region: us-east-1 }\n");
    expect(synthesizeConfiguration(file).production?.terraform.backend).toEqual({
      local: { path: "../../../terraform.production.tfstate" },
    });
  });

  it("is where a local path says, seen from the project", () => {
    expect(backendOf("backend: { local: { path: state/pam.tfstate } }")).toEqual({
      local: { path: "../../../state/pam.tfstate" },
    });
    expect(backendOf("backend: { local: { path: /var/lib/pam.tfstate } }")).toEqual({
      local: { path: "/var/lib/pam.tfstate" },
    });
  });

  it("has no block with none: a pipeline brings its own", () => {
    expect(backendOf("backend: none")).toBeUndefined();
  });

  it("may leave settings to terraform init -backend-config", () => {
    expect(backendOf("backend: { s3: {} }")).toEqual({ s3: {} });
  });
});

describe("the settings of a backend are Terraform's own, in snake case", () => {
  it.each([
    [
      "s3: { bucket: state, key: k, region: us-east-1, useLockfile: true, assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/state' } }",
      {
        s3: {
          bucket: "state",
          key: "k",
          region: "us-east-1",
          use_lockfile: true,
          assume_role: { role_arn: "arn:aws:iam::111122223333:role/state" },
        },
      },
    ],
    ["gcs: { bucket: b, prefix: p }", { gcs: { bucket: "b", prefix: "p" } }],
    [
      "azurerm: { storageAccountName: s, containerName: c, key: k }",
      { azurerm: { storage_account_name: "s", container_name: "c", key: "k" } },
    ],
    ["http: { address: 'https://state.example/pam' }", { http: { address: "https://state.example/pam" } }],
    ["consul: { path: keeper/pam }", { consul: { path: "keeper/pam" } }],
    ["pg: { schemaName: pam }", { pg: { schema_name: "pam" } }],
    [
      "remote: { organization: corp, workspaces: { name: pam } }",
      { remote: { organization: "corp", workspaces: { name: "pam" } } },
    ],
  ])("%s", (backend, expected) => {
    expect(backendOf(`backend: { ${backend} }`)).toEqual(expected);
  });

  it("cloud is a block of its own", () => {
    const { terraform } = stackOf(
      "name: keeper-gateway\naws: { region: us-east-1 }\nbackend: { cloud: { organization: corp, workspaces: { name: pam } } }\n",
    );
    expect(terraform).toMatchObject({ cloud: { organization: "corp", workspaces: { name: "pam" } } });
    expect(terraform).not.toHaveProperty("backend");
  });
});

describe("a state in S3 without a lock", () => {
  const warnings = (s3: string) => {
    const file = configurationFile(`name: a\naws: { region: us-east-1 }\nbackend: { s3: { ${s3} } }\n`);
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    return loadConfigurations(file).flatMap(({ configuration }) =>
      new KeeperPamStack(app, configuration).node.metadata.flatMap(({ type, data }) =>
        type === "@cdktf/warn" ? [String(data)] : [],
      ),
    );
  };

  it.each(["bucket: state, key: k", "bucket: state, key: k, useLockfile: false"])(
    "is a warning: %s",
    (s3) => {
      expect(warnings(s3)).toEqual([
        expect.stringMatching(/^backend\.s3 locks the state neither with useLockfile: true/),
      ]);
    },
  );

  it.each([
    "bucket: state, key: k, useLockfile: true",
    "bucket: state, key: k, dynamodbTable: t",
    "",
    "bucket: state",
  ])("is none where it has one, or where terraform init may bring it: %s", (s3) => {
    expect(warnings(s3)).toEqual([]);
  });
});
