import { z } from "zod";
import {
  DELETION_WINDOW,
  GatewayInstallation,
  IAM_PATH,
  INSTANCE_ID,
  INSTANCE_PROFILE_NAME,
  KEY_ARN,
  LOG_RETENTION_DAYS,
  OnConflict,
  PERMISSION_SET_NAME,
  PERMISSION_SET_PATH,
  POLICY_ARN,
  PRINCIPAL_ARN,
  ROLE_DESCRIPTION,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SESSION_DURATION,
  SECRET_ARN,
  SECRET_NAME,
  USER_NAME,
} from "../permissions";
import { flag, name, tags, text } from "./fields";

const role = z
  .strictObject({
    name: name(ROLE_NAME, "The role's name. Default: name.").optional(),
    namePrefix: name(
      ROLE_NAME_PREFIX,
      "The beginning of the role's name, which Terraform completes.",
    ).optional(),
    path: name(
      IAM_PATH,
      "The role's path. Keep the default / unless your account demands another.",
    ).optional(),
    permissionsBoundaryArn: name(POLICY_ARN, "ARN of the policy that bounds the role.").optional(),
    maxSessionDuration: z
      .int()
      .meta({
        description: "The longest session in seconds. Default: 3600.",
        minimum: SESSION_DURATION.min,
        maximum: SESSION_DURATION.max,
      })
      .optional(),
    description: name(ROLE_DESCRIPTION, "What the IAM console shows for the role.").optional(),
    tags: tags("Tags of the role, beside aws.tags.").optional(),
    existing: name(
      ROLE_NAME,
      "Name of a role that exists already and gets the policies. Goes with no other key.",
    ).optional(),
  })
  .meta({ description: "How the gateway's role is made." });

export const ROLE_KEYS: readonly string[] = Object.keys(role.shape);

const attachmentFunction = z
  .strictObject({
    permissionsBoundaryArn: name(
      POLICY_ARN,
      "ARN of the policy that bounds the function's role. Default: none.",
    ).optional(),
    logRetentionDays: z
      .int()
      .meta({
        description:
          "Days for which the function's log is kept, as CloudWatch Logs allows them. Default: 30.",
        enum: LOG_RETENTION_DAYS,
      })
      .optional(),
  })
  .meta({ description: "The Lambda function that attaches the instance profile to `instances`." });

const accessKeyUser = z
  .strictObject({
    name: name(USER_NAME, "The user's name. Default: name.").optional(),
    path: name(IAM_PATH, "The user's path. Default: /.").optional(),
    permissionsBoundaryArn: name(POLICY_ARN, "ARN of the policy that bounds the user.").optional(),
    tags: tags("Tags of the user, beside aws.tags.").optional(),
    createAccessKey: flag(
      "false: the user only; its key is made by hand and never passes through Terraform.",
    ).optional(),
    pgpKey: text(
      "The secret is in the state encrypted for this PGP public key only: keybase:NAME, the key in base64 or armor, or a file seen from this one.",
    ).optional(),
    acceptSecretInState: flag("true: the secret is in the state in plain text.").optional(),
    generation: z
      .int()
      .meta({
        description:
          "Number of the access key. Another number makes another key, and then deletes the former one: count up by one. Default: 1.",
        minimum: 1,
      })
      .optional(),
    keepPrevious: flag(
      "true: the key of the generation before stays, as it was made, until the new one is in use; apply once without it before the next generation. Default: false.",
    ).optional(),
  })
  .meta({
    description:
      "How the user is made. Exactly one of createAccessKey: false, pgpKey and acceptSecretInState: true must be given.",
  });

const days = (description: string) => z.int().meta({ description, minimum: 0, maximum: DELETION_WINDOW.max });

const configurationSecret = z
  .strictObject({
    name: name(SECRET_NAME, "The secret's name; the alias of its key is called after it.").optional(),
    secretArn: name(
      SECRET_ARN,
      "ARN of a secret that exists, with the six characters of its end. Goes with keyArn at most.",
    ).optional(),
    keyArn: name(
      KEY_ARN,
      "ARN of a customer-managed key that exists, whose policy lets the gateway and the operators use it through Secrets Manager. Default: a key is made; with secretArn the AWS managed key.",
    ).optional(),
    operators: z
      .array(name(PRINCIPAL_ARN, "ARN of a role or user."))
      .meta({
        description:
          "Who may write the secret's value: roles and users, which need no other policy. Everybody else is denied it; whoever may change the secret's policy can let himself in. A key that is made here lets nobody but the gateway and them read it, as long as nobody changes its policy; an existing key's own policy decides that. Default: whoever the account's own policies let.",
        minItems: 1,
      })
      .optional(),
    operatorPermissionSets: z
      .array(
        z.strictObject({
          name: name(PERMISSION_SET_NAME, "The permission set's name."),
          path: name(
            PERMISSION_SET_PATH,
            "Where its roles are: /aws-reserved/sso.amazonaws.com/, or with the region of IAM Identity Center behind it. Default: either.",
          ).optional(),
        }),
      )
      .meta({
        description:
          "Permission sets of IAM Identity Center whose roles may write the value, beside operators. An ARN of such a role in operators is outdated once the set is assigned anew.",
        minItems: 1,
      })
      .optional(),
    recoveryWindowDays: days(
      "Days for which the deleted secret can be restored: 7 to 30, or 0. Default: 30.",
    ).optional(),
    keyDeletionWindowDays: days(
      "Days between the deletion of the key and its end: 7 to 30. Default: 30.",
    ).optional(),
    tags: tags("Tags of the secret and its key, beside aws.tags.").optional(),
  })
  .meta({ description: "How the secret is made, or which one exists already." });

export const gateway = z
  .strictObject({
    role: z
      .union([z.boolean(), role])
      .meta({
        description:
          "The gateway's role: true (default), how it is made, or false for a gateway with an access key alone.",
      })
      .optional(),
    instanceProfile: z
      .union([
        z.boolean(),
        z.strictObject({
          name: name(INSTANCE_PROFILE_NAME, "The profile's name. Default: the role's name.").optional(),
        }),
      ])
      .meta({
        description: "The instance profile: true (default; false with an existing role), false, or its name.",
      })
      .optional(),
    instances: z
      .array(name(INSTANCE_ID, "ID of an instance."))
      .meta({
        description:
          "Running EC2 instances that get the instance profile and that this Terraform does not own. A Lambda function is made that attaches it.",
      })
      .optional(),
    onConflict: z
      .enum(OnConflict)
      .meta({
        description:
          "What happens to an instance that has another instance profile: fail (default), or replace, which puts it back on destroy.",
      })
      .optional(),
    installation: z
      .enum(GatewayInstallation)
      .meta({
        description:
          "How the gateway runs on the instances: docker (default) or native. Decides which metadata hop limit is warned about.",
      })
      .optional(),
    attachmentFunction: attachmentFunction.optional(),
    accessKeyUser: z
      .union([z.literal(false), accessKeyUser])
      .meta({ description: "An IAM user with an access key: false (default), or how it is made." })
      .optional(),
    configurationSecret: z
      .union([z.literal(false), configurationSecret])
      .meta({
        description:
          'The secret that keeps the gateway\'s own configuration, which Keeper calls "AWS KMS": false (default), or how it is made.',
      })
      .optional(),
    guard: flag(
      "Whether the gateway is denied every change in IAM but passwords and keys of users who are no gateway's, every exchange of an instance profile, and every change of its attachment function and of the secret and key of its configuration, whatever other policy its role or user carries. Default: true, where it has any permission at all.",
    ).optional(),
  })
  .meta({ description: "The gateway's AWS identity." });
