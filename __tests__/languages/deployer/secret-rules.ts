import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { blocks } from "../../support/synthesis";
import {
  ANYTHING,
  arnsOf,
  isOneOf,
  Language,
  NO_RESOURCE,
  quoted,
  type Requirement,
  rule,
  type Rule,
} from "../../../modules/languages";
import { at } from "../declared";
import { getsTheTag, hasTheTag, inRegion, of, options, tagging } from "./making";

const KEY =
  "CreateAlias DeleteAlias DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListResourceTags PutKeyPolicy ScheduleKeyDeletion UpdateKeyDescription".split(
    " ",
  );

export function secretRules(gateway: SynthesizedGateway): Rule[] {
  const { secret } = options(gateway);
  const { home, stack } = gateway;
  if (secret?.name === undefined) return [];
  const [region, named] = [inRegion(gateway), quoted(secret.name)];
  const itself = arnsOf({
    ...at(home, "secretsmanager", home.region),
    resource: `secret:${named}-[A-Za-z0-9]{6}`,
  });
  const forTheCheck = [
    isOneOf("kms:ViaService", Language.exactly(`secretsmanager.${home.region}.amazonaws.com`)),
    isOneOf("kms:EncryptionContext:SecretVersionId", Language.exactly("RequestToValidateKeyAccess")),
  ];
  const its = [hasTheTag([secret.name])];
  const check = ["kms:Decrypt", "kms:GenerateDataKey"];
  const hasPolicy = blocks(stack, "aws_secretsmanager_secret_policy").length > 0;
  return [
    rule("the secret", of("secretsmanager", ["CreateSecret", "TagResource"]), itself, [
      getsTheTag([secret.name]),
    ]),
    rule("the secret", of("secretsmanager", ["DescribeSecret", "GetResourcePolicy"]), itself),
    rule("the secret", ["secretsmanager:DeleteSecret"], itself, its),
    ...tagging(
      gateway,
      "aws_secretsmanager_secret",
      of("secretsmanager", ["TagResource", "UntagResource"]),
      itself,
      its,
    ),
    ...(hasPolicy
      ? [rule("its policy", of("secretsmanager", ["DeleteResourcePolicy", "PutResourcePolicy"]), itself, its)]
      : []),
    ...(secret.keyArn === undefined
      ? keyRules(gateway, secret.name, region, forTheCheck)
      : [rule("the key that exists", check, Language.exactly(secret.keyArn), forTheCheck)]),
  ];
}

function keyRules(
  gateway: SynthesizedGateway,
  secret: string,
  region: Requirement,
  forTheCheck: readonly Requirement[],
): Rule[] {
  const { home } = gateway;
  const name = `alias/${secret.replace(/[+=.@]/g, "-")}`;
  const anyKey = arnsOf({ ...at(home, "kms", home.region), resource: `key/${ANYTHING}` });
  const alias = arnsOf({ ...at(home, "kms", home.region), resource: quoted(name) });
  // Which key it will be is not known: one that has no other name.
  const noOtherName: Requirement = { key: "kms:resourcealiases", each: Language.exactly(name) };
  return [
    rule("the key", ["kms:CreateKey"], NO_RESOURCE, [region]),
    rule("the key", of("kms", KEY), anyKey, [noOtherName]),
    ...tagging(gateway, "aws_kms_key", ["kms:TagResource", "kms:UntagResource"], anyKey, [noOtherName]),
    rule("its alias", ["kms:CreateAlias", "kms:DeleteAlias"], alias),
    rule("its alias", ["kms:ListAliases"], NO_RESOURCE, [region]),
    rule("the check of access", ["kms:Decrypt", "kms:GenerateDataKey"], anyKey, [
      ...forTheCheck,
      noOtherName,
    ]),
  ];
}
