import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { checkTexts, type Configuration } from "../../modules/config";
import {
  DEFAULT_ANSWERS,
  existingConfiguration,
  newConfiguration,
  PipelineSystem,
  type Answers,
} from "../../modules/project";
import { configurationText } from "../../modules/project/configuration-text";
import { PROJECT } from "../support/engines";
import { folderWith } from "../support/refusals";
import { everyLineSwitchedOn } from "../support/starter";
import { ANY_ANSWERS, SOUND_ANSWERS, withFunctionName } from "./answers";

const RUNS = { seed: 1305, numRuns: 400 };

const problemsOf = (text: string) => checkTexts([{ file: "keeper-pam.yaml", text }]).problems;

/** What a configuration says of what is asked, in the words of the answers. */
function answersIn({ name, aws, gateway, targets, backend }: Configuration): Omit<Answers, "pipeline"> {
  const settings = typeof backend === "object" ? backend : {};
  const role = typeof gateway?.role === "object" ? gateway.role : {};
  const said = {
    name,
    region: aws.region,
    account: aws.accountId,
    instance: gateway?.instances?.[0],
    role: role.existing,
    accessKey: gateway?.role === false && gateway.accessKeyUser !== undefined ? true : undefined,
    database: targets?.managedDatabases?.[0]?.instance,
    directory: targets?.directories?.[0]?.id,
    iamUser: targets?.iamUsers?.[0]?.name,
    iamAccessKey: targets?.iamAccessKeys?.[0]?.name,
    bucket: settings.s3?.bucket,
    organization: settings.cloud?.organization,
  };
  return withoutUndefined(said) as unknown as Omit<Answers, "pipeline">;
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}

describe("the configuration of a new project", () => {
  it("passes the check for every combination of sound answers, and says what was answered", () => {
    fc.assert(
      fc.property(SOUND_ANSWERS, (answers) => {
        const made = newConfiguration(answers);
        if (!("configuration" in made)) throw new Error(JSON.stringify(made.problems));
        expect(problemsOf(made.text)).toEqual([]);
        const { pipeline, ...expected } = answers;
        const organization =
          pipeline === PipelineSystem.HCP_TERRAFORM ? (answers.organization ?? "ORGANIZATION") : undefined;
        expect(answersIn(made.configuration)).toEqual(withoutUndefined({ ...expected, organization }));
      }),
      RUNS,
    );
  });

  it("passes the check with every line that is commented out, too", () => {
    fc.assert(
      fc.property(SOUND_ANSWERS.map(withFunctionName), (answers) => {
        const text = configurationText(answers);
        expect(everyLineSwitchedOn(text)).not.toBe(text);
        expect(problemsOf(everyLineSwitchedOn(text))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("holds whatever is answered as a text, and nothing that an answer would make of it", () => {
    fc.assert(
      fc.property(ANY_ANSWERS, (answers) => {
        const { targets, ...configuration } = parse(configurationText(answers)) as Configuration;
        const said = answersIn({ ...configuration, ...(targets && { targets }) });
        expect(said).toEqual(answers);
      }),
      RUNS,
    );
  });

  it("is the one of this repository when nothing is answered, but for where the package lies", () => {
    expect(configurationText(DEFAULT_ANSWERS).replaceAll("node_modules/cdktf-keeperpam-aws/", "")).toBe(
      readFileSync(join(PROJECT, "keeper-pam.yaml"), "utf8"),
    );
  });

  it("shares its state where a pipeline runs Terraform, and has it on this machine otherwise", () => {
    const backendWith = (answers: Partial<Answers>) =>
      (parse(configurationText({ ...DEFAULT_ANSWERS, ...answers })) as Configuration).backend;
    expect(backendWith({})).toBeUndefined();
    for (const pipeline of Object.values(PipelineSystem)) {
      const backend = backendWith({ pipeline });
      expect(Object.keys(backend ?? {})).toEqual([pipeline === "hcp-terraform" ? "cloud" : "s3"]);
    }
    expect(backendWith({ bucket: "corp" })).toEqual({
      s3: {
        bucket: "corp",
        key: "keeper/keeper-gateway.tfstate",
        region: "us-east-1",
        encrypt: true,
        useLockfile: true,
      },
    });
  });
});

describe("an answer that breaks a rule", () => {
  it.each([
    ["name", "our gateway", /^"our gateway" is not a name for the gateway: allowed is/],
    ["name", "constructor", /is a word that JavaScript keeps for itself/],
    ["region", "Ireland", /^"Ireland" is not an AWS region/],
    ["account", "12345", /^"12345" is not an AWS account ID/],
    ["instance", "i-1", /^"i-1" is not an EC2 instance ID/],
    ["role", "a b", /^"a b" is not an IAM role name/],
    ["database", "Orders", /^"Orders" is not an RDS instance identifier/],
    ["directory", "corp.example.com", /^"corp.example.com" is not/],
    ["iamUser", "a/b", /^"a\/b" is a path and a name/],
    ["iamAccessKey", "AKIAIOSFODNN7EXAMPLE", /^this looks like an AWS access key ID/],
    ["bucket", "arn:aws:s3:::corp", /^"arn:aws:s3:::corp" is an ARN/],
  ] as const)("%s: %s is refused in the words of the file's check", (answer, value, message) => {
    expect(newConfiguration({ ...DEFAULT_ANSWERS, [answer]: value })).toEqual({
      problems: [{ answer, message: expect.stringMatching(message) as unknown }],
    });
  });

  it("is refused beside every other", () => {
    const made = newConfiguration({ name: "a b", region: "x", iamUser: "c d", organization: "corp" });
    expect("problems" in made && made.problems.map(({ answer }) => answer)).toEqual([
      "name",
      "region",
      "iamUser",
      "organization",
    ]);
  });

  it("is refused where HCP Terraform has the state and a bucket is named", () => {
    expect(
      newConfiguration({ ...DEFAULT_ANSWERS, pipeline: PipelineSystem.HCP_TERRAFORM, bucket: "corp" }),
    ).toEqual({
      problems: [
        { answer: "bucket", message: "hcp-terraform keeps the state itself: name your organization instead" },
      ],
    });
  });
});

describe("the configuration that a folder has", () => {
  it("is read as it is", () => {
    const text = "name: mine\naws: { region: eu-west-1 }\n";
    expect(existingConfiguration(folderWith({ "keeper-pam.yaml": text }))).toEqual({
      text,
      configuration: { name: "mine", aws: { region: "eu-west-1" } },
    });
  });

  it("is refused when something is wrong with it", () => {
    expect(() => existingConfiguration(folderWith({ "keeper-pam.yaml": "name: mine\n" }))).toThrow(
      "keeper-pam.yaml:1:1 aws: ",
    );
  });
});
