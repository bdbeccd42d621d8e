import { code, list, table } from "./markdown";

/** A way that no policy of this project can close, as the search over what calls do finds it. */
export interface RemainingWay {
  readonly kind: string;
  /** Who goes it: the gateway with a policy that somebody attached, an administrator who is no operator, who deploys. */
  readonly who: "gateway" | "bystander" | "deployer";
  /** The actions that open it, each alone, or two with `and` between them; none where nothing is needed beside what is granted. */
  readonly extraRights: readonly string[];
  readonly whatHappens: string;
  /** Why it cannot be held by a policy that is made here. */
  readonly why: string;
  readonly whatToDo: string;
}

/** Everything that remains. A test holds the list equal to what the search finds. */
export const REMAINING_WAYS: readonly RemainingWay[] = [
  {
    kind: "a role is taken",
    who: "gateway",
    extraRights: ["sts:AssumeRole"],
    whatHappens: "The gateway takes a role that trusts the account, and does what that role may.",
    why: "Keeper documents sts:AssumeRole for its access-key script, so that it is not denied.",
    whatToDo:
      "Allow sts:AssumeRole on single roles only, and let roles trust single principals, not the whole account.",
  },
  {
    kind: "a user is taken",
    who: "gateway",
    extraRights: ["iam:CreateAccessKey", "iam:UpdateLoginProfile"],
    whatHappens:
      "The gateway makes a key or sets a password for a user who is no target, and acts as that user.",
    why: "Both are the gateway's work on its targets, and a Deny does not tell a target from a user whom another policy adds.",
    whatToDo: "Attach no other policy with these two, and list administrators in `protectedUsers`.",
  },
  {
    kind: "a declared target is taken",
    who: "gateway",
    extraRights: [],
    whatHappens: "The gateway sets the password of a declared target, and acts as that user.",
    why: "It is what the target is declared for; `permissions: documented` and `path: /` declare every user who is not protected.",
    whatToDo:
      "Name as targets no users who may do more than the gateway should, and list administrators in `protectedUsers`.",
  },
  {
    kind: "a function of somebody else's is taken",
    who: "gateway",
    extraRights: ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
    whatHappens:
      "The gateway gives a function other code, or a layer under it, which then runs with the function's role.",
    why: "The function is none of this stack's; the Deny stands on the attachment function alone.",
    whatToDo: "Attach no policy that changes functions.",
  },
  {
    kind: "a machine of somebody else's is taken",
    who: "gateway",
    extraRights: [
      "ec2-instance-connect:SendSSHPublicKey",
      "ec2:ModifyInstanceAttribute",
      "ssm:SendCommand",
      "ssm:StartSession",
    ],
    whatHappens: "The gateway has commands run on another machine, with that machine's role.",
    why: "The machine is none of the gateway's, and its role is.",
    whatToDo: "Attach no policy that commands machines.",
  },
  {
    kind: "a policy elsewhere names the gateway",
    who: "gateway",
    extraRights: [
      "kms:CreateGrant",
      "kms:PutKeyPolicy",
      "s3:PutBucketPolicy",
      "secretsmanager:PutResourcePolicy",
    ],
    whatHappens:
      "The gateway writes itself into the policy of a bucket, key, secret or other resource, and keeps that access.",
    why: "What a resource's own policy allows needs no policy of the gateway, and a Deny on reading everything else would need a list of everything.",
    whatToDo:
      "Attach no policy that writes policies of resources; where one was attached, look for the gateway's ARN in the policies of resources.",
  },
  {
    kind: "the secret's policy is changed",
    who: "bystander",
    extraRights: [
      "secretsmanager:PutResourcePolicy",
      "secretsmanager:UpdateSecret and secretsmanager:DeleteResourcePolicy",
      "secretsmanager:UpdateSecretVersionStage and secretsmanager:DeleteResourcePolicy",
    ],
    whatHappens:
      "Whoever may change the secret's policy takes the Deny out of it, and writes a value that the gateway reads.",
    why: "A Deny of changing the policy would lock out the account, and whoever deploys.",
    whatToDo: "Watch CloudTrail for PutResourcePolicy and DeleteResourcePolicy on the secret.",
  },
  {
    kind: "the key's policy is changed",
    who: "bystander",
    extraRights: ["secretsmanager:GetSecretValue and kms:PutKeyPolicy"],
    whatHappens: "Whoever may change the key's policy gives himself its use, and reads the value.",
    why: "The account administers the key, so that it never becomes unmanageable.",
    whatToDo: "Watch CloudTrail for PutKeyPolicy on the key.",
  },
  {
    kind: "an operator is taken",
    who: "bystander",
    extraRights: ["iam:UpdateAssumeRolePolicy", "iam:UpdateSAMLProvider"],
    whatHappens: "Whoever can become an operator writes the value as that operator.",
    why: "Who may take the operators' role is decided in that role, and by the identity provider that it trusts.",
    whatToDo: "Guard the operators' role and its identity provider like the secret.",
  },
  {
    kind: "the gateway is taken",
    who: "bystander",
    extraRights: [
      "ec2-instance-connect:SendSSHPublicKey",
      "ec2:ModifyInstanceAttribute",
      "iam:PassRole and ec2:RunInstances",
      "iam:UpdateAssumeRolePolicy",
      "ssm:SendCommand",
      "ssm:StartSession",
    ],
    whatHappens:
      "Whoever can become the gateway, on its machine, on one of his own with its role, or through the role's trust, reads the value.",
    why: "The gateway must read it, and IAM cannot tell who is at its machine.",
    whatToDo: "Guard the gateway's machines and role like the secret.",
  },
  {
    kind: "a role of the stack holds anything",
    who: "deployer",
    extraRights: [],
    whatHappens:
      "Whoever deploys makes a role of the stack with a trust and a policy of his own, and takes it.",
    why: "IAM has no condition for what a policy says.",
    whatToDo:
      "Give roles and users a permissions boundary; the deployer's policies then make none without it.",
  },
  {
    kind: "an existing role gets other policies",
    who: "deployer",
    extraRights: [],
    whatHappens:
      "Whoever deploys attaches a policy of any text to the existing role that the configuration names.",
    why: "It is what the configuration asks for, and IAM has no condition for what a policy says.",
    whatToDo: "Name no role that is more than a gateway's, or give it a permissions boundary.",
  },
  {
    kind: "a name that was taken before is tagged",
    who: "deployer",
    extraRights: [],
    whatHappens:
      "Whoever deploys sets the stack's tag on a user, role, policy, function or secret that has one of the stack's names already, and then holds it.",
    why: "IAM asks for the right to tag of whoever makes something with tags, on the same name.",
    whatToDo: "Choose names that nobody has; the printing of the policies says which ones must be free.",
  },
  {
    kind: "a key without a name is taken",
    who: "deployer",
    extraRights: [],
    whatHappens:
      "Whoever deploys changes the policy of a key that has no alias and leaves it to the account who administers it.",
    why: "A key's ID is not known before the key is made, and until then it has no alias.",
    whatToDo: "Give every key an alias, or name a key in `configurationSecret.keyArn`.",
  },
];

/** The ways in a table: extra right, what happens, why it cannot be held, what to do. */
export function remainingWaysTable(ways: readonly RemainingWay[] = REMAINING_WAYS): string[] {
  return table(
    ["Extra right", "What happens", "Why it cannot be held", "What to do"],
    ways.map(({ extraRights, whatHappens, why, whatToDo }) => [
      extraRights.length === 0 ? "none" : list(extraRights.map(rightsInCode), "or"),
      whatHappens,
      why,
      whatToDo,
    ]),
  );
}

function rightsInCode(rights: string): string {
  return rights.split(" and ").map(code).join(" and ");
}
