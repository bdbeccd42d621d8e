import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreatePolicyCommand, DeletePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { describeWith, ENGINES, PROJECT } from "../support/engines";
import { keeperpamAws } from "../support/program";
import { Account } from "./account";
import { runApp, type SynthesizedApp } from "./app";
import { clientSettings, iamArn, ROOT, START_TIMEOUT, startMiniStack, type MiniStack } from "./ministack";
import { ModuleCopy } from "./module-copy";
import { startMoto, type Moto } from "./moto";
import { COMMAND_TIMEOUT, Terraform } from "./terraform";

jest.setTimeout(3 * COMMAND_TIMEOUT);

const EXAMPLES = ["every-target", "protected-configuration"] as const;
type Example = (typeof EXAMPLES)[number];

/** An example of the drop-in module's. */
const OF_THE_MODULE = "protected-configuration of the drop-in module";

/** The configuration of an example, with the example's name in place of the gateway's and the secret's. */
function configurationOf(example: Example): string {
  const text = readFileSync(join(PROJECT, "examples", example, "keeper-pam.yaml"), "utf8");
  return text.replace(/^name: .*$/m, `name: ${example}`).replace(/keeper\/gateway\S*/, `keeper/${example}`);
}

/**
 * moto reads IAM's policies as AWS does: their grammar, and the form of ARNs in them. The other emulator takes most of what
 * AWS calls malformed, and AWS's models of its services (`./calls`) see no more of a policy than a text.
 *
 * moto is no judge of more: it runs no functions without Docker, so that no instance gets its profile; it takes the policies
 * of keys and secrets, and the trust policy that a role is made with, as they are; it refuses no name, and knows no quota of
 * a policy's size or number. A user whom Terraform deletes with all that he has (`force_destroy`) cannot go, since moto has
 * no ListServiceSpecificCredentials: the examples are those without one.
 */
describeWith([ENGINES.terraform, ENGINES.python], "a second emulator, which reads policies", () => {
  let moto: Moto;
  let other: MiniStack;
  let account: Account;
  let before: unknown[];
  let app: SynthesizedApp;
  let made: Readonly<Record<string, Terraform>>;

  beforeAll(async () => {
    [moto, other, app] = await Promise.all([
      startMoto(),
      startMiniStack(),
      runApp(Object.fromEntries(EXAMPLES.map((example) => [example, configurationOf(example)]))),
    ]);
    account = new Account(moto.endpoint);
    before = await account.everything();
    const variables = { operator_arns: [iamArn("role/operator")] };
    made = {
      ...Object.fromEntries(EXAMPLES.map((one) => [one, new Terraform(app.stack(one), moto.endpoint)])),
      [OF_THE_MODULE]: new ModuleCopy(moto.endpoint).example("protected-configuration", variables).terraform,
    };
    await withEach(async (terraform) => {
      await terraform.init();
      await terraform.apply();
    });
  }, START_TIMEOUT);

  afterAll(async () => {
    await moto?.stop();
    await other?.stop();
  });

  /** Does something with all that is made, at the same time: each has names of its own. */
  const withEach = (action: (terraform: Terraform) => Promise<void>) =>
    Promise.all(Object.values(made).map(action));

  /** Makes a policy, if the emulator takes it, and deletes it. */
  async function make(endpoint: string, PolicyDocument: string): Promise<void> {
    const iam = new IAMClient(clientSettings(endpoint, ROOT));
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "tried", PolicyDocument }));
    await iam.send(new DeletePolicyCommand({ PolicyArn: Policy?.Arn }));
  }

  it.each([...EXAMPLES, OF_THE_MODULE])(
    "makes the example %s, and has nothing left to change",
    async (one) => {
      expect(await made[one]?.plan()).toBe("");
    },
  );

  it.each(EXAMPLES)("takes the policies of whoever deploys the example %s", async (example) => {
    const { stdout } = await keeperpamAws(["deployer-policy", app.configurationOf(example)]);
    const policies = Object.values(JSON.parse(stdout) as Record<string, object>);
    expect(policies).not.toEqual([]);
    for (const policy of policies) await make(moto.endpoint, JSON.stringify(policy));
  });

  describe("given a copy of a policy that it has", () => {
    let policy: string;

    beforeAll(async () => {
      policy = await account.policyText(iamArn("policy/every-target-1"));
    });

    it("takes it as it is", async () => {
      await expect(make(moto.endpoint, policy)).resolves.toBeUndefined();
    });

    it.each([
      ["a region in an ARN of IAM's", ":iam::", ":iam:us-east-1:"],
      ["an ARN of IAM's that names no kind", ":user/", ":"],
      ["a partition that does not exist", '"arn:aws:', '"arn:amazon:'],
      ["an action without its service", '"iam:', '"'],
      ["an action with two colons", '"iam:', '"aws:iam:'],
      ["a statement ID given twice", /"Sid":"\w+"/g, '"Sid":"Twice"'],
      ["an operator of conditions that does not exist", '"StringEquals"', '"StringIs"'],
      ["a version that does not exist", "2012-10-17", "2012-10-18"],
    ])("refuses it with %s, which the first emulator takes", async (_, passage, replacement) => {
      const malformed = policy.replace(passage, replacement);
      expect(malformed).not.toBe(policy);
      await expect(make(other.endpoint, malformed)).resolves.toBeUndefined();
      await expect(make(moto.endpoint, malformed)).rejects.toMatchObject({
        name: "MalformedPolicyDocumentException",
      });
    });
  });

  it("has nothing of them left when they are destroyed", async () => {
    expect(await account.everything()).not.toEqual(before);
    await withEach((terraform) => terraform.destroy());
    expect(await account.everything()).toEqual(before);
  });
});
