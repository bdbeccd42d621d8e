import type { Account, Kind } from "./account";

/** Where everything is. */
export interface Home {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

const IAM_KINDS = {
  users: "user",
  groups: "group",
  roles: "role",
  policies: "policy",
  profiles: "instance-profile",
} as const;
type IamKind = keyof typeof IAM_KINDS;

/** ARN of something of IAM's by its parts. */
export function iamArn(
  { partition, accountId }: Home,
  kind: IamKind,
  { name, path, ofAws }: { readonly name: string; readonly path: string; readonly ofAws?: boolean },
): string {
  return `arn:${partition}:iam::${ofAws ? "aws" : accountId}:${IAM_KINDS[kind]}${path}${name}`;
}

/** ARN of a thing of the account, as it is called now. */
export function arnOf(home: Home, account: Account, kind: Kind, id: string): string {
  const { partition, accountId, region } = home;
  const inRegion = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  switch (kind) {
    case "machines":
      return inRegion("ec2", `instance/${id}`);
    case "functions":
      return inRegion("lambda", `function:${account.functions[id]?.name}`);
    case "secrets": {
      const secret = account.secrets[id];
      return inRegion("secretsmanager", `secret:${secret?.name}-${secret?.suffix}`);
    }
    case "keys":
      return inRegion("kms", `key/${id}`);
    case "buckets":
      return `arn:${partition}:s3:::${account.buckets[id]?.name}`;
    case "providers": {
      const provider = account.providers[id];
      return `arn:${partition}:iam::${accountId}:${provider?.kind}-provider/${provider?.name}`;
    }
    default: {
      const thing = account[kind][id];
      if (!thing) throw new Error(`${id} is none of the account's ${kind}`);
      return iamArn(home, kind, thing);
    }
  }
}

/** ARN of a user or role. A session's policies see its role's ARN. */
export function principalArn(home: Home, account: Account, principal: string): string {
  return arnOf(home, account, principal.startsWith("user/") ? "users" : "roles", principal);
}

/**
 * Whether IAM would take a name for something new: it takes no two that differ in upper and lower case alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function isFree(account: Account, kind: IamKind, name: string, but?: string): boolean {
  return Object.values(account[kind]).every(
    (thing) => thing.id === but || thing.name.toLowerCase() !== name.toLowerCase(),
  );
}
