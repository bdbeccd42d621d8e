import { problemsInFolder } from "../support/refusals";

/** Two files that differ in everything but, perhaps, the place of their state. */
function statesOf(first: string, second: string): string[] {
  const file = (name: string, backend: string) =>
    `name: ${name}\naws:\n  region: us-east-1\n${backend === "" ? "" : `backend: ${backend}\n`}`;
  return problemsInFolder({ "a.yaml": file("one", first), "b.yaml": file("two", second) });
}

describe("two files that keep their state in the same place overwrite each other", () => {
  const collision =
    "b.yaml:4:1 backend: a.yaml keeps its state in the same place: give each file a place of its own";

  it.each([
    ["s3", "{ s3: { bucket: state, key: k } }", "{ s3: { bucket: state, key: k } }"],
    [
      "s3, with other settings beside",
      "{ s3: { bucket: state, key: k, encrypt: true } }",
      "{ s3: { key: k, bucket: state, profile: x } }",
    ],
    ["gcs", "{ gcs: { bucket: b, prefix: p } }", "{ gcs: { bucket: b, prefix: p } }"],
    ["gcs, without a prefix", "{ gcs: { bucket: b } }", "{ gcs: { bucket: b } }"],
    [
      "azurerm",
      "{ azurerm: { storageAccountName: s, containerName: c, key: k, useOidc: true } }",
      "{ azurerm: { storageAccountName: s, containerName: c, key: k } }",
    ],
    ["http", "{ http: { address: https://s/x } }", "{ http: { address: https://s/x, lockMethod: PUT } }"],
    ["consul", "{ consul: { path: p } }", "{ consul: { path: p } }"],
    [
      "remote",
      "{ remote: { organization: o, workspaces: { name: w } } }",
      "{ remote: { organization: o, hostname: app.terraform.io, workspaces: { name: w } } }",
    ],
    [
      "cloud",
      "{ cloud: { organization: o, workspaces: { name: w } } }",
      "{ cloud: { organization: o, workspaces: { name: w } } }",
    ],
    ["local", "{ local: { path: states/pam.tfstate } }", "{ local: { path: ./states/pam.tfstate } }"],
    ["local, as the other has it by default", "", "{ local: { path: terraform.one.tfstate } }"],
  ])("%s", (_, first, second) => {
    expect(statesOf(first, second)).toEqual([collision]);
  });
});

describe("two files that do not keep their state in the same place", () => {
  it.each([
    ["by default, called after the stack", "", ""],
    ["local in words", "local", "local"],
    ["local without a path, called after the stack", "{ local: {} }", "{ local: {} }"],
    ["none, which a pipeline decides", "none", "none"],
    ["s3 with another key", "{ s3: { bucket: state, key: k } }", "{ s3: { bucket: state, key: l } }"],
    ["s3 with the key left to terraform init", "{ s3: { bucket: state } }", "{ s3: { bucket: state } }"],
    ["s3 with everything left to terraform init", "{ s3: {} }", "{ s3: {} }"],
    ["another backend", "{ gcs: { bucket: b } }", "{ s3: { bucket: state, key: k } }"],
  ])("do not collide: %s", (_, first, second) => {
    expect(statesOf(first, second)).toEqual([]);
  });
});
