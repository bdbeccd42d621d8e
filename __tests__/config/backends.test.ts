import { below, configurationIn, problemsBelow } from "../support/refusals";

const ALL = "local, gcs, s3, azurerm, http, consul, pg, remote, cloud";

describe("a backend", () => {
  it.each([
    "local",
    "none",
    "{ local: { path: state/pam.tfstate } }",
    "{ s3: { bucket: state, key: k, region: us-east-1, encrypt: true, kmsKeyId: alias/state, useLockfile: true, dynamodbTable: t, workspaceKeyPrefix: w, profile: p } }",
    "{ s3: { assumeRole: { roleArn: 'arn:aws:iam::111122223333:role/state', externalId: e, sessionName: s } } }",
    "{ s3: {} }",
    "{ gcs: { bucket: b, prefix: p, impersonateServiceAccount: s, kmsEncryptionKey: k } }",
    "{ azurerm: { resourceGroupName: r, storageAccountName: s, containerName: c, key: k, useOidc: true } }",
    "{ http: { address: https://state.example.com/pam, lockAddress: https://state.example.com/lock } }",
    "{ consul: { path: p, address: a, scheme: https, datacenter: d, gzip: true, lock: false } }",
    "{ pg: { schemaName: s, skipSchemaCreation: true } }",
    "{ remote: { organization: o, workspaces: { name: w } } }",
    "{ cloud: { organization: o, hostname: h, workspaces: { name: w } } }",
  ])("may be %s", (backend) => {
    expect(configurationIn(below(`backend: ${backend}`)).backend).toBeDefined();
  });

  it.each([
    [
      "bucket",
      "arn:aws:s3:::state",
      "is an ARN: allowed is the bucket's name, what stands behind the three colons",
    ],
    ["bucket", "s3://state/key", "is a URL: allowed is the bucket's name, with the path of the state in key"],
    [
      "bucket",
      "",
      "is not the name of a bucket: allowed is 3 to 255 letters, digits and . _ -, beginning and ending with a letter or a digit",
    ],
    ...["", "/keeper", "keeper/"].map((key) => [
      "key",
      key,
      "is not the path of a state in its bucket: allowed is up to 1024 characters that do not begin or end with /, e.g. keeper/gateway.tfstate",
    ]),
  ])("s3 takes as its %s no %j", (key = "", value = "", message) => {
    expect(problemsBelow("backend:", `  s3: { ${key}: ${JSON.stringify(value)} }`)).toEqual([
      `keeper-pam.yaml:5:9 backend.s3.${key}: ${JSON.stringify(value)} ${message}`,
    ]);
  });

  it("is one, not two", () => {
    expect(problemsBelow("backend:", "  s3: {}", "  gcs: {}")).toEqual([
      "keeper-pam.yaml:4:1 backend: s3 and gcs are given: allowed is one",
    ]);
  });

  it("is one, not none", () => {
    expect(problemsBelow("backend: {}")).toEqual([
      "keeper-pam.yaml:4:1 backend: no backend is given: allowed is one",
    ]);
  });

  it("is one that is known", () => {
    const [problem, ...others] = problemsBelow("backend: { kubernetes: {} }");
    expect(problem).toMatch(/^keeper-pam\.yaml:4:12 backend\.kubernetes: no such key: allowed is /);
    expect(problem?.split("allowed is ")[1]?.split(", ").sort()).toEqual(ALL.split(", ").sort());
    expect(others).toEqual([]);
  });

  it("is not named by a type beside its settings", () => {
    const problems = problemsBelow("backend: { type: s3, bucket: state }");
    for (const field of ["4:12 backend.type", "4:22 backend.bucket"]) {
      expect(problems).toContainEqual(expect.stringContaining(`keeper-pam.yaml:${field}: no such key`));
    }
  });
});

describe("a setting of a backend", () => {
  it.each([
    ["s3: { bukcet: b }", "4:18 backend.s3.bukcet: no such key; did you mean bucket?"],
    [
      "s3: { region: eu }",
      '4:18 backend.s3.region: "eu" is not an AWS region: allowed is the code of a region, e.g. us-east-1, us-gov-west-1 or cn-north-1',
    ],
    [
      "s3: { assumeRole: { roleArn: state } }",
      '4:32 backend.s3.assumeRole.roleArn: "state" is not the ARN of an IAM role: allowed is arn:PARTITION:iam::ACCOUNT:role/NAME',
    ],
    [
      "s3: { assumeRole: {} }",
      "4:18 backend.s3.assumeRole.roleArn: is missing: ARN of the role that reads and writes the state.",
    ],
    ['s3: { encrypt: "true" }', '4:18 backend.s3.encrypt: "true" is not true or false'],
    ["s3: b", '4:12 backend.s3: "b" is not a mapping of keys'],
    [
      "remote: { workspaces: { name: w } }",
      "4:12 backend.remote.organization: is missing: Organization in HCP Terraform or Terraform Enterprise.",
    ],
  ])("is checked: %s", (backend, line) => {
    expect(problemsBelow(`backend: { ${backend} }`)).toEqual([`keeper-pam.yaml:${line}`]);
  });

  it.each([
    ["s3", "accessKey"],
    ["s3", "secretKey"],
    ["s3", "token"],
    ["azurerm", "accessKey"],
    ["azurerm", "clientSecret"],
    ["azurerm", "sasToken"],
    ["gcs", "credentials"],
    ["http", "password"],
    ["consul", "accessToken"],
    ["pg", "connStr"],
    ["remote", "token"],
    ["cloud", "token"],
  ])("is never a credential: %s %s", (backend, setting) => {
    expect(problemsBelow(`backend: { ${backend}: { ${setting}: x } }`).join("\n")).toContain(
      ` backend.${backend}.${setting}: no such key`,
    );
  });
});

describe("a name of the state in S3 that a policy would take for a pattern", () => {
  it.each(["bucket", "key", "workspaceKeyPrefix", "dynamodbTable"])("is refused: %s", (key) => {
    const settings = { bucket: "state", key: "keeper.tfstate", [key]: "a*" };
    expect(problemsBelow(`backend: { s3: ${JSON.stringify(settings)} }`)).toEqual([
      expect.stringMatching(
        new RegExp(`backend\\.s3\\.${key}: "a\\*" has a wildcard: allowed is a name without \\* and \\?`),
      ),
    ]);
  });
});
