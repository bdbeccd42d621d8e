import type { Configuration } from "../../modules/config";
import { keyArn, secretArn, type SynthesizedGateway } from "../least-privilege/gateways";

type Values = Readonly<Record<string, unknown>>;

/** One block that AWS is asked for, or that AWS gives something to. */
export interface Asked {
  readonly kind: "data" | "resource";
  readonly type: string;
  readonly name: string;
}

/** A block of which the values are given, by its address in the module or the stack. */
export interface Answer {
  readonly target: string;
  readonly values: Values;
}

/** What AWS answers for the data sources of either way: it is the same account for both. */
export function dataAnswer(gateway: SynthesizedGateway, { kind, type, name }: Asked): Answer[] {
  if (kind !== "data") return [];
  const { home, configuration } = gateway;
  const { role, instances = [] } = configuration.gateway ?? {};
  const existing = typeof role === "object" ? (role.existing ?? "") : "";
  const answers: Readonly<Record<string, Values>> = {
    aws_caller_identity: { account_id: home.accountId },
    aws_partition: { partition: home.partition },
    aws_region: { id: home.region },
    aws_iam_role: { arn: iamArn(gateway, "role/", existing), unique_id: "AROAEXISTING", name: existing },
    aws_iam_access_keys: { access_keys: [] },
    // Nobody: a configuration may protect two users whom IAM would not have beside each other.
    aws_iam_users: { arns: [] },
    aws_instances: { ids: instances },
    aws_instance: { iam_instance_profile: "before" },
    aws_iam_instance_profile: {
      arn: iamArn(gateway, "instance-profile/", "before"),
      role_arn: iamArn(gateway, "role/", "before"),
    },
  };
  const values = answers[type];
  return values ? [{ target: `data.${type}.${name}`, values }] : [];
}

/** Which of the two roles, or of the policies of role and user, a block is; both ways say it in its name. */
const OF_FUNCTION = /function/;
const OF_USER = /user/;

/** What AWS gives to the resources of either way when it makes them: the same ARNs and IDs to the same things. */
export function resourceAnswer(gateway: SynthesizedGateway, { kind, type, name }: Asked): Answer[] {
  if (kind !== "resource") return [];
  const { configuration, home } = gateway;
  const address = `${type}.${name}`;
  const answer = (values: Values | undefined): Answer[] => (values ? [{ target: address, values }] : []);
  switch (type) {
    case "aws_iam_role":
      return answer(
        OF_FUNCTION.test(name) ? { arn: iamArn(gateway, "role/", "function") } : ownRole(gateway),
      );
    case "aws_iam_instance_profile":
      return answer({ unique_id: "AIPAGATEWAY" });
    case "aws_iam_user":
      return answer({ arn: ownUserArn(gateway) });
    case "aws_iam_policy":
      return policyAnswers(gateway, name).map(({ index, arn }) => ({
        target: `${address}${index}`,
        values: { arn },
      }));
    case "aws_iam_access_key":
      return keyAnswers(configuration, name).map(({ index, values }) => ({
        target: `${address}${index}`,
        values,
      }));
    case "terraform_data":
      if (/former/.test(name)) return answer({ id: "former" });
      return /current_access_key/.test(name)
        ? answer({ output: { id: `AKIA${generationOf(configuration)}` } })
        : [];
    case "aws_kms_key":
      return answer({ arn: keyArn(home, configuration), key_id: "01234567-89ab-cdef-0123-456789abcdef" });
    case "aws_secretsmanager_secret":
      return answer({ arn: secretArn(home, configuration) });
    default:
      return [];
  }
}

function iamArn({ home }: SynthesizedGateway, kind: string, name: string): string {
  return `arn:${home.partition}:iam::${home.accountId}:${kind}${name}`;
}

function ownRole(gateway: SynthesizedGateway): Values {
  const { name, gateway: { role = {} } = {} } = gateway.configuration;
  const { namePrefix, path = "/", name: ownName = name } = typeof role === "object" ? role : {};
  const made = namePrefix === undefined ? ownName : `${namePrefix}2026`;
  return { name: made, arn: iamArn(gateway, `role${path}`, made), unique_id: "AROAGATEWAY" };
}

function ownUserArn(gateway: SynthesizedGateway): string {
  const { name, gateway: { accessKeyUser } = {} } = gateway.configuration;
  const { path = "/", name: ownName = name } = accessKeyUser || {};
  return iamArn(gateway, `user${path}`, ownName);
}

const POLICIES_AT_MOST = 10;

/** The app writes each policy as a block of its own, the module as instances of one. */
function policyAnswers(gateway: SynthesizedGateway, name: string): { index: string; arn: string }[] {
  const { name: of } = gateway.configuration;
  const arn = (number: string) =>
    iamArn(gateway, "policy/", `${of}-${OF_USER.test(name) ? "user-" : ""}${number}`);
  const [, number] = /_(\d+)$/.exec(name) ?? [];
  if (number !== undefined) return [{ index: "", arn: arn(number) }];
  return Array.from({ length: POLICIES_AT_MOST }, (_, index) => ({
    index: `[${index}]`,
    arn: arn(String(index + 1)),
  }));
}

function keyAnswers(configuration: Configuration, name: string): { index: string; values: Values }[] {
  const { pgpKey } = configuration.gateway?.accessKeyUser || {};
  const generation = generationOf(configuration);
  const key = (number: number) => ({
    id: `AKIA${number}`,
    ...(pgpKey === undefined
      ? { secret: `secret ${number}`, encrypted_secret: null }
      : { secret: null, encrypted_secret: `encrypted ${number}` }),
  });
  const [, number] = /_(\d+)$/.exec(name) ?? [];
  if (number !== undefined) return [{ index: "", values: key(Number(number)) }];
  return [generation, generation - 1].map((each) => ({ index: `["${each}"]`, values: key(each) }));
}

function generationOf({ gateway }: Configuration): number {
  return (gateway?.accessKeyUser || {}).generation ?? 1;
}
