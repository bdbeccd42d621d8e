import { instanceProfileArn, type SynthesizedGateway } from "../least-privilege/gateways";
import {
  arnsOf,
  isOneOf,
  Language,
  NO_RESOURCE,
  quoted,
  type Rights,
  rule,
  type Rule,
} from "../../modules/languages";
import { at } from "./declared";

/** What an instance had before, as the samples have it that are given values here. */
const BEFORE = { profile: "instance-profile/before", role: "role/before" };

/**
 * What a configuration says that the attachment function may do: hang the gateway's profile on the listed instances and
 * take it away again; with `onConflict: replace` the same with what was there before; and write its log.
 */
export function declaredAttachment(gateway: SynthesizedGateway): Rights {
  const { configuration, home } = gateway;
  const { instances = [], onConflict } = configuration.gateway ?? {};
  if (instances.length === 0) return { granted: [] };
  const own = instanceProfileArn(home, configuration);
  const iam = (resource: string) => `arn:${home.partition}:iam::${home.accountId}:${resource}`;
  const former = onConflict === "replace";
  const profiles = Language.union([own, ...(former ? [iam(BEFORE.profile)] : [])].map(Language.exactly));
  const toEc2 = isOneOf(
    "iam:PassedToService",
    Language.of(`ec2\\.amazonaws\\.com${home.region.startsWith("cn-") ? "(?:\\.cn)?" : ""}`),
  );
  const region = isOneOf("aws:RequestedRegion", Language.exactly(home.region));
  const log = arnsOf({
    ...at(home, "logs", home.region),
    resource: `log-group:/aws/lambda/${quoted(configuration.name)}-instance-attachment:log-stream:.*`,
  });
  return {
    granted: [
      rule("see profiles", ["ec2:DescribeIamInstanceProfileAssociations"], NO_RESOURCE, [region]),
      rule("write its log", ["logs:CreateLogStream", "logs:PutLogEvents"], log),
      rule("hand on the role", ["iam:PassRole"], Language.exactly(roleArn(gateway)), [toEc2]),
      ...(former
        ? [rule("hand on the former role", ["iam:PassRole"], Language.exactly(iam(BEFORE.role)), [toEc2])]
        : []),
      ...instances.flatMap((id): Rule[] => {
        const instance = arnsOf({ ...at(home, "ec2", home.region), resource: `instance/${quoted(id)}` });
        return [
          rule(
            `attach to ${id}`,
            ["ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"],
            instance,
            [isOneOf("ec2:NewInstanceProfile", profiles)],
          ),
          rule(`detach from ${id}`, ["ec2:DisassociateIamInstanceProfile"], instance, [
            isOneOf("ec2:InstanceProfile", profiles),
          ]),
        ];
      }),
    ],
  };
}

function roleArn({ title, principals }: SynthesizedGateway): string {
  const role = principals.find(({ carrier }) => carrier === "role");
  if (!role) throw new Error(`${title} has instances and no role`);
  return role.arn;
}
