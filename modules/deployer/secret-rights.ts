import type { Statement } from "../permissions";
import {
  ANY_RESOURCE,
  DEPLOYER_CATALOG as RIGHT,
  equals,
  isReference,
  keyAliasArn,
  keysInArn,
  literal,
  noneBut,
  secretNamedArn,
} from "../permissions";
import { secretsManager, type Scope } from "../targets";
import { gettingTheTag, havingTheTag } from "./gateway-tags";
import { anyTagged, right } from "./rights";
import type { StackBlocks } from "./stack-blocks";

/** What the secret of the gateway's configuration and its key demand. */
export function secretRights(blocks: StackBlocks, where: Scope): Statement[] {
  const { region } = where;
  const secrets = blocks.of("aws_secretsmanager_secret");
  const secretArns = secrets.map((secret) => secretNamedArn(where, region, secret.text("name") ?? ""));
  const withPolicy = blocks.of("aws_secretsmanager_secret_policy").length > 0;
  const keys = blocks.of("aws_kms_key");
  const made = keys.length > 0 ? [keysInArn(where, region)] : [];
  const anywhere = keys.length > 0 ? [ANY_RESOURCE] : [];
  const named = secrets.flatMap((secret) => {
    const keyArn = secret.text("kms_key_id") ?? "";
    return isReference(keyArn) ? [] : [literal(keyArn)];
  });
  const aliases = blocks.of("aws_kms_alias").map((alias) => alias.text("name") ?? "");
  const noOtherAlias = noneBut("kms:ResourceAliases", aliases.map(literal));
  const inRegion = [equals("aws:RequestedRegion", [literal(region)])];
  const forTheCheck = [
    equals("kms:ViaService", [secretsManager(region)]),
    equals("kms:EncryptionContext:SecretVersionId", [literal("RequestToValidateKeyAccess")]),
  ];
  return [
    ...right(RIGHT.createSecret, secretArns, [gettingTheTag(secrets)]),
    ...right(RIGHT.readSecret, secretArns),
    ...right(RIGHT.manageSecret, secretArns, havingTheTag(secrets), { tagged: anyTagged(secrets) }),
    ...right(RIGHT.manageSecretPolicy, withPolicy ? secretArns : [], havingTheTag(secrets)),
    ...right(RIGHT.createKey, anywhere, inRegion),
    ...right(RIGHT.manageKey, made, [noOtherAlias], { tagged: anyTagged(keys) }),
    ...right(
      RIGHT.nameKey,
      aliases.map((alias) => keyAliasArn(where, region, alias)),
    ),
    ...right(RIGHT.findAlias, anywhere, inRegion),
    ...right(RIGHT.connectKeyAndSecret, named, forTheCheck),
    ...right(RIGHT.connectKeyAndSecret, made, [...forTheCheck, noOtherAlias]),
  ];
}
