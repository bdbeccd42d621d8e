import type { Configuration } from "../config";
import type { Grant } from "../permissions";
import { toHeading } from "./markdown";
import type { SectionMaker } from "./section";

/** Something that a reviewer should know of a whole configuration, beside what the catalogue says of its statements. */
interface Doubt {
  readonly title: string;
  readonly text: string;
  /** Whether it concerns a configuration. */
  readonly applies: (configuration: Configuration) => boolean;
}

const GENERAL: readonly Doubt[] = [
  {
    title: "The calls of the gateway",
    text: "The Keeper Gateway is closed source: nobody outside Keeper has seen which AWS calls it makes. The policies follow what Keeper documents, and the grade of each action says how far.",
    applies: () => true,
  },
  {
    title: "The proof",
    text: "What writes these policies is tested on examples and on generated configurations: by AWS's reference data, a policy simulation and an emulator. This configuration itself is not, and nothing has been tried in an AWS account.",
    applies: () => true,
  },
  {
    title: "Directory Service",
    text: "The emulator of the tests does not have it: statements on directories are judged by simulation alone.",
    applies: ({ targets }) => (targets?.directories ?? []).length > 0,
  },
  {
    title: "The fields of the PAM Configuration",
    text: "One of Keeper's pages wants `USE_INSTANCE_ROLE` in the two key fields when a role is used, another wants them empty.",
    applies: hasRole,
  },
  {
    title: "Discovery and protected users",
    text: "The key IDs of protected users cannot be listed. How discovery takes that has not been seen.",
    applies: ({ discovery, protectedUsers = [] }) => Boolean(discovery) && protectedUsers.length > 0,
  },
  {
    title: "The path of the role",
    text: "A session's ARN has lost the path of its role. A gateway that looks its role up by that ARN may not find one at a path other than `/`.",
    applies: (configuration) => (roleOf(configuration).path ?? "/") !== "/",
  },
  {
    title: "China",
    text: "The role trusts `ec2.amazonaws.com`, which AWS's own tools use in every partition; older pages want `ec2.amazonaws.com.cn`. It has not been tried in an account there.",
    applies: (configuration) =>
      configuration.aws.region.startsWith("cn-") &&
      hasRole(configuration) &&
      roleOf(configuration).existing === undefined,
  },
  {
    title: "The existing role",
    text: "The role is not made here: who may take it, and what other policies it carries, is not in this report.",
    applies: (configuration) => roleOf(configuration).existing !== undefined,
  },
  {
    title: "The existing secret and key",
    text: "A secret or a key that exists already keeps its policy, which is not in this report: nor is who else may read, write or use it.",
    applies: ({ gateway }) => {
      const secret = gateway?.configurationSecret || undefined;
      return secret?.secretArn !== undefined || secret?.keyArn !== undefined;
    },
  },
  {
    title: "The permissions boundaries",
    text: "What a boundary allows is not read here. It can take rights away and give none; it must allow what the gateway's policies allow, the self-check included.",
    applies: ({ gateway, ...configuration }) =>
      roleOf({ gateway, ...configuration }).permissionsBoundaryArn !== undefined ||
      (gateway?.accessKeyUser || undefined)?.permissionsBoundaryArn !== undefined ||
      gateway?.attachmentFunction?.permissionsBoundaryArn !== undefined,
  },
  {
    title: "The protected configuration without a role",
    text: "Keeper documents it for a gateway with an instance role. The access-key user may read it too; whether a gateway without a role can use that has not been seen.",
    applies: ({ gateway }) => Boolean(gateway?.configurationSecret) && Boolean(gateway?.accessKeyUser),
  },
  {
    title: "An instance that is gone",
    text: "How long AWS lists the association of a terminated instance is not documented. If a destroy fails with its words, repeat it.",
    applies: ({ gateway }) => (gateway?.instances ?? []).length > 0,
  },
];

/** What is not known, and what else a reviewer should know: only what concerns this configuration. */
export const openDoubtsSection: SectionMaker = ({ configuration, policies }) => {
  const statements = policies.flatMap((policy) => policy.statements);
  const grants = new Map(statements.map(({ grant }): [string, Grant] => [grant.sid, grant]));
  const open = [...grants.values()].filter(({ note, doubt }) => note !== undefined || doubt !== undefined);
  const general = GENERAL.filter(({ applies }) => applies(configuration));
  return {
    key: "openDoubts",
    title: "What is open",
    data: {
      statements: open.map(({ sid, note, doubt }) => ({ sid, note: note ?? null, doubt: doubt ?? null })),
      general: general.map(({ title, text }) => ({ title, text })),
    },
    markdown: [
      `Only what concerns this configuration. What reaches far stands in the ${toHeading("summary", "Summary")}.`,
      "",
      ...open.flatMap(({ sid, note, doubt }) => [
        `### ${sid}`,
        "",
        ...(doubt === undefined ? [] : [`**Not known.** ${doubt}`, ""]),
        ...(note === undefined ? [] : [`**To know.** ${note}`, ""]),
      ]),
      "### In general",
      "",
      ...general.map(({ title, text }) => `- **${title}.** ${text}`),
      "",
    ],
  };
};

function hasRole({ gateway }: Configuration): boolean {
  return gateway?.role !== false;
}

function roleOf({ gateway }: Configuration) {
  return typeof gateway?.role === "object" ? gateway.role : {};
}
