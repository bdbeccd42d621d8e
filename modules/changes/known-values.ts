import { accountOf, type Configuration } from "../config";
import { instanceProfilesArn, keysInArn, partitionOf, roleArn, secretNamedArn } from "../permissions";
import { withPlaceholders } from "../report";
import type { Scope } from "../targets";

/** The account that stands for one that no file names: the documentation's. */
export const SOME_ACCOUNT = "111122223333";

/** A value that stands for one that only Terraform knows. */
export interface StandIn {
  readonly value: string;
  /** What it stands for, in the report's words. */
  readonly meaning: string;
}

/** Where a gateway works, as far as its file says it. */
export function scopeOf(configuration: Configuration, accountId: string): Scope {
  const { aws } = configuration;
  return { accountId, partition: aws.partition ?? partitionOf(aws.region), region: aws.region };
}

/** The account that a file names, or the other version of it; undefined where neither does. */
export function accountOfEither(one: Configuration, other: Configuration | undefined): string | undefined {
  return accountOf(one) ?? (other && accountOf(other));
}

/**
 * Texts of a stack with a value in place of each of Terraform's references: the ARN where the file tells it, and a stand-in
 * where AWS or somebody else decides a part of it. What is the same before and after has the same value.
 */
export class KnownValues {
  private readonly values: Readonly<Record<string, string>>;
  private readonly met = new Map<string, StandIn>();

  constructor(
    private readonly configuration: Configuration,
    scope: Scope,
  ) {
    const { gateway = {} } = configuration;
    const secretName = (gateway.configurationSecret || undefined)?.name ?? "";
    this.values = {
      ACCOUNT: scope.accountId,
      PARTITION: scope.partition,
      GATEWAY_ROLE_ARN: roleArn(scope, ...this.role()).text,
      SECRET_ARN: secretNamedArn(scope, scope.region, secretName).text.replace("??????", "SUFFIX"),
      KEY_ARN: keysInArn(scope, scope.region).text.replace("*", "KEY_MADE_BY_TERRAFORM"),
      ...Object.fromEntries(
        (gateway.instances ?? []).flatMap((id) => [
          [
            `FORMER_PROFILE_ARN(${id})`,
            instanceProfilesArn(scope).text.replace("*", `FORMER_PROFILE_OF_${id}`),
          ],
          [`FORMER_ROLE_ARN(${id})`, roleArn(scope, `FORMER_ROLE_OF_${id}`).text],
        ]),
      ),
    };
  }

  /** The stand-ins that texts have been given. */
  get standIns(): readonly StandIn[] {
    return [...this.met.values()];
  }

  /** @throws Error for a reference of which nothing is known here, which no stack has */
  readonly in = (text: string): string => {
    const { text: known, used } = withPlaceholders(text, this.values);
    for (const { word, meaning } of used) {
      const value = this.values[word];
      if (value === undefined) throw new Error(`${text}: nothing is known of ${word}`);
      if (!this.isSaid(word)) this.met.set(word, { value, meaning });
    }
    return known;
  };

  /** Name and path of the gateway's role; of one that Terraform completes, with a stand-in for the end. */
  private role(): [name: string, path?: string] {
    const { name, gateway } = this.configuration;
    const role = typeof gateway?.role === "object" ? gateway.role : {};
    if (role.existing !== undefined) return [role.existing];
    const prefixed = role.namePrefix === undefined ? name : `${role.namePrefix}SUFFIX_BY_TERRAFORM`;
    return [role.name ?? prefixed, role.path];
  }

  /** Whether the file says all that there is to a value. */
  private isSaid(word: string): boolean {
    const { aws, gateway } = this.configuration;
    const role = typeof gateway?.role === "object" ? gateway.role : {};
    if (word === "PARTITION") return true;
    if (word === "ACCOUNT") return accountOf(this.configuration) !== undefined || aws.accountId !== undefined;
    return word === "GATEWAY_ROLE_ARN" && role.existing === undefined && role.namePrefix === undefined;
  }
}
