import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import {
  ConfigurationSecret,
  KeeperGateway,
  type ConfigurationSecretOptions,
  type KeeperGatewayProps,
} from "cdktf-keeperpam-aws";
import {
  addressOf,
  blocks,
  only,
  policyDocuments,
  policyIn,
  resourcePolicyIn,
  synthesizeConstructs,
  type Answers,
  type TerraformJson,
} from "../support/synthesis";
import { ACCOUNT, gatewayStack, typesOf } from "./sample-stack";

const READER = "arn:aws:iam::111122223333:role/keeper-gateway";
const OPERATOR = "arn:aws:iam::111122223333:role/operator";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:keeper/gateway-AbCdEf";

/** A stack with a secret, and what it offers as outputs. */
function make(options: ConfigurationSecretOptions): TerraformJson {
  return synthesizeConstructs((scope) => {
    const secret = new ConfigurationSecret(scope, "secret", { ...options, ...ACCOUNT, readerArns: [READER] });
    new TerraformOutput(scope, "name", { value: secret.secretName });
    new TerraformOutput(scope, "command", { value: secret.putValueCommand });
  });
}

const named = (options: ConfigurationSecretOptions = {}) => make({ name: "keeper/gateway", ...options });

/** The statements by which a gateway reads its configuration. */
function reading(props: Partial<KeeperGatewayProps>, answers: Answers = {}) {
  const stack = gatewayStack(props);
  return policyDocuments(stack, answers).flatMap(({ Statement }) => Statement);
}

/** Every way to have a protected configuration. */
const WAYS: [string, ConfigurationSecretOptions][] = [
  ["a secret and its key", { name: "keeper/gateway" }],
  ["a secret that operators write", { name: "keeper/gateway", operators: [OPERATOR] }],
  ["a secret under an existing key", { name: "keeper/gateway", keyArn: KEY }],
  ["an existing secret", { secretArn: SECRET }],
  ["an existing secret under an existing key", { secretArn: SECRET, keyArn: KEY }],
];

/** What the constructs of a stack warn about. */
function warningsIn(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.flatMap(({ type, data }) => (type === "@cdktf/warn" ? [String(data)] : [])),
    );
}

describe("the ARN of a secret that is made", () => {
  const policiesWith = (name: (stack: TerraformStack) => string) =>
    blocks(
      synthesizeConstructs((stack) => {
        new KeeperGateway(stack, "gateway", {
          name: "keeper-gateway",
          ...ACCOUNT,
          instances: ["i-0123456789abcdef0"],
          accessKeyUser: { createAccessKey: false },
          configurationSecret: { name: name(stack), operators: [OPERATOR] },
          targets: { iamUsers: [{ name: "console-admin" }] },
          protectedUsers: ["break-glass"],
        });
      }),
      "aws_iam_policy",
    );

  it("counts with the secret's name: role and user of a gateway with everything have one policy each", () => {
    expect(policiesWith(() => "keeper/gateway")).toHaveLength(2);
  });

  it("counts at its longest where the name is a reference", () => {
    const reference = (stack: TerraformStack) => new TerraformVariable(stack, "secret", {}).stringValue;
    expect(policiesWith(reference).length).toBeGreaterThan(2);
  });
});

describe("the value of the secret", () => {
  it.each(WAYS)("never passes through Terraform: %s", (_, options) => {
    const stack = gatewayStack({ configurationSecret: options, accessKeyUser: { createAccessKey: false } });
    const types = [...typesOf(stack), ...Object.keys(stack.data ?? {})];
    expect(
      types.filter((type) => /secret_version|random_password|kms_(ciphertext|secrets)/.test(type)),
    ).toEqual([]);
    expect(JSON.stringify(stack)).not.toMatch(/"secret_(string|binary)/);
  });

  it.each<[string, ConfigurationSecretOptions, string]>([
    ["made", { name: "keeper/gateway" }, "SECRET.name"],
    ["existing", { secretArn: SECRET }, "keeper/gateway"],
    [
      "existing, with a hyphen before six letters of its own name",
      { secretArn: SECRET.replace("keeper/gateway", "keeper-secret") },
      "keeper-secret",
    ],
  ])("is put by one command, from a file: %s", (_, options, name) => {
    const { output } = make(options);
    const written = (id: string) =>
      String(output?.[id]?.value).replace(/\$\{aws_secretsmanager_secret\.\w+\.(\w+)\}/, "SECRET.$1");
    expect(written("name")).toBe(name);
    expect(written("command")).toBe(
      `aws secretsmanager put-secret-value --region us-east-1 --secret-id ${name} --secret-string file://gateway-configuration.txt`,
    );
  });
});

describe("a secret and its key", () => {
  const stack = named();

  it("are a key, its alias and the secret, and nothing else", () => {
    expect(typesOf(stack)).toEqual(["aws_kms_alias", "aws_kms_key", "aws_secretsmanager_secret"]);
    expect(only(stack, "aws_secretsmanager_secret")).toMatchObject({
      name: "keeper/gateway",
      kms_key_id: `\${${addressOf(stack, "aws_kms_key")}.arn}`,
    });
  });

  it("rotate the key's material every year", () => {
    expect(only(stack, "aws_kms_key").enable_key_rotation).toBe(true);
  });

  it("use a symmetric key of KMS's own, as Secrets Manager demands", () => {
    const key = only(stack, "aws_kms_key");
    for (const other of [
      "customer_master_key_spec",
      "key_usage",
      "custom_key_store_id",
      "multi_region",
      "is_enabled",
    ])
      expect(key).not.toHaveProperty(other);
  });

  it("never skip AWS's check that the key's policy locks nobody out", () => {
    expect(only(stack, "aws_kms_key")).not.toHaveProperty("bypass_policy_lockout_safety_check");
  });

  it("call the key's alias after the secret", () => {
    expect(only(stack, "aws_kms_alias")).toMatchObject({
      name: "alias/keeper/gateway",
      target_key_id: `\${${addressOf(stack, "aws_kms_key")}.key_id}`,
    });
    expect(only(named({ name: "a+b=c.d@e/f_g-h" }), "aws_kms_alias").name).toBe("alias/a-b-c-d-e/f_g-h");
  });

  it("wait 30 days before they are gone", () => {
    expect(only(stack, "aws_kms_key").deletion_window_in_days).toBe(30);
    expect(only(stack, "aws_secretsmanager_secret").recovery_window_in_days).toBe(30);
  });

  it.each([
    [0, 7],
    [7, 30],
    [30, 14],
  ])(
    "can wait otherwise: %i days for the secret, %i for the key",
    (recoveryWindowDays, keyDeletionWindowDays) => {
      const other = named({ recoveryWindowDays, keyDeletionWindowDays });
      expect(only(other, "aws_secretsmanager_secret").recovery_window_in_days).toBe(recoveryWindowDays);
      expect(only(other, "aws_kms_key").deletion_window_in_days).toBe(keyDeletionWindowDays);
    },
  );

  it("take tags, the gateway's and their own, which win", () => {
    const tagged = gatewayStack({
      tags: { Owner: "security", Team: "a" },
      configurationSecret: { name: "keeper/gateway", tags: { Team: "b" } },
    });
    expect(only(tagged, "aws_kms_key").tags).toEqual({ Owner: "security", Team: "b" });
    expect(only(tagged, "aws_secretsmanager_secret").tags).toEqual({
      Owner: "security",
      Team: "b",
      "keeperpam-gateway": "keeper/gateway",
    });
  });
});

describe("operators", () => {
  const ADA = "arn:aws:iam::111122223333:user/ops/ada";
  const stack = named({ operators: [OPERATOR, ADA], operatorPermissionSets: [{ name: "KeeperOperators" }] });
  const roles = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/";
  const everyOperator = [
    OPERATOR,
    ADA,
    `${roles}AWSReservedSSO_KeeperOperators_????????????????`,
    `${roles}*/AWSReservedSSO_KeeperOperators_????????????????`,
  ];
  const secretPolicy = (made: TerraformJson) =>
    resourcePolicyIn(made, only(made, "aws_secretsmanager_secret_policy").policy, () => "").Statement;

  it("may put the value into the secret and see that there is one, and nobody else may write, by its policy", () => {
    const policy = only(stack, "aws_secretsmanager_secret_policy");
    expect(policy.secret_arn).toBe(`\${${addressOf(stack, "aws_secretsmanager_secret")}.arn}`);
    expect(secretPolicy(stack)).toEqual([
      {
        Sid: "OperatorsPutConfiguration",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
        Resource: ["*"],
        Principal: { AWS: ["*"] },
        Condition: {
          StringEquals: { "aws:PrincipalAccount": ["111122223333"] },
          ArnLike: { "aws:PrincipalArn": everyOperator },
        },
      },
      {
        Sid: "OthersWriteNothing",
        Effect: "Deny",
        Action: [
          "secretsmanager:CancelRotateSecret",
          "secretsmanager:PutSecretValue",
          "secretsmanager:ReplicateSecretToRegions",
          "secretsmanager:RotateSecret",
          "secretsmanager:UpdateSecret",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        Resource: ["*"],
        Principal: { AWS: ["*"] },
        Condition: { ArnNotLike: { "aws:PrincipalArn": everyOperator } },
      },
    ]);
  });

  it("take the account's place in the key's policy", () => {
    const writers = (made: TerraformJson) =>
      resourcePolicyIn(made, only(made, "aws_kms_key").policy, {}).Statement.flatMap(
        ({ Sid, Principal, Condition }) =>
          /Write/.test(Sid) ? [[Principal.AWS, Condition?.ArnLike?.["aws:PrincipalArn"]]] : [],
      );
    expect(writers(stack)).toEqual([[["*"], everyOperator]]);
    expect(writers(named())).toEqual([[["arn:aws:iam::111122223333:root"], undefined]]);
  });

  it("may be permission sets alone, at the one path that is given", () => {
    const path = "/aws-reserved/sso.amazonaws.com/eu-west-2/";
    const made = named({ operatorPermissionSets: [{ name: "KeeperOperators", path }] });
    const only = [`${roles}eu-west-2/AWSReservedSSO_KeeperOperators_????????????????`];
    expect(secretPolicy(made).map(({ Condition }) => Condition)).toEqual([
      expect.objectContaining({ ArnLike: { "aws:PrincipalArn": only } }),
      { ArnNotLike: { "aws:PrincipalArn": only } },
    ]);
  });

  it("of a secret under an existing key are named in the policy of the secret alone", () => {
    expect(typesOf(named({ keyArn: KEY, operators: [OPERATOR] }))).toEqual([
      "aws_secretsmanager_secret",
      "aws_secretsmanager_secret_policy",
      "terraform_data",
    ]);
  });

  it("make the policy go before Terraform updates the secret, and come back afterwards", () => {
    const { kms_key_id: key, description } = only(stack, "aws_secretsmanager_secret");
    expect(only(stack, "terraform_data").input).toEqual({ kms_key_id: key, description });
    expect(only(stack, "aws_secretsmanager_secret_policy").lifecycle).toEqual({
      replace_triggered_by: [addressOf(stack, "terraform_data")],
    });
  });

  it("of IAM Identity Center draw a warning where a role of theirs is named in place of its permission set", () => {
    const warningsFor = (operator: string) => {
      const scope = new TerraformStack(new App(), "stack");
      new ConfigurationSecret(scope, "secret", {
        name: "keeper/gateway",
        operators: [operator],
        ...ACCOUNT,
        readerArns: [READER],
      });
      return warningsIn(scope);
    };
    expect(warningsFor(`${roles}AWSReservedSSO_KeeperOperators_0123456789abcdef`)).toEqual([
      expect.stringMatching(/name the permission set in operatorPermissionSets$/),
    ]);
    expect(warningsFor(OPERATOR)).toEqual([]);
  });
});

describe("an existing secret whose ARN may lack its end", () => {
  const warnings = (secretArn: string) => {
    const scope = new TerraformStack(new App(), "stack");
    new ConfigurationSecret(scope, "secret", { secretArn, ...ACCOUNT, readerArns: [READER] });
    return warningsIn(scope);
  };
  const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}`;

  it("draws a warning, since a word of its name can look like it", () => {
    expect(warnings(arn("keeper/gateway-config"))).toEqual([
      expect.stringMatching(/ends in a hyphen and six small letters/),
    ]);
    expect(warnings(arn("keeper/gateway-config-AbC12d"))).toEqual([]);
    expect(warnings(arn("keeper/gateway-abcde1"))).toEqual([]);
  });
});

describe("a secret that can be restored for longer than its key waits", () => {
  const warnings = (windows: {
    recoveryWindowDays?: number;
    keyDeletionWindowDays?: number;
    keyArn?: string;
  }) => {
    const scope = new TerraformStack(new App(), "stack");
    new ConfigurationSecret(scope, "secret", {
      name: "keeper",
      ...windows,
      ...ACCOUNT,
      readerArns: [READER],
    });
    return warningsIn(scope);
  };

  it.each([{ recoveryWindowDays: 30, keyDeletionWindowDays: 7 }, { keyDeletionWindowDays: 29 }])(
    "draws a warning: %j",
    (windows) => {
      expect(warnings(windows)).toEqual([
        expect.stringMatching(/^the deleted secret can be restored for 30 days/),
      ]);
    },
  );

  it.each([
    {},
    { recoveryWindowDays: 7, keyDeletionWindowDays: 7 },
    { recoveryWindowDays: 0, keyDeletionWindowDays: 7 },
    { keyArn: "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012" },
  ])("or draws none: %j", (windows) => {
    expect(warnings(windows)).toEqual([]);
  });
});

describe("without operators", () => {
  it("the secret has no policy: the account's own policies decide", () => {
    expect(typesOf(named())).toEqual(["aws_kms_alias", "aws_kms_key", "aws_secretsmanager_secret"]);
  });
});

describe("an existing key", () => {
  it("encrypts the secret and stays as it is: neither key nor alias is made", () => {
    const stack = named({ keyArn: KEY });
    expect(typesOf(stack)).toEqual(["aws_secretsmanager_secret"]);
    expect(only(stack, "aws_secretsmanager_secret").kms_key_id).toBe(KEY);
  });

  it("is what the gateway may decrypt with", () => {
    const statements = reading(
      { configurationSecret: { name: "keeper/gateway", keyArn: KEY } },
      () => SECRET,
    );
    expect(statements.find(({ Sid }) => Sid === "DecryptGatewayConfiguration")?.Resource).toEqual([KEY]);
  });
});

describe("an existing secret", () => {
  it("stays as it is: nothing is made", () => {
    expect(make({ secretArn: SECRET })).not.toHaveProperty("resource");
    expect(make({ secretArn: SECRET, keyArn: KEY })).not.toHaveProperty("resource");
    expect(make({ secretArn: SECRET })).not.toHaveProperty("data");
  });

  it("can be read by the gateway, which needs no more under the AWS managed key", () => {
    expect(reading({ guard: false, configurationSecret: { secretArn: SECRET } })).toEqual([
      {
        Sid: "ReadGatewayConfiguration",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [SECRET],
      },
    ]);
  });

  it("under a key of one's own can be decrypted through Secrets Manager, and only it", () => {
    expect(reading({ guard: false, configurationSecret: { secretArn: SECRET, keyArn: KEY } })).toEqual([
      expect.objectContaining({ Sid: "ReadGatewayConfiguration", Resource: [SECRET] }),
      {
        Sid: "DecryptGatewayConfiguration",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [KEY],
        Condition: {
          StringEquals: {
            "kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com"],
            "kms:EncryptionContext:SecretARN": [SECRET],
          },
        },
      },
    ]);
  });

  it("does not get the gateway's tags, which would be refused for it", () => {
    expect(() =>
      gatewayStack({ tags: { Owner: "security" }, configurationSecret: { secretArn: SECRET } }),
    ).not.toThrow();
  });
});

describe("the readers", () => {
  const readersOf = (stack: TerraformJson) =>
    resourcePolicyIn(
      stack,
      only(stack, "aws_kms_key").policy,
      (reference) => `<${reference.replace(/\..*/, "")}>`,
    ).Statement.find(({ Sid }) => Sid === "GatewayReadsConfiguration");
  const configurationSecret = { name: "keeper/gateway" };
  const accessKeyUser = { createAccessKey: false };
  const ROLE = "arn:aws:iam::111122223333:role/keeper-gateway";
  const USER = "arn:aws:iam::111122223333:user/keeper-gateway";

  it.each<[string, Partial<KeeperGatewayProps>, string[]]>([
    ["the role", {}, [ROLE]],
    ["the role and the user", { accessKeyUser }, [ROLE, USER]],
    ["the user alone", { accessKeyUser, createRole: false }, [USER]],
    ["an existing role", { existingRoleName: "legacy" }, ["<data>"]],
    ["a role that Terraform names", { role: { namePrefix: "pam-" } }, ["<aws_iam_role>"]],
  ])("are those of the gateway, by a condition that outlives them: %s", (_, props, expected) => {
    const { Principal, Condition } = readersOf(gatewayStack({ ...props, configurationSecret })) ?? {};
    expect(Principal).toEqual({ AWS: ["*"] });
    expect(Condition?.ArnEquals).toEqual({ "aws:PrincipalArn": expected });
    expect(Condition?.StringEquals?.["kms:CallerAccount"]).toEqual(["111122223333"]);
  });

  it("need not be there before the key", () => {
    const stack = gatewayStack({ accessKeyUser, configurationSecret });
    expect(only(stack, "aws_kms_key")).not.toHaveProperty("depends_on");
  });

  it.each(["role", "user"])("have the same two statements in their own policies: the %s", (carrier) => {
    const stack = gatewayStack({ configurationSecret, accessKeyUser });
    const sids = blocks(stack, "aws_iam_policy")
      .filter(({ name }) => (name === "keeper-gateway-user-1") === (carrier === "user"))
      .flatMap(({ policy }) => policyIn(stack, policy, () => SECRET).Statement.map(({ Sid }) => Sid));
    expect(sids.filter((sid) => /Configuration/.test(sid))).toEqual([
      "ReadGatewayConfiguration",
      "DecryptGatewayConfiguration",
    ]);
  });
});

describe("what only Terraform knows", () => {
  const build = (options: (scope: TerraformVariable) => ConfigurationSecretOptions) =>
    synthesizeConstructs((scope) => {
      const variable = new TerraformVariable(scope, "given", { type: "string" });
      new KeeperGateway(scope, "gateway", {
        name: "keeper-gateway",
        ...ACCOUNT,
        configurationSecret: options(variable),
      });
    });

  it("may be the secret's name, which the alias and the key's policy follow", () => {
    const stack = build(({ stringValue }) => ({ name: stringValue }));
    expect(only(stack, "aws_secretsmanager_secret").name).toBe("${var.given}");
    // Terraform's own replace: an alias takes fewer characters than a secret's name.
    expect(only(stack, "aws_kms_alias").name).toBe('alias/${replace(var.given, "/[+=.@]/", "-")}');
    const statements = resourcePolicyIn(stack, only(stack, "aws_kms_key").policy, (reference) =>
      reference === "var.given" ? "pam" : READER,
    ).Statement;
    const arns = statements.flatMap(
      ({ Condition }) => Condition?.StringLike?.["kms:EncryptionContext:SecretARN"] ?? [],
    );
    const expected = "arn:aws:secretsmanager:us-east-1:111122223333:secret:pam-??????";
    expect(arns).toEqual([expected, expected]);
  });

  it("may be the ARN of an existing secret, by which Secrets Manager finds it too", () => {
    const stack = build(({ stringValue }) => ({ secretArn: stringValue }));
    const statements = policyDocuments(stack, { "var.given": SECRET })[0]?.Statement;
    expect(statements?.find(({ Sid }) => Sid === "ReadGatewayConfiguration")?.Resource).toEqual([SECRET]);
    expect(stack.resource).not.toHaveProperty("aws_secretsmanager_secret");
  });

  it("may be an operator", () => {
    const stack = build(({ stringValue }) => ({ name: "keeper/gateway", operators: [stringValue] }));
    const policy = only(stack, "aws_secretsmanager_secret_policy").policy;
    const [allow, deny] = resourcePolicyIn(stack, policy, { "var.given": OPERATOR }).Statement;
    expect(allow?.Condition?.ArnLike).toEqual({ "aws:PrincipalArn": [OPERATOR] });
    expect(deny?.Condition?.ArnNotLike).toEqual({ "aws:PrincipalArn": [OPERATOR] });
  });

  it("may be account, partition and region, which the provider is then asked for", () => {
    const stack = synthesizeConstructs((scope) => {
      new ConfigurationSecret(scope, "secret", { name: "keeper/gateway", readerArns: [READER] });
    });
    const statements = resourcePolicyIn(stack, only(stack, "aws_kms_key").policy, (reference) => {
      const values = {
        aws_caller_identity: "111122223333",
        aws_partition: "aws-us-gov",
        aws_region: "us-gov-west-1",
      };
      return values[reference.split(".")[1] as keyof typeof values];
    }).Statement;
    expect(statements.at(-1)).toMatchObject({
      Principal: { AWS: ["arn:aws-us-gov:iam::111122223333:root"] },
      Condition: {
        StringEquals: { "kms:ViaService": ["secretsmanager.us-gov-west-1.amazonaws.com"] },
        StringLike: {
          "kms:EncryptionContext:SecretARN": [
            "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:keeper/gateway-??????",
          ],
        },
      },
    });
  });
});
