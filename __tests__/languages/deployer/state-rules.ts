import type { Configuration } from "../../../modules/config";
import type { SynthesizedGateway } from "../../least-privilege/gateways";
import { arnsOf, isOneOf, Language, quoted, rule, type Rule } from "../../../modules/languages";
import { at } from "../declared";
import { of } from "./making";

export function stateRules({ configuration, home }: SynthesizedGateway): Rule[] {
  const { aws, backend }: Configuration = configuration;
  const s3 = typeof backend === "object" ? backend.s3 : undefined;
  const roles = [aws.assumeRoleArn, s3?.assumeRole?.roleArn].flatMap((arn) => arn ?? []);
  const takes = roles.map((arn) => rule("a role to take", ["sts:AssumeRole"], Language.exactly(arn)));
  if (!s3?.bucket || !s3.key || s3.assumeRole) return takes;
  const { bucket, key, region = home.region, useLockfile, dynamodbTable, kmsKeyId } = s3;
  const state = (resource: string) => Language.exactly(`arn:${home.partition}:s3:::${resource}`);
  const table = arnsOf({ ...at(home, "dynamodb", region), resource: `table/${quoted(dynamodbTable ?? "")}` });
  const readAndWrite = ["s3:GetObject", "s3:PutObject"];
  return [
    ...takes,
    rule("the state", ["s3:ListBucket"], state(bucket)),
    rule("the state", readAndWrite, state(`${bucket}/${key}`)),
    ...(useLockfile
      ? [rule("its lock", [...readAndWrite, "s3:DeleteObject"], state(`${bucket}/${key}.tflock`))]
      : []),
    ...(dynamodbTable ? [rule("its lock", of("dynamodb", ["DeleteItem", "GetItem", "PutItem"]), table)] : []),
    ...(kmsKeyId?.startsWith("arn:")
      ? [
          rule("its key", ["kms:Decrypt", "kms:GenerateDataKey"], Language.exactly(kmsKeyId), [
            isOneOf("kms:ViaService", Language.exactly(`s3.${region}.amazonaws.com`)),
          ]),
        ]
      : []),
  ];
}
