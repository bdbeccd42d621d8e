import { instanceProfileArn, keyArn, secretArn, type SynthesizedGateway } from "./gateways";
import { distinct, neighboursOf, type Kind, type Subject } from "./subjects";

/** Everything that a gateway could reach for: its targets, whom it may never touch, its own, strangers, and what is almost each of them. */
export function subjectsAround(gateway: SynthesizedGateway): Subject[] {
  const own = ownSubjects(gateway);
  const named = [...namedSubjects(gateway), ...own];
  return distinct([
    ...named,
    ...named.flatMap(neighboursOf),
    ...strangers(gateway),
    subject(gateway, "nothing", "", {}),
  ]);
}

function subject(
  { home }: SynthesizedGateway,
  kind: Kind,
  name: string,
  rest: Partial<Subject> = {},
): Subject {
  const isOfIam = ["user", "role", "group", "policy", "instance-profile"].includes(kind);
  return {
    kind,
    name,
    partition: home.partition,
    accountId: home.accountId,
    region: isOfIam || kind === "nothing" ? "" : home.region,
    path: isOfIam ? "/" : "",
    tags: {},
    ...rest,
  };
}

/** What the configuration names as targets, protected, or selects by path or tag. */
function namedSubjects(gateway: SynthesizedGateway): Subject[] {
  const { targets = {}, protectedUsers = [] } = gateway.configuration;
  const inRegion = (region: string | undefined) => (region === undefined ? {} : { region });
  const carrying = (tag: { key: string; value: string }) => ({ tags: { [tag.key]: tag.value } });
  const users = [...(targets.iamUsers ?? []), ...(targets.iamAccessKeys ?? [])];
  return [
    ...(targets.managedDatabases ?? []).map(({ instance = "tagged-db", region, tag }) =>
      subject(gateway, "db", instance, { ...inRegion(region), ...(tag && carrying(tag)) }),
    ),
    ...(targets.directories ?? []).map(({ id = "d-9999999999", region, tag }) =>
      subject(gateway, "directory", id, { ...inRegion(region), ...(tag && carrying(tag)) }),
    ),
    ...users.flatMap(({ name, path, tag }) =>
      name === undefined
        ? ["below", "keeper-gateway"].map((any) =>
            subject(gateway, "user", any, { path: path ?? "/", ...(tag && carrying(tag)) }),
          )
        : [subject(gateway, "user", name, path === undefined ? {} : { path })],
    ),
    ...protectedUsers.flatMap((one) => protectedSubjects(gateway, one)),
  ];
}

/** A protected name at the root, at a path of its own, and below every path that a target selects. */
function protectedSubjects(gateway: SynthesizedGateway, one: string): Subject[] {
  const { iamUsers = [], iamAccessKeys = [] } = gateway.configuration.targets ?? {};
  if (one.startsWith("arn:")) {
    const [, path = "/", name = ""] = /:user(\/(?:.*\/)?)([^/]+)$/.exec(one) ?? [];
    return [subject(gateway, "user", name, { path }), subject(gateway, "user", name, { path: "/other/" })];
  }
  const paths = [...iamUsers, ...iamAccessKeys].flatMap(({ path }) => (path === undefined ? [] : [path]));
  const tags = [...iamUsers, ...iamAccessKeys].flatMap(({ tag }) => (tag ? [{ [tag.key]: tag.value }] : []));
  return ["/", "/elsewhere/", ...paths].flatMap((path) =>
    [{}, ...tags].map((its) => subject(gateway, "user", one, { path, tags: its })),
  );
}

/** The gateway's own role, user, policies, profile, secret and key. */
function ownSubjects(gateway: SynthesizedGateway): Subject[] {
  const { configuration, home, principals } = gateway;
  const { name } = configuration;
  const nameIn = (arn: string, prefix: string) => arn.split(":").slice(5).join(":").slice(prefix.length);
  const atPath = (kind: Kind, arn: string) => {
    const path = nameIn(arn, kind).replace(/[^/]*$/, "");
    return subject(gateway, kind, nameIn(arn, kind).slice(path.length), { path });
  };
  return [
    ...principals.map(({ carrier, arn }) => atPath(carrier, arn)),
    subject(gateway, "policy", `${name}-1`),
    subject(gateway, "policy", `${name}-user-1`),
    atPath("instance-profile", instanceProfileArn(home, configuration)),
    subject(gateway, "function", `${name}-instance-attachment`),
    subject(gateway, "function", `${name}-instance-attachment:$LATEST`),
    ...(configuration.gateway?.configurationSecret
      ? [
          subject(gateway, "secret", nameIn(secretArn(home, configuration), "secret:")),
          subject(gateway, "key", nameIn(keyArn(home, configuration), "key/")),
        ]
      : []),
  ];
}

function strangers(gateway: SynthesizedGateway): Subject[] {
  const any = (kind: Kind, name: string) => subject(gateway, kind, name);
  return [
    ...["administrator", "root"].map((name) => any("user", name)),
    subject(gateway, "user", "other-gateway", { tags: { "keeperpam-gateway": "other-gateway" } }),
    any("role", "OrganizationAccountAccessRole"),
    any("group", "administrators"),
    any("db", "ledger"),
    any("directory", "d-0000000001"),
    any("secret", "payroll/database-AbCdEf"),
    any("key", "99999999-89ab-cdef-0123-456789abcdef"),
    any("machine", "i-0aaaaaaaaaaaaaaaa"),
    any("bucket", "corp-terraform-state"),
  ];
}
