import type { Configuration } from "../config";
import type { Statement } from "../permissions";
import {
  bucketArn,
  DEPLOYER_CATALOG as RIGHT,
  equals,
  KEY_ARN,
  literal,
  objectArn,
  show,
  tableArn,
} from "../permissions";
import type { Scope } from "../targets";
import { right } from "./rights";

/** The S3 settings of a state whose place is known and that is not left to a role of its own. */
function stateInS3({ backend }: Configuration) {
  const s3 = typeof backend === "object" ? backend.s3 : undefined;
  const { bucket, key } = s3 ?? {};
  return s3 && bucket && key && !s3.assumeRole ? { ...s3, bucket, key } : undefined;
}

const isKeyArn = (keyId: string | undefined): keyId is string =>
  keyId !== undefined && KEY_ARN.pattern.test(keyId);

/** What whoever runs Terraform must be allowed before it takes a role: to take it, and to read and write the state. */
export function callerRights(configuration: Configuration, where: Scope): Statement[] {
  const { aws, backend } = configuration;
  const stateRole = typeof backend === "object" ? backend.s3?.assumeRole?.roleArn : undefined;
  const roles = [aws.assumeRoleArn, stateRole].flatMap((arn) => (arn === undefined ? [] : [literal(arn)]));
  return [...stateRights(configuration, where), ...right(RIGHT.takeRoles, roles)];
}

function stateRights(configuration: Configuration, where: Scope): Statement[] {
  const s3 = stateInS3(configuration);
  if (!s3) return [];
  const { bucket, key, region = where.region, useLockfile, dynamodbTable, kmsKeyId } = s3;
  const object = (name: string) => objectArn(where.partition, bucket, name);
  return [
    ...right(RIGHT.listState, [bucketArn(where.partition, bucket)]),
    ...right(RIGHT.readAndWriteState, [object(key)]),
    ...right(RIGHT.lockState, useLockfile ? [object(`${key}.tflock`)] : []),
    ...right(RIGHT.lockStateInTable, dynamodbTable ? [tableArn(where, region, dynamodbTable)] : []),
    ...right(RIGHT.encryptState, isKeyArn(kmsKeyId) ? [literal(kmsKeyId)] : [], [
      equals("kms:ViaService", [literal(`s3.${region}.amazonaws.com`)]),
    ]),
  ];
}

/** What is said of a state whose rights are not all among the policies. */
export function stateNotes(configuration: Configuration): string[] {
  const s3 = typeof configuration.backend === "object" ? configuration.backend.s3 : undefined;
  if (!s3) return [];
  if (s3.assumeRole) {
    return [`the state is read and written by ${s3.assumeRole.roleArn}, whose rights are not among these`];
  }
  if (!stateInS3(configuration)) {
    return [
      "bucket and key of the state come from terraform init -backend-config: the rights to them are not among these",
    ];
  }
  if (s3.kmsKeyId === undefined || isKeyArn(s3.kmsKeyId)) return [];
  return [
    `backend.s3.kmsKeyId is ${show(s3.kmsKeyId)}, not ${KEY_ARN.what}: the right to use it is not among these`,
  ];
}
