import { TerraformOutput, TerraformVariable } from "cdktf";
import { AccessKeyUser, type AccessKeyUserProps } from "cdktf-keeperpam-aws";
import { blocks, only, synthesizeConstructs, type TerraformJson } from "../support/synthesis";
import { GNUPG_KEYS } from "../permissions/gnupg-keys";
import { typesOf } from "./sample-stack";

interface Made {
  readonly stack: TerraformJson;
  readonly user: AccessKeyUser;
}

function make(props: AccessKeyUserProps): Made {
  let user: AccessKeyUser | undefined;
  const stack = synthesizeConstructs((scope) => {
    user = new AccessKeyUser(scope, "user", { name: "keeper-gateway", ...props });
    const { accessKeyId, encryptedSecret, secret } = user;
    for (const [id, value] of Object.entries({ accessKeyId, encryptedSecret, secret })) {
      if (value !== undefined) new TerraformOutput(scope, id, { value, sensitive: true });
    }
  });
  return { stack, user: user as AccessKeyUser };
}

/** What the user's properties offer, as Terraform writes it. */
const offered = ({ stack }: Made) =>
  Object.fromEntries(Object.entries(stack.output ?? {}).map(([name, { value }]) => [name, value]));

/** The names of the stack's access keys. */
const keys = ({ stack }: Made) => Object.keys(stack.resource?.aws_iam_access_key ?? {});

const IN_STATE = { acceptSecretInState: true };

/** Address and block of what Terraform remembers under an id. */
const recordOf = (stack: TerraformJson, id: string) =>
  Object.entries(stack.resource?.terraform_data ?? {}).find(([name]) => name.includes(id));

describe("the user", () => {
  it("is called what it is called, is at / and carries nothing", () => {
    const { stack } = make({ createAccessKey: false });
    expect(only(stack, "aws_iam_user")).toMatchObject({ name: "keeper-gateway", path: "/" });
    expect(typesOf(stack)).toEqual(["aws_iam_user"]);
  });

  it("takes path, boundary and tags", () => {
    const { stack } = make({
      createAccessKey: false,
      path: "/keeper/",
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      tags: { Owner: "security" },
    });
    expect(only(stack, "aws_iam_user")).toMatchObject({
      path: "/keeper/",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      tags: { Owner: "security", "keeperpam-gateway": "keeper-gateway" },
    });
  });

  it("can have a name that only Terraform knows", () => {
    const stack = synthesizeConstructs((scope) => {
      const name = new TerraformVariable(scope, "name", { type: "string" }).stringValue;
      new AccessKeyUser(scope, "user", { name, ...IN_STATE });
    });
    expect(only(stack, "aws_iam_user").name).toBe("${var.name}");
  });
});

describe("a user whose key is made by hand", () => {
  const made = make({ createAccessKey: false });

  it("has no key in the stack, and offers neither an ID nor a secret", () => {
    expect(keys(made)).toEqual([]);
    expect(offered(made)).toEqual({});
  });

  it("can be deleted with that key, which Terraform does not know", () => {
    expect(only(made.stack, "aws_iam_user").force_destroy).toBe(true);
  });
});

describe("a user whose secret is encrypted for a PGP key", () => {
  const made = make({ pgpKey: "keybase:ada" });

  it("has one key, which is encrypted for it", () => {
    expect(only(made.stack, "aws_iam_access_key")).toMatchObject({ pgp_key: "keybase:ada" });
  });

  it("offers the ID and the encrypted secret, and no plain one", () => {
    const key = `aws_iam_access_key.${keys(made).join()}`;
    expect(offered(made)).toEqual({
      accessKeyId: `\${${key}.id}`,
      encryptedSecret: `\${${key}.encrypted_secret}`,
    });
    expect(made.user.secret).toBeUndefined();
  });

  it("has the plain secret nowhere in its stack", () => {
    expect(JSON.stringify(made.stack)).not.toMatch(/\.(secret|ses_smtp_password_v4)\b/);
  });

  it("is encrypted for in every generation that is kept", () => {
    const { stack } = make({ pgpKey: "keybase:ada", generation: 3, keepPrevious: true });
    expect(blocks(stack, "aws_iam_access_key").map((key) => key.pgp_key)).toEqual([
      "keybase:ada",
      "keybase:ada",
    ]);
  });
});

describe("a user whose secret may be in the state", () => {
  const made = make(IN_STATE);

  it("offers the ID and the plain secret", () => {
    const key = `aws_iam_access_key.${keys(made).join()}`;
    expect(only(made.stack, "aws_iam_access_key")).not.toHaveProperty("pgp_key");
    expect(offered(made)).toEqual({ accessKeyId: `\${${key}.id}`, secret: `\${${key}.secret}` });
    expect(made.user.encryptedSecret).toBeUndefined();
  });

  it("belongs to the user of the stack", () => {
    const [user] = Object.keys(made.stack.resource?.aws_iam_user ?? {});
    expect(only(made.stack, "aws_iam_access_key").user).toBe(`\${aws_iam_user.${user}.name}`);
  });

  it("can be deleted with a key that the state does not know, since AWS's answer got lost", () => {
    expect(only(made.stack, "aws_iam_user").force_destroy).toBe(true);
  });
});

describe("the check for keys that the state does not know", () => {
  const assertion = (options: Parameters<typeof make>[0]) =>
    Object.values(make(options).stack.check ?? {}).flatMap(
      ({ assert }) => assert as readonly { condition: string; error_message: string }[],
    );

  it("counts the account's keys of the user against those of the stack", () => {
    const counted = (condition?: string) =>
      /^\$\{length\(data\.aws_iam_access_keys\.[\w-]+\.access_keys\[\*\]\.access_key_id\) <= (\d)\}$/.exec(
        condition ?? "",
      )?.[1];
    expect(assertion(IN_STATE).map(({ condition }) => counted(condition))).toEqual(["1"]);
    const renewed = assertion({ ...IN_STATE, generation: 2, keepPrevious: true });
    expect(renewed.map(({ condition }) => counted(condition))).toEqual(["2"]);
  });

  it("names every key but those of the stack, and the command that deletes one", () => {
    const made = make(IN_STATE);
    const [{ error_message: said } = { error_message: "" }] = assertion(IN_STATE);
    expect(said).toContain(`.access_key_id, [aws_iam_access_key.${keys(made).join()}.id]))`);
    expect(said).toContain("aws iam delete-access-key --user-name ${aws_iam_user.");
  });

  it("asks for the keys of a user that is there, by an ID which is unknown before", () => {
    const { stack } = make(IN_STATE);
    const [user] = Object.keys(stack.resource?.aws_iam_user ?? {});
    expect(Object.values(stack.data?.aws_iam_access_keys ?? {}).map((found) => found.user)).toEqual([
      `\${aws_iam_user.${user}.id}`,
    ]);
  });

  it("is not there where all keys are made by hand", () => {
    expect(assertion({ createAccessKey: false })).toEqual([]);
  });
});

describe("the renewal of the key", () => {
  const generation = (number: number, keepPrevious?: boolean) =>
    make({ ...IN_STATE, generation: number, keepPrevious });
  /** The key that counts, and that nothing may delete before the next one counts. */
  const current = ({ stack }: Made) => recordOf(stack, "current-access-key")?.[1].input;

  it("begins with generation 1", () => {
    expect(keys(make(IN_STATE))).toEqual(keys(generation(1)));
  });

  it("makes another key for another generation", () => {
    expect(keys(generation(2))).toHaveLength(1);
    expect(keys(generation(2))).not.toEqual(keys(generation(1)));
  });

  it("keeps the key before as it is, where that is asked for, and none before it", () => {
    expect(keys(generation(3, true)).sort()).toEqual([...keys(generation(2)), ...keys(generation(3))].sort());
    expect(keys(generation(3, false))).toEqual(keys(generation(3)));
    const [second] = keys(generation(2));
    const block = ({ stack }: Made) => stack.resource?.aws_iam_access_key?.[second as string];
    const { lifecycle, ...kept } = block(generation(3, true)) as Record<string, unknown>;
    expect({ ...kept, lifecycle: { create_before_destroy: true } }).toEqual(block(generation(2)));
    // Another PGP key is for the new key: the one before would be made anew, and the one in use would go.
    expect(lifecycle).toEqual({ create_before_destroy: true, ignore_changes: ["pgp_key"] });
  });

  it.each([
    ["without the key before", false],
    ["with it", true],
  ])("always offers the newest key, %s", (_, keepPrevious) => {
    const made = generation(4, keepPrevious);
    const [newest] = keys(generation(4));
    expect(offered(made)).toEqual({
      accessKeyId: `\${aws_iam_access_key.${newest}.id}`,
      secret: `\${aws_iam_access_key.${newest}.secret}`,
    });
    expect(current(made)).toEqual({ id: `\${aws_iam_access_key.${newest}.id}` });
  });

  it("makes the new key before the old one goes: each is created before it is destroyed, and something names the current one", () => {
    const made = generation(2, true);
    for (const key of blocks(made.stack, "aws_iam_access_key")) {
      expect(key.lifecycle).toMatchObject({ create_before_destroy: true });
    }
    // Terraform changes this one between the two: it cannot delete a key while this still names it.
    const address = (m: Made) => Object.keys(m.stack.resource?.terraform_data ?? {});
    expect(address(made)).toEqual(address(generation(1)));
    expect(current(made)).not.toEqual(current(generation(1)));
  });
});

describe("another name", () => {
  it("is another user with a key of its own: the former key would stay alive, and Terraform would not know it", () => {
    const { stack } = make(IN_STATE);
    const [id, record] = recordOf(stack, "user_name") ?? [];
    expect(record?.input).toEqual({ name: "keeper-gateway" });
    expect(only(stack, "aws_iam_user").lifecycle).toEqual({
      create_before_destroy: true,
      replace_triggered_by: [`terraform_data.${id}`],
    });
  });

  it("is the same user where the key was made by hand, which then goes on working", () => {
    const { stack } = make({ createAccessKey: false });
    expect(only(stack, "aws_iam_user")).not.toHaveProperty("lifecycle");
  });
});

describe("what becomes of the secret", () => {
  it.each<[string, AccessKeyUserProps, RegExp]>([
    ["nothing", {}, /nothing says what becomes of the access key's secret: allowed is exactly one of/],
    ["createAccessKey: true alone", { createAccessKey: true }, /nothing says what becomes/],
    ["acceptSecretInState: false alone", { acceptSecretInState: false }, /nothing says what becomes/],
    [
      "a PGP key and the plain state",
      { pgpKey: "keybase:ada", acceptSecretInState: true },
      /pgpKey and acceptSecretInState: true are given together: allowed is exactly one of/,
    ],
    [
      "a PGP key for no key",
      { pgpKey: "keybase:ada", createAccessKey: false },
      /createAccessKey: false and pgpKey are given together/,
    ],
    [
      "all three ways",
      { createAccessKey: false, pgpKey: "keybase:ada", acceptSecretInState: true },
      /createAccessKey: false and pgpKey and acceptSecretInState: true are given together/,
    ],
  ])("must be said in exactly one way: %s is refused", (_, props, message) => {
    expect(() => make(props)).toThrow(message);
  });

  it("is explained way by way where it is not said", () => {
    for (const way of [
      /createAccessKey: false \(the user only; its key is made by hand and never passes through Terraform\)/,
      /pgpKey \(the secret is in the state encrypted for that key only\)/,
      /acceptSecretInState: true \(the secret is in the state in plain text\)/,
    ]) {
      expect(() => make({})).toThrow(way);
    }
  });
});

describe("a mistake in the properties", () => {
  it("is one error that lists them all", () => {
    const mistake = () =>
      make({
        name: "keeper gateway",
        path: "keeper",
        permissionsBoundaryArn: "boundary",
        tags: { "aws:x": "1" },
        pgpKey: "not a key",
        generation: 0,
      });
    expect(mistake).toThrow(/^AccessKeyUser test\/user: 6 problems\n/);
    for (const line of [
      /^ {2}name: "keeper gateway" is not an IAM user name/m,
      /^ {2}path: "keeper" is not an IAM path/m,
      /^ {2}permissionsBoundaryArn: "boundary" is not the ARN of a managed policy/m,
      /^ {2}tags\.aws:x: "aws:x" begins with aws:/m,
      /^ {2}pgpKey: this is not a PGP public key/m,
      /^ {2}generation: 0 is not a generation: allowed is 1, 2, 3, …/m,
    ]) {
      expect(mistake).toThrow(line);
    }
  });

  it.each<[string, AccessKeyUserProps, RegExp]>([
    ["no name", { name: undefined, ...IN_STATE }, /name: nothing is given: allowed is a name/],
    ["half a generation", { ...IN_STATE, generation: 1.5 }, /generation: 1\.5 is not a generation/],
    ["a generation before the first", { ...IN_STATE, generation: -1 }, /generation: -1 is not a generation/],
    [
      "a key before the first",
      { ...IN_STATE, keepPrevious: true },
      /keepPrevious: generation 1 has no key before it/,
    ],
    [
      "a generation of a key that is made by hand",
      { createAccessKey: false, generation: 2 },
      /generation: createAccessKey is false: there is no access key here/,
    ],
    [
      "keeping a key that is made by hand",
      { createAccessKey: false, keepPrevious: true },
      /keepPrevious: createAccessKey is false: there is no access key here/,
    ],
  ])("is %s", (_, props, message) => {
    expect(() => make(props)).toThrow(message);
  });

  it("is a generation that only Terraform knows, since the key is called after it", () => {
    const build = () =>
      synthesizeConstructs((scope) => {
        const generation = new TerraformVariable(scope, "generation", { type: "number" }).numberValue;
        new AccessKeyUser(scope, "user", { name: "keeper-gateway", ...IN_STATE, generation });
      });
    expect(build).toThrow(/generation: /);
  });
});

describe("a PGP key that expires", () => {
  const END = "2027-01-01T00:00:00.000Z";
  const record = ({ stack }: Made, generation: number) => recordOf(stack, `access-key-${generation}-planned`);
  const made = make({ pgpKey: GNUPG_KEYS.expiring, generation: 2, keepPrevious: true });
  const never = make({ pgpKey: GNUPG_KEYS.encrypting });

  it("is refused by the plan that would make the access key after that", () => {
    const [name] = record(made, 2) ?? [];
    const [, key] =
      Object.entries(made.stack.resource?.aws_iam_access_key ?? {}).find(([id]) =>
        id.includes("access-key-2"),
      ) ?? [];
    expect(key).toMatchObject({
      lifecycle: {
        precondition: [
          expect.anything(),
          {
            condition: `\${timecmp(terraform_data.${name}.input.time, "${END}") < 0}`,
            error_message: `pgpKey: this PGP key expired at ${END}, so that nothing can be encrypted for it: allowed is one that has not expired`,
          },
        ],
      },
    });
  });

  it("is no obstacle once the access key is there: the time of its first plan stays", () => {
    for (const generation of [1, 2]) {
      expect(record(made, generation)?.[1]).toMatchObject({
        input: { time: "${plantimestamp()}" },
        lifecycle: { ignore_changes: ["input"] },
      });
    }
  });

  it.each<[string, Made]>([
    ["a key that does not expire", never],
    ["a name at Keybase", make({ pgpKey: "keybase:ada" })],
    ["a secret in the state", make(IN_STATE)],
  ])("costs nothing where it is %s", (_, { stack }) => {
    expect(
      Object.keys(stack.resource?.terraform_data ?? {}).filter((name) => name.includes("planned")),
    ).toEqual([]);
    expect(JSON.stringify(stack.resource?.aws_iam_access_key)).not.toContain("expired");
  });
});

describe("a PGP key that is dated in the future", () => {
  const planned = (props: AccessKeyUserProps) => {
    const { stack } = make(props);
    const [[now, time] = []] = Object.entries(stack.locals ?? {});
    const [key] = blocks(stack, "aws_iam_access_key");
    return { now, time, preconditions: (key?.lifecycle as { precondition?: unknown }).precondition };
  };
  const begun = (now?: string) => ({
    condition: `\${timecmp(local.${now}, "2025-01-01T00:00:00.000Z") >= 0}`,
    error_message:
      "pgpKey: this PGP key is dated in the future, 2025-01-01T00:00:00.000Z, so that nothing can be encrypted for it: allowed is one that is valid already; where the clock was wrong when it was made, make another",
  });

  it("is refused by the plan that would make the access key, and only by its date", () => {
    const { now, time, preconditions } = planned({ pgpKey: GNUPG_KEYS.encrypting });
    expect(time).toBe("${plantimestamp()}");
    expect(preconditions).toEqual([begun(now)]);
    expect(planned({ pgpKey: GNUPG_KEYS.expiring }).preconditions).toEqual([begun(now), expect.anything()]);
  });

  it("is none where Terraform looks a name up at Keybase, or encrypts nothing", () => {
    expect(planned({ pgpKey: "keybase:ada" })).toEqual({});
    expect(planned(IN_STATE)).toEqual({});
  });
});

describe("a PGP key that nothing can be encrypted for", () => {
  it.each(["signing", "taken", "gone"] as const)("is refused before there is anything: %s", (name) => {
    expect(() => make({ pgpKey: GNUPG_KEYS[name] })).toThrow(
      /pgpKey: this PGP key .+, so that nothing can be encrypted for it/,
    );
  });
});
