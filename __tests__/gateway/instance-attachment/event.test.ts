import { readFileSync } from "node:fs";
import fc from "fast-check";
import { IAM_PATH, INSTANCE_PROFILE_NAME, type NameRule } from "../../../modules/permissions";
import { SOURCE, wanting, wantingInPlaceOf } from "./attachment-function";
import { OPERATIONS } from "./fake-ec2";
import { describeFunction, LAMBDA_TIMEOUT } from "./suite";

const PROFILE = { arn: "arn:aws:iam::111122223333:instance-profile/keeper-gateway", id: "AIPAKEEPER" };
const EVENT = {
  ...wantingInPlaceOf("", PROFILE, "i-0123456789abcdef0"),
  tf: { action: "create", prev_input: null },
};

/** Every character that a path in IAM can have. */
const PRINTABLE = Array.from({ length: 0x7e - 0x20 }, (_, i) => String.fromCharCode(0x21 + i));

const inPath = (text: string) => `/${text}/`;

/** Texts that keep a rule of the file, of the characters that it lets through. */
function keeping(rule: NameRule, written: (text: string) => string): fc.Arbitrary<string> {
  const characters = PRINTABLE.filter((character) => rule.pattern.test(written(character)));
  return fc
    .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 20 })
    .map(written)
    .filter((text) => rule.pattern.test(text));
}

describeFunction("the event", (ec2, terraform) => {
  const refusal = async (event: unknown) => {
    const { errorType, errorMessage } = await terraform.invoke(event);
    expect(errorType).toBe("InvalidEvent");
    expect(ec2.calls).toEqual([]);
    return errorMessage;
  };

  it.each([
    [{ action: "read" }, "'read'"],
    [{}, "missing"],
    ["create", "missing"],
    [undefined, "missing"],
  ])("must be that of a creation, an update or a deletion: %j", async (tf, given) => {
    expect(await refusal({ ...EVENT, tf })).toBe(
      `tf.action of the event: ${given}; allowed is create, update or delete, from lifecycle_scope CRUD`,
    );
  });

  it.each(["instance_id", "profile", "role_id", "on_conflict", "former_profile_arn", "recorded_in"])(
    "must have %s",
    async (key) => {
      const message = await refusal({ ...EVENT, [key]: undefined });
      expect(message).toContain(
        `${key === "profile" ? "profile.arn" : key} of the event: missing; allowed is `,
      );
    },
  );

  it.each([
    ["instance_id", { instance_id: "web-1" }, "'web-1'; allowed is the ID of an EC2 instance"],
    ["instance_id", { instance_id: 7 }, "7; allowed is the ID of an EC2 instance"],
    ["profile.arn", { profile: "keeper-gateway" }, "missing; allowed is the ARN of an instance profile"],
    [
      "profile.arn",
      { profile: { ...PROFILE, arn: "keeper-gateway" } },
      "'keeper-gateway'; allowed is the ARN of an instance profile",
    ],
    ["profile.id", { profile: { ...PROFILE, id: "" } }, "''; allowed is the ID of an instance profile"],
    ["role_id", { role_id: "" }, "''; allowed is the ID of an IAM role"],
    ["on_conflict", { on_conflict: "ignore" }, "'ignore'; allowed is fail or replace"],
    [
      "former_profile_arn",
      { former_profile_arn: 'é"web\\server' },
      "'?'web//server'; allowed is the ARN of an instance profile, or nothing",
    ],
    ["recorded_in", { recorded_in: null }, "missing; allowed is a Terraform address, or nothing"],
  ])("is refused with an impossible %s: %j", async (name, change, words) => {
    expect(await refusal({ ...EVENT, ...change })).toBe(`${name} of the event: ${words}`);
  });

  it.each([
    ["an array", []],
    ["nothing", null],
  ] as const)("is refused when it is %s", async (_, event) => {
    expect(await refusal(event)).toBe(
      "instance_id of the event: missing; allowed is the ID of an EC2 instance",
    );
  });

  it("is refused when the previous one of an update is not whole", async () => {
    const event = { ...EVENT, tf: { action: "update", prev_input: { ...EVENT, profile: {} } } };
    expect(await refusal(event)).toBe(
      "tf.prev_input.profile.arn of the event: missing; allowed is the ARN of an instance profile",
    );
  });

  it.each(["aws", "aws-us-gov", "aws-cn", "aws-iso-b"])(
    "may name a profile with a path in %s",
    async (partition) => {
      const instance = ec2.addInstance();
      const profile = {
        arn: `arn:${partition}:iam::111122223333:instance-profile/keeper/gw_1`,
        id: "AIPAKEEPER",
      };
      ec2.attach(instance, profile);
      expect((await terraform.create(wanting(profile, instance))).result).toMatchObject({
        profile_arn: profile.arn,
        outcome: "already attached",
      });
    },
  );

  it("may name a profile at any path, and by any name, that a file may have", async () => {
    await fc.assert(
      fc.asyncProperty(
        keeping(IAM_PATH, inPath),
        keeping(INSTANCE_PROFILE_NAME, (text) => text),
        async (path, name) => {
          const instance = ec2.addInstance();
          const profile = {
            arn: `arn:aws:iam::111122223333:instance-profile${path}${name}`,
            id: "AIPAKEEPER",
          };
          ec2.attach(instance, profile);
          const { result } = await terraform.create(wanting(profile, instance));
          expect(result).toMatchObject({ profile_arn: profile.arn, outcome: "already attached" });
        },
      ),
      { seed: 1204, numRuns: 100 },
    );
  });

  it("may name any profile that IAM can have as the one that gives way, and says which it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...PRINTABLE), minLength: 1, maxLength: 20 }).map(inPath),
        keeping(INSTANCE_PROFILE_NAME, (text) => text),
        async (path, name) => {
          const instance = ec2.addInstance();
          const gateway = ec2.addProfile("keeper-gateway");
          const arn = `arn:aws:iam::111122223333:instance-profile${path}${name}`;
          ec2.attach(instance, { arn, id: "AIPAOTHER" });
          const { result } = await terraform.create(wantingInPlaceOf(arn, gateway, instance));
          expect(result).toMatchObject({ outcome: `replaced ${arn}` });
        },
      ),
      { seed: 1204, numRuns: 100 },
    );
  });

  it("may come without a previous input at a deletion", async () => {
    const instance = ec2.addInstance();
    ec2.attach(instance, PROFILE);
    const { result } = await terraform.invoke({
      ...wanting(PROFILE, instance),
      tf: { action: "delete", prev_input: null },
    });
    expect(result).toMatchObject({ outcome: "detached" });
  });

  it("leads to a log of what was done, one line for each decision", async () => {
    const instance = ec2.addInstance();
    const gateway = ec2.addProfile("keeper-gateway");
    const { log } = await terraform.create(wanting(gateway, instance));
    expect(log.split("\n")).toEqual([
      `${instance}: associate ${gateway.arn}`,
      `attaching ${gateway.arn} to ${instance}: attached`,
      "",
    ]);
  });
});

describe("the source of the function", () => {
  const source = readFileSync(SOURCE, "utf8");
  const found = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, name]) => name);
  const snakeCase = (name: string) => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

  it("makes one client, and calls four operations by it", () => {
    expect(found(/\bboto3\.(.*)/g)).toEqual(["client("]);
    expect(found(/\bclient\(\s*"(\w+)"/g)).toEqual(["ec2"]);
    expect(new Set(found(/\bec2\.(\w+)/g))).toEqual(new Set(["meta", ...OPERATIONS.map(snakeCase)]));
    // Nowhere but in the assignment does the client stand without one of these names behind it.
    expect(source.match(/\bec2\b(?!["\w.]).*/g)).toEqual(["ec2 = boto3.client("]);
  });

  it("needs nothing but Python and the boto3 of Lambda's runtime", () => {
    expect(found(/^(?:import|from) (\w+)/gm)).toEqual(["re", "time", "boto3", "botocore", "botocore"]);
  });

  it("leaves Lambda's timeout room for a call of which every attempt is lost", () => {
    const number = (pattern: RegExp) => Number(pattern.exec(source)?.[1]);
    const attempts = number(/"total_max_attempts": (\d+)/);
    const attempt = number(/connect_timeout=(\d+)/) + number(/read_timeout=(\d+)/);
    // botocore waits for up to 2^n seconds, at most 20, after the n-th attempt (n from 0).
    const pauses = Array.from({ length: attempts - 1 }, (_, n) => Math.min(2 ** n, 20));
    const call = attempts * attempt + pauses.reduce((sum, pause) => sum + pause, 0);
    expect(number(/^BUDGET = (\d+)/m) + call).toBeLessThan(LAMBDA_TIMEOUT);
  });
});
