/** One way of breaking the project that matters: a passage of a source file, and what stands in its place. */
export interface Mutation {
  readonly title: string;
  /** Below `modules/`. */
  readonly file: string;
  /** Every place where the file has it is changed; there must be one. */
  readonly passage: string;
  readonly replacement: string;
}

const GATEWAY = "permissions/catalog/gateway-catalog.ts";
const GUARD = "permissions/catalog/guard-catalog.ts";
const CONFIGURATION = "permissions/catalog/configuration-catalog.ts";
const ATTACHMENT = "permissions/catalog/attachment-catalog.ts";
const STATEMENTS = "gateway/configuration-statements.ts";
const ARN = "permissions/arn.ts";

/** Wherever the catalogue names an action it names another. */
const action = (title: string, file: string, from: string, to: string): Mutation => ({
  title,
  file,
  passage: `action: "${from}"`,
  replacement: `action: "${to}"`,
});
/** Another action in a Deny of the guard. */
const denial = (title: string, from: string, to: string): Mutation =>
  part(title, GUARD, `"${from}"`, `"${to}"`);
const part = (title: string, file: string, passage: string, replacement = ""): Mutation => ({
  title,
  file,
  passage,
  replacement,
});

/** One of each kind comes first: a run of a few takes them from the beginning. */
export const MUTATIONS: readonly Mutation[] = [
  action("rds:* in place of one action", GATEWAY, "rds:ModifyDBInstance", "rds:*"),
  part(
    "a path without its slash",
    ARN,
    '"user", policyText(path, IAM_PATH), "*")',
    '"user", policyText(path.replace(/\\/$/, ""), IAM_PATH), "*")',
  ),
  denial("the guard forgets who may take a role", "iam:UpdateA*", "iam:UpdateAccessKey"),
  part(
    "the key can be used by other services too",
    "targets/gateway-configuration.ts",
    '            equals("kms:ViaService", [secretsManager(region)]),\n',
  ),
  part(
    "protected users are a grant",
    GATEWAY,
    'sid: "DenyProtectedUsers",\n    effect: "Deny"',
    'sid: "DenyProtectedUsers",\n    effect: "Allow"',
  ),

  // ── Actions ──────────────────────────────────────────────────────────────────────────────────────────────────────
  action("no way to set a master password", GATEWAY, "rds:ModifyDBInstance", "rds:DescribeDBClusters"),
  action("a misspelt action", GATEWAY, "rds:ModifyDBInstance", "rds:ModifyDbInstances"),
  action(
    "no way to reset a directory user's password",
    GATEWAY,
    "ds:ResetUserPassword",
    "ds:DescribeDirectories",
  ),
  action("every action on a directory", GATEWAY, "ds:ResetUserPassword", "ds:*"),
  action("no way to set a console password", GATEWAY, "iam:UpdateLoginProfile", "iam:GetLoginProfile"),
  action("console passwords can be made, too", GATEWAY, "iam:UpdateLoginProfile", "iam:*LoginProfile"),
  action("no way to delete the old key", GATEWAY, "iam:DeleteAccessKey", "iam:UpdateAccessKey"),
  action("no way to make a new key", GATEWAY, "iam:CreateAccessKey", "iam:GetAccessKeyLastUsed"),
  action("discovery that reads all of IAM", GATEWAY, "iam:ListUsers", "iam:List*"),
  action("discovery that does all with machines", GATEWAY, "ec2:DescribeInstances", "ec2:*"),
  action("the self-check simulates any policy", GATEWAY, "iam:SimulatePrincipalPolicy", "iam:Simulate*"),
  action(
    "the secret can be written",
    GATEWAY,
    "secretsmanager:GetSecretValue",
    "secretsmanager:*SecretValue",
  ),
  action("the key can encrypt, too", GATEWAY, "kms:Decrypt", "kms:*crypt"),
  action("the function does all with its log", ATTACHMENT, "logs:PutLogEvents", "logs:*"),

  // ── Denies ───────────────────────────────────────────────────────────────────────────────────────────────────────
  action("the protection forgets console passwords", GATEWAY, "iam:*LoginProfile", "iam:GetLoginProfile"),
  action("the protection forgets all but one key action", GATEWAY, "iam:*AccessKey*", "iam:CreateAccessKey"),
  action("the user can change its policies", GATEWAY, "iam:*UserPolicy", "iam:GetUserPolicy"),
  action(
    "the user can lose its boundary",
    GATEWAY,
    "iam:*UserPermissionsBoundary",
    "iam:PutUserPermissionsBoundary",
  ),
  action("the user can rename itself", GATEWAY, "iam:UpdateUser", "iam:GetUser"),
  part(
    "the user's own protection is a grant",
    GATEWAY,
    'sid: "DenyOwnUser",\n    effect: "Deny"',
    'sid: "DenyOwnUser",\n    effect: "Allow"',
  ),
  action("the protected can lose a second factor", GATEWAY, "iam:DeactivateMFADevice", "iam:GetMFADevice"),
  action("the protected can be deleted", GATEWAY, "iam:DeleteUser", "iam:GetUser"),
  part(
    "the access-key users of other gateways are those without a tag",
    "permissions/statement.ts",
    'values: [literal("false")]',
    'values: [literal("true")]',
  ),
  part(
    "Keeper's published policy reaches the access-key users of other gateways",
    "targets/rotation-targets.ts",
    "permissions === PermissionStyle.DOCUMENTED ||",
    "",
  ),
  denial("the guard lets users join a group", "iam:Add*", "iam:AddRoleToInstanceProfile"),
  denial("the guard lets a role have inline policies", "iam:Put*", "iam:PutAccountProperties"),
  denial("the guard lets policies be attached", "iam:Attach*", "iam:AttachGroupPolicy"),
  denial("the guard lets policies have another text", "iam:CreatePolicy*", "iam:CreatePolicy"),
  denial("the guard lets an earlier text return", "iam:Set*", "iam:SetSecurityTokenServicePreferences"),
  denial("the guard lets policies be detached", "iam:Detach*", "iam:DetachGroupPolicy"),
  denial("the guard lets boundaries be deleted", "iam:DeleteR*", "iam:DeleteRole"),
  denial("the guard lets any role be passed on", "iam:PassRole", "iam:GetRole"),
  denial("the guard lets users be renamed", "iam:UpdateU*", "iam:GetUser"),
  denial("the guard lets users be tagged into its reach", "iam:Tag*", "iam:TagRole"),
  denial(
    "the guard lets machines change their profile",
    "ec2:ReplaceIamInstanceProfileAssociation",
    "ec2:DescribeIamInstanceProfileAssociations",
  ),
  part(
    "the guard knows the machines of one region",
    ARN,
    'return arn(account, "ec2", literal("*"), "instance/*");',
    'return arn(account, "ec2", literal("us-east-1"), "instance/*");',
  ),
  denial("the guard lets the function have other code", "lambda:UpdateFunction*", "lambda:GetFunction"),
  denial("the guard lets the function be called", "lambda:Invoke*", "lambda:GetFunction"),
  part(
    "the guard knows the function without a qualifier alone",
    ARN,
    'return [unqualified, join(unqualified, ":*")];',
    "return [unqualified];",
  ),
  denial("the guard lets databases be tagged into reach", "rds:AddTagsToResource", "rds:ListTagsForResource"),
  denial("the guard lets directories be tagged into reach", "ds:AddTagsToResource", "ds:ListTagsForResource"),
  denial("the guard lets the key have another policy", "kms:PutKeyPolicy", "kms:GetKeyPolicy"),
  denial("the guard lets the key be granted", "kms:*Grant", "kms:ListGrants"),
  denial(
    "the guard lets the secret have another policy",
    "secretsmanager:PutResourcePolicy",
    "secretsmanager:GetResourcePolicy",
  ),
  part(
    "the guard is a grant",
    GUARD,
    'sid: "DenyIdentityChanges",\n    effect: "Deny"',
    'sid: "DenyIdentityChanges",\n    effect: "Allow"',
  ),
  part(
    "the guard of the key is a grant",
    GUARD,
    'sid: "DenyOwnKey",\n    effect: "Deny"',
    'sid: "DenyOwnKey",\n    effect: "Allow"',
  ),
  part(
    "the guard is off unless asked for",
    "targets/rotation-targets.ts",
    "request.guard ?? protection.length + granted.length > 0",
    "request.guard ?? false",
  ),
  part("the guard costs a call that the gateway needs", GUARD, '"iam:UpdateR*"', '"iam:Simulate*"'),

  // ── Resources ────────────────────────────────────────────────────────────────────────────────────────────────────
  part(
    "a user's path is forgotten",
    ARN,
    'return arn(account, "iam", "", "user", policyText(path, IAM_PATH), policyText(name, USER_NAME));',
    'return arn(account, "iam", "", "user", policyText("/", IAM_PATH), policyText(name, USER_NAME));',
  ),
  part(
    "a user's name is a beginning",
    ARN,
    'return arn(account, "iam", "", "user", policyText(path, IAM_PATH), policyText(name, USER_NAME));',
    'return arn(account, "iam", "", "user", policyText(path, IAM_PATH), policyText(name, USER_NAME), "*");',
  ),
  part(
    "protected names are protected at the root alone",
    ARN,
    'return [userArn(account, name), arn(account, "iam", "", "user/*/", policyText(name, USER_NAME))];',
    "return [userArn(account, name)];",
  ),
  part(
    "the partition is taken for aws",
    ARN,
    "    policyText(account.partition, PARTITION),",
    '    literal("aws"),',
  ),
  part("the account is any", ARN, "    policyText(account.accountId, ACCOUNT_ID),", '    literal("*"),'),
  part(
    "a database in any region",
    ARN,
    '    policyText(region, REGION),\n    "db:",',
    '    literal("*"),\n    "db:",',
  ),
  part(
    "every database that begins like it",
    ARN,
    "    policyText(identifier, DB_INSTANCE_IDENTIFIER),\n  );",
    '    policyText(identifier, DB_INSTANCE_IDENTIFIER),\n    "*",\n  );',
  ),
  part("every directory of the region", ARN, '"directory/", policyText(id, DIRECTORY_ID)', '"directory/*"'),
  part("a secret whose name goes on", ARN, '    "-??????",', '    "-*",'),
  part(
    "a database's own region is forgotten",
    "targets/managed-database.ts",
    "target.region ?? scope.region;",
    "scope.region;",
  ),
  part(
    "a directory's own region is forgotten",
    "targets/directory-user.ts",
    "target.region ?? scope.region;",
    "scope.region;",
  ),
  part(
    "discovery in one region of several",
    "targets/discovery.ts",
    "discovery.regions ?? [scope.region]",
    "[scope.region]",
  ),
  part("the self-check on everybody", "targets/rotation-targets.ts", "[principals.self()]", "[ANY_RESOURCE]"),
  part(
    "keys of those whose passwords are meant",
    "targets/rotation-targets.ts",
    "iamAccessKeyStatements(targets.iamAccessKeys ?? [], scope)",
    "iamAccessKeyStatements(targets.iamUsers ?? [], scope)",
  ),
  part(
    "a part of the statements is not packed",
    "permissions/packing.ts",
    "return policies.map(({ resources }) =>",
    "return policies.slice(0, 1).map(({ resources }) =>",
  ),

  // ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────
  part(
    "a master password may be handed over to Secrets Manager",
    "targets/managed-database.ts",
    "      [KEEPS_THE_PASSWORD],\n",
  ),
  part(
    "a call that says nothing of Secrets Manager is refused",
    "permissions/statement.ts",
    'test: "BoolIfExists", key',
    'test: "Bool" as "BoolIfExists", key',
  ),
  part(
    "a tag's value with wildcards",
    "targets/selector.ts",
    "return equals({ text: prefix + key.text",
    "return like({ text: prefix + key.text",
  ),
  part(
    "no tag at all",
    "targets/selector.ts",
    "statement(grant, resources, origin, [tagCondition(tag), ...conditions], ",
    "statement(grant, resources, origin, conditions, ",
  ),
  part(
    "one tag for two",
    "targets/selector.ts",
    "const id = JSON.stringify([tag.key, tag.value]);",
    "const id = tag.key;",
  ),
  part(
    "discovery in every region",
    "targets/discovery.ts",
    '[ANY_RESOURCE], ORIGIN, [\n      equals(\n        "aws:RequestedRegion",\n        regions.map((region) => policyText(region, REGION)),\n      ),\n    ]),',
    "[ANY_RESOURCE], ORIGIN),",
  ),
  part(
    "the key for every secret",
    "targets/gateway-configuration.ts",
    '            equals("kms:EncryptionContext:SecretARN", [secret]),\n',
  ),
  part(
    "conditions do not reach Terraform",
    "gateway/policy-document.ts",
    "...(conditions && {",
    '...(conditions && effect === "Deny" && {',
  ),

  // ── Whoever deploys ──────────────────────────────────────────────────────────────────────────────────────────────
  part(
    "the deployer changes what existed before the stack",
    "deployer/gateway-tags.ts",
    "return values.length === 0 ? [] : [",
    "return values.length >= 0 ? [] : [",
  ),

  // ── Whose policy it is ───────────────────────────────────────────────────────────────────────────────────────────
  part(
    "the key's policy lets everybody use it",
    STATEMENTS,
    "ANYBODY, [ofTheAccount, ...forTheSecret, readers]",
    "account, forTheSecret",
  ),
  part(
    "the key's policy lets everybody use it without another policy",
    STATEMENTS,
    "[ofTheAccount, ...forTheSecret, readers]",
    "[ofTheAccount, ...forTheSecret]",
  ),
  part(
    "the gateway decrypts all with the key",
    STATEMENTS,
    "[ofTheAccount, ...forTheSecret, readers]",
    "[ofTheAccount, readers]",
  ),
  part(
    "the check of the key opens it",
    STATEMENTS,
    "own(checkKeyAccess, account, forTheCheck)",
    "own(checkKeyAccess, account)",
  ),
  part(
    "the operators are everybody",
    STATEMENTS,
    "ANYBODY, [ofTheAccount, ...forTheSecret, arnLike(CALLER, operators)]",
    "account, forTheSecret",
  ),
  part(
    "whoever is no operator may write the secret",
    STATEMENTS,
    "    own(othersWriteNothing, ANYBODY, [arnNotLike(CALLER, operators)]),\n",
  ),
  part(
    "the operators are refused too",
    STATEMENTS,
    "own(othersWriteNothing, ANYBODY, [arnNotLike(CALLER, operators)])",
    "own(othersWriteNothing, ANYBODY)",
  ),
  action(
    "whoever is no operator may set another key and a value",
    CONFIGURATION,
    "secretsmanager:UpdateSecret",
    "secretsmanager:UpdateSecretVersionStage",
  ),
  action(
    "whoever is no operator may bring an earlier value back",
    CONFIGURATION,
    "secretsmanager:UpdateSecretVersionStage",
    "secretsmanager:UpdateSecret",
  ),
  action(
    "whoever is no operator may have values written by a function",
    CONFIGURATION,
    "secretsmanager:RotateSecret",
    "secretsmanager:CancelRotateSecret",
  ),
  part("a permission set whose name goes on is an operator", ARN, '`_${"?".repeat(16)}`', '"_*"'),
  part(
    "nobody of a permission set of another region is an operator",
    ARN,
    "[PERMISSION_SET_HOME, `${PERMISSION_SET_HOME}*/`]",
    "[PERMISSION_SET_HOME]",
  ),
  part(
    "a list of no operator means everybody",
    "permissions/secret-problems.ts",
    "if (list.length === 0) {",
    "if (list.length < 0) {",
  ),
  part(
    "the secret's policy stays when Terraform updates the secret",
    "gateway/configuration-secret.ts",
    "      lifecycle: { replaceTriggeredBy: [address(updated)] },\n",
  ),
  part("nobody can change the key's policy again", CONFIGURATION, '      "kms:PutKeyPolicy",\n'),
  part(
    "the account uses the key by administering it",
    CONFIGURATION,
    '      "kms:PutKeyPolicy",\n',
    '      "kms:PutKeyPolicy",\n      "kms:Decrypt",\n',
  ),
  part(
    "the user has the role's self-check",
    "gateway/keeper-gateway.ts",
    "{ self: principal.self, accessKeyUser",
    "{ self: (role ?? principal).self, accessKeyUser",
  ),
  part(
    "the user is not kept from itself",
    "gateway/keeper-gateway.ts",
    "accessKeyUser: user?.self(), isAccessKeyUser",
    "isAccessKeyUser",
  ),
];
