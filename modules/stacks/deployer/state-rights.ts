import type { Configuration } from "../../config";
import type { Statement } from "../../permissions";
import {
  bucketArn,
  DEPLOYER_CATALOG as RIGHT,
  equals,
  literal,
  objectArn,
  tableArn,
} from "../../permissions";
import type { Scope } from "../../targets";
import { right } from "./rights";

/** What Terraform's state in S3 demands; nothing for a state that is kept elsewhere. */
export function stateRights({ backend }: Configuration, where: Scope): Statement[] {
  const s3 = typeof backend === "object" ? backend.s3 : undefined;
  if (!s3?.bucket || !s3.key) return [];
  const { bucket, key, region = where.region, useLockfile, dynamodbTable, kmsKeyId } = s3;
  const object = (name: string) => objectArn(where.partition, bucket, name);
  return [
    ...right(RIGHT.listState, [bucketArn(where.partition, bucket)]),
    ...right(RIGHT.readAndWriteState, [object(key)]),
    ...right(RIGHT.lockState, useLockfile ? [object(`${key}.tflock`)] : []),
    ...right(RIGHT.lockStateInTable, dynamodbTable ? [tableArn(where, region, dynamodbTable)] : []),
    ...right(RIGHT.encryptState, kmsKeyId ? [literal(kmsKeyId)] : [], [
      equals("kms:ViaService", [literal(`s3.${region}.amazonaws.com`)]),
    ]),
  ];
}
