import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { DataResource, Fn, TerraformLocal, type TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { literalText } from "../hcl";
import { publicKeyTerm, refuse, unknownProperties, userProblems, type Properties } from "../permissions";
import { address } from "./address";
import { acceptFindings } from "./accepted-finding";
import { withGatewayTag } from "./gateway-tag";
import { UnknownKeysCheck } from "./unknown-keys-check";

export interface AccessKeyUserProps {
  /**
   * The user's name.
   *
   * @default - the gateway's name
   */
  readonly name?: string;
  /** @default "/" */
  readonly path?: string;
  /**
   * ARN of the managed policy that bounds the user. It must allow what the gateway's policies allow, the self-check
   * (`iam:SimulatePrincipalPolicy`) included.
   *
   * @default - no boundary
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * `false` for a user without a key, which is then made by hand and never passes through Terraform.
   *
   * @default - a key is made; pgpKey or acceptSecretInState says what becomes of its secret
   */
  readonly createAccessKey?: boolean;
  /**
   * The PGP public key that the secret is encrypted for: `keybase:NAME`, or the key in base64. The state holds the
   * encrypted secret only. A key that cannot be encrypted for is refused; one that has expired by then, or is dated in the
   * future, is refused by the plan that would make the access key.
   *
   * @default - the secret is not encrypted: acceptSecretInState must say that this is meant
   */
  readonly pgpKey?: string;
  /**
   * Whether the secret may be in the state in plain text.
   *
   * @default false
   */
  readonly acceptSecretInState?: boolean;
  /**
   * The number of the key: 1, 2, 3, … Another number makes another key, and then deletes the former one. Count up by one.
   *
   * @default 1
   */
  readonly generation?: number;
  /**
   * Whether the key of the generation before stays, as it was made, until the new one is in use. IAM lets a user have two
   * keys: apply once without it before the next generation.
   *
   * @default false
   */
  readonly keepPrevious?: boolean;
  /**
   * Tags of the user, beside the provider's default tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

export const USER_PROPERTIES: Properties<AccessKeyUserProps> = {
  name: true,
  path: true,
  permissionsBoundaryArn: true,
  createAccessKey: true,
  pgpKey: true,
  acceptSecretInState: true,
  generation: true,
  keepPrevious: true,
  tags: true,
};

/**
 * The IAM user of a gateway that has no role: one outside AWS, or one that reaches this account from another. It may do
 * nothing until a policy is attached.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export class AccessKeyUser extends Construct {
  /** The user as Terraform makes it. */
  readonly resource: IamUser;
  /** The ID of the current access key; undefined where none is made. */
  readonly accessKeyId?: string;
  /** The current key's secret in base64, encrypted for the PGP key; undefined without one. */
  readonly encryptedSecret?: string;
  /** The current key's secret in plain text; undefined unless it may be in the state. */
  readonly secret?: string;

  /** @throws Error when a property breaks one of IAM's rules or leaves the secret's way open; it lists every problem */
  constructor(scope: Construct, id: string, props: AccessKeyUserProps) {
    super(scope, id);
    const { name, pgpKey, generation = 1, keepPrevious = false } = props;
    refuse(`AccessKeyUser ${this.node.path}`, [
      ...unknownProperties(props, USER_PROPERTIES),
      ...(name === undefined ? [{ path: ["name"], message: "nothing is given: allowed is a name" }] : []),
      ...userProblems(props, {}, []),
    ]);
    // Renamed, a user would take its keys along, and Terraform would look for them under the former name, in vain.
    const nameRecord =
      props.createAccessKey === false ? undefined : new DataResource(this, "name", { input: { name } });
    this.resource = new IamUser(this, "Default", {
      name: name ?? "",
      path: props.path ?? "/",
      permissionsBoundary: props.permissionsBoundaryArn,
      // A key that the state does not know would keep the user from being deleted: one that was made by hand, or one of
      // which AWS's answer got lost.
      forceDestroy: true,
      tags: withGatewayTag(props.tags, name ?? ""),
      lifecycle: nameRecord && { createBeforeDestroy: true, replaceTriggeredBy: [address(nameRecord)] },
    });
    acceptFindings(this.resource, {
      scanner: "checkov",
      check: "CKV_AWS_273",
      title: "Ensure access is controlled through SSO and not AWS IAM defined users",
      reason:
        "The user is a program's, not a person's: a gateway outside AWS has no role to take and cannot sign in through SSO. It has no console password, and it is made only when it is asked for.",
    });
    if (props.createAccessKey === false) return;
    const key = this.accessKey(generation, pgpKey, { createBeforeDestroy: true });
    // The key before stays as it was made, also where the secret of the new one goes another way.
    const previous = keepPrevious
      ? [this.accessKey(generation - 1, pgpKey, { createBeforeDestroy: true, ignoreChanges: ["pgp_key"] })]
      : [];
    // Terraform deletes a former key only after what names the current one: a new key is made before an old one goes.
    new DataResource(this, "current-access-key", { input: { id: key.id } });
    new UnknownKeysCheck(this, "unknown-keys", this.resource, [key, ...previous]);
    this.accessKeyId = key.id;
    if (pgpKey === undefined) this.secret = key.secret;
    else this.encryptedSecret = key.encryptedSecret;
  }

  private accessKey(
    generation: number,
    pgpKey: string | undefined,
    lifecycle: TerraformResourceLifecycle,
  ): IamAccessKey {
    const id = `access-key-${generation}`;
    return new IamAccessKey(this, id, {
      user: this.resource.name,
      pgpKey,
      lifecycle: { ...lifecycle, precondition: this.inTime(id, pgpKey) },
    });
  }

  /**
   * That the access key is made within the PGP key's term: there would be an access key, and an error instead of its secret.
   * An end counts from when the access key was first planned, since one that is there already needs no other PGP key.
   */
  private inTime(id: string, pgpKey: string | undefined): TerraformResourceLifecycle["precondition"] {
    const term = pgpKey === undefined ? undefined : publicKeyTerm(pgpKey);
    if (term === undefined) return undefined;
    const [from, until] = [term.from.toISOString(), term.until?.toISOString()];
    // Terraform takes no condition that refers to nothing.
    const now = new TerraformLocal(this, `${id}-now`, Fn.plantimestamp());
    const begun = {
      condition: `\${timecmp(local.${now.friendlyUniqueId}, ${literalText(from)}) >= 0}`,
      errorMessage: `pgpKey: this PGP key is dated in the future, ${from}, so that nothing can be encrypted for it: allowed is one that is valid already; where the clock was wrong when it was made, make another`,
    };
    if (until === undefined) return [begun];
    const planned = new DataResource(this, `${id}-planned`, {
      input: { time: Fn.plantimestamp() },
      lifecycle: { ignoreChanges: ["input"] },
    });
    return [
      begun,
      {
        condition: `\${timecmp(${address(planned)}.input.time, ${literalText(until)}) < 0}`,
        errorMessage: `pgpKey: this PGP key expired at ${until}, so that nothing can be encrypted for it: allowed is one that has not expired`,
      },
    ];
  }
}
