import fc from "fast-check";
import { PipelineSystem, type Answers } from "../../modules/project";

const letters = (characters: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });

const NAME = fc
  .tuple(letters("abcXYZ019_", 1, 1), letters("abcXYZ019_+=,.@-", 0, 63))
  .map(([first, rest]) => first + rest);
const IAM_NAME = letters("abcxyz019_+=,.@-", 1, 64);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const GATEWAY = fc.oneof<fc.Arbitrary<Pick<Answers, "instance" | "role" | "accessKey">>[]>(
  fc.constant({}),
  fc.record({ instance: letters("0123456789abcdef", 17, 17).map((digits) => `i-${digits}`) }),
  fc.record({ role: IAM_NAME }),
  fc.constant({ accessKey: true }),
);

const TARGETS = fc.record(
  {
    database: letters("abcxyz019", 1, 40).map((name) => `o${name}`),
    directory: letters("0123456789abcdef", 10, 10).map((digits) => `d-${digits}`),
    iamUser: IAM_NAME,
    iamAccessKey: IAM_NAME,
  },
  { requiredKeys: [] },
);

const PIPELINE = fc.oneof<fc.Arbitrary<Pick<Answers, "pipeline" | "bucket" | "organization">>[]>(
  fc.record({
    pipeline: optional(
      fc.constantFrom(...Object.values(PipelineSystem).filter((system) => system !== "hcp-terraform")),
    ),
    bucket: optional(letters("abcxyz019", 3, 60)),
  }),
  fc.record({
    pipeline: fc.constant(PipelineSystem.HCP_TERRAFORM),
    organization: optional(letters("abcXYZ019-_", 1, 40)),
  }),
);

/** Answers that keep AWS's rules, in every combination of what can be left open. */
export const SOUND_ANSWERS: fc.Arbitrary<Answers> = fc
  .tuple(
    fc.record({
      name: NAME,
      region: fc.constantFrom("us-east-1", "eu-west-3", "us-gov-west-1", "cn-north-1"),
      account: optional(letters("0123456789", 12, 12)),
    }),
    GATEWAY,
    TARGETS,
    PIPELINE,
  )
  .map(([scope, gateway, targets, pipeline]) => ({ ...scope, ...gateway, ...targets, ...pipeline }))
  .map((answers) => (answers.instance === undefined ? answers : withFunctionName(answers)))
  .filter((answers) => !hasOwnTarget(answers));

/** The same with a name that the function which attaches instances can be called after. */
export function withFunctionName(answers: Answers): Answers {
  return { ...answers, name: answers.name.replace(/[^\w-]/g, "-").slice(0, 44) };
}

/** The access-key user of a gateway is called like the gateway, and is no target of its own. */
function hasOwnTarget({ accessKey, name, iamUser, iamAccessKey }: Answers): boolean {
  const users = [iamUser, iamAccessKey].map((user) => user?.toLowerCase());
  return accessKey === true && users.includes(name.toLowerCase());
}

/** Answers that hold anything at all. */
export const ANY_ANSWERS: fc.Arbitrary<Answers> = fc.oneof(
  ...(["instance", "role", "accessKey"] as const).map((gateway) => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "true",
        "null",
        "~",
        "1.0",
        "0x1f",
        "a: b",
        "a #b",
        "- a",
        "[a]",
        "*a",
        "<<",
        "\ud83d\ude00",
      ),
      fc.string({ unit: fc.constantFrom(..."\n\r\t\"'#:,[]{}&*!|>%@` -\\a1"), maxLength: 12 }),
    );
    return fc.record(
      {
        ...{ name: text, region: text, account: text, database: text, directory: text, iamUser: text },
        ...{ iamAccessKey: text, bucket: text },
        [gateway]: gateway === "accessKey" ? fc.constant(true) : text,
      },
      { requiredKeys: ["name", "region"] },
    ) as fc.Arbitrary<Answers>;
  }),
);
