import { z } from "zod";
import {
  DB_INSTANCE_IDENTIFIER,
  DIRECTORY_ID,
  IAM_PATH,
  REGION,
  SELECTING_TAG_KEY,
  SELECTING_TAG_VALUE,
  USER_NAME,
} from "../permissions";
import { flag, name } from "./fields";

const targetTag = z
  .strictObject({
    key: name(
      SELECTING_TAG_KEY,
      "The tag's key. Upper and lower case make no difference to IAM, though to RDS and Directory Service they do: KeeperPAM selects what carries keeperpam too.",
    ),
    value: name(SELECTING_TAG_VALUE, "The tag's value."),
  })
  .meta({ description: "Every one that carries this tag." });

const targetRegion = name(REGION, "The region it is in. Default: aws.region.").optional();

const managedDatabase = z
  .strictObject({
    instance: name(DB_INSTANCE_IDENTIFIER, "RDS instance identifier: the record's Database ID.").optional(),
    region: targetRegion,
    tag: targetTag.optional(),
  })
  .meta({ description: "One RDS instance by `instance`, or every instance of a region that carries `tag`." });

const directory = z
  .strictObject({
    id: name(DIRECTORY_ID, "Directory ID.").optional(),
    region: targetRegion,
    tag: targetTag.optional(),
  })
  .meta({ description: "One AWS directory by `id`, or every directory of a region that carries `tag`." });

const iamUser = z
  .strictObject({
    name: name(USER_NAME, "The user's name.").optional(),
    path: name(
      IAM_PATH,
      "With `name`: the user's path (default /). Without: every user at or below this path.",
    ).optional(),
    tag: targetTag.optional(),
  })
  .meta({
    description:
      "One IAM user by `name` (and `path`), every user below `path`, or every user that carries `tag`.",
  });

export const targets = z
  .strictObject({
    ec2Users: flag(
      "Users of EC2 machines. They need no AWS right; naming them documents that. Default: false.",
    ).optional(),
    managedDatabases: z
      .array(managedDatabase)
      .meta({ description: "RDS instances whose master password is rotated." })
      .optional(),
    directories: z
      .array(directory)
      .meta({ description: "AWS directories whose users' passwords are rotated." })
      .optional(),
    iamUsers: z
      .array(iamUser)
      .meta({ description: "IAM users whose console password is rotated." })
      .optional(),
    iamAccessKeys: z
      .array(iamUser)
      .meta({ description: "IAM users whose access key is rotated." })
      .optional(),
  })
  .meta({ description: "Whose passwords and keys the gateway rotates. Default: nobody's." });
