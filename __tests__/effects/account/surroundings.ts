import type { World } from "../calls/call";
import { EMPTY_ACCOUNT, type Account, type Tags, type User } from "../model/account";
import type { AnyPolicy, Texts } from "../model/texts";
import type { Home } from "../model/arns";

/** Ids of what every account here has. */
export const THERE = {
  administrator: "user/administrator",
  ordinary: "user/clerk",
  bystander: "user/bystander",
  otherGateway: "user/other-gateway",
  administrators: "group/administrators",
  colleagues: "group/colleagues",
  administratorRole: "role/administrator-role",
  federatedRole: "role/federated-role",
  formerRole: "role/before",
  administratorProfile: "profile/administrator-host",
  formerProfile: "profile/before",
  otherMachine: "i-0aaaaaaaaaaaaaaaa",
  idleMachine: "i-0bbbbbbbbbbbbbbbb",
  otherFunction: "function/nightly",
  otherSecret: "secret/payroll",
  otherKey: "99999999-89ab-cdef-0123-456789abcdef",
  bucket: "bucket/vault",
  provider: "provider/corp",
} as const;

const allow = (actions: readonly string[], resources: readonly string[]): AnyPolicy => ({
  Statement: [{ Effect: "Allow", Action: actions, Resource: resources }],
});
const trust = (action: string, principal: Readonly<Record<string, readonly string[]>>): AnyPolicy => ({
  Statement: [{ Effect: "Allow", Action: [action], Principal: principal }],
});

/** Texts that stand in the account whoever the gateway is. */
export function textsAround({ partition, accountId }: Home): Texts {
  const root = `arn:${partition}:iam::${accountId}:root`;
  return {
    administration: allow(["*"], ["*"]),
    // What a customer attaches to every machine or program. It once said more, and the version is still there.
    baseline: allow(["s3:GetObject"], [`arn:${partition}:s3:::archive/*`]),
    "baseline, once": allow(["*"], ["*"]),
    boundary: allow(["iam:*", "rds:*", "ds:*", "ec2:*", "kms:*", "secretsmanager:*", "sts:*"], ["*"]),
    "other gateway": allow(["iam:UpdateLoginProfile"], [`arn:${partition}:iam::${accountId}:user/payroll`]),
    former: allow(["s3:PutObject"], [`arn:${partition}:s3:::uploads/*`]),
    "trusts machines, functions and the account": {
      Statement: [
        ...trust("sts:AssumeRole", { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] }).Statement,
        ...trust("sts:AssumeRole", { AWS: [root] }).Statement,
      ],
    },
    "trusts machines": trust("sts:AssumeRole", { Service: ["ec2.amazonaws.com"] }),
    "trusts functions": trust("sts:AssumeRole", { Service: ["lambda.amazonaws.com"] }),
    "trusts the company": trust("sts:AssumeRoleWithSAML", {
      Federated: [`arn:${partition}:iam::${accountId}:saml-provider/corp`],
    }),
    "trusts the account": trust("sts:AssumeRole", { AWS: [root] }),
    "the account decides": {
      Statement: [{ Effect: "Allow", Action: ["kms:*"], Resource: ["*"], Principal: { AWS: [root] } }],
    },
  };
}

/** ARNs of the customer's own policies, which are not called after any gateway. */
export function policiesAround({ partition, accountId }: Home) {
  return {
    administration: `arn:${partition}:iam::aws:policy/AdministratorAccess`,
    baseline: `arn:${partition}:iam::${accountId}:policy/baseline`,
  };
}

export const NOTHING_CARRIED = { inline: {}, attached: [] as readonly string[] };

/** A user who signs in with a password and has a key, and maybe an MFA device. */
export function person(
  name: string,
  { path = "/", mfa = [], tags = {} }: { path?: string; mfa?: readonly string[]; tags?: Tags } = {},
): User {
  return {
    ...{ id: `user/${name}`, name, path, tags, ...NOTHING_CARRIED },
    ...{
      password: "his password",
      keys: ["his key"],
      mfa,
      others: ["certificate: his", "service: his", "ssh: his"],
    },
  };
}

/** An account in which there is much to gain, and no gateway yet. */
export function accountAround(home: Home): Account {
  const { administration, baseline } = policiesAround(home);
  const managed = (id: string, name: string, versions: string[], ofAws = false) => ({
    ...{ id, name, path: "/", tags: {}, versions, current: versions.length - 1, ofAws },
  });
  const things = <T extends { readonly id: string }>(...list: T[]) =>
    Object.fromEntries(list.map((thing) => [thing.id, thing]));
  const carrier = { path: "/", tags: {}, ...NOTHING_CARRIED };
  return {
    ...EMPTY_ACCOUNT,
    users: things<User>(person("administrator"), person("clerk"), person("bystander"), {
      // The tag by which README says that the access-key users of gateways are known.
      ...person("other-gateway", { tags: { "keeperpam-gateway": "other-gateway" } }),
      password: undefined,
      others: [],
      inline: { own: "other gateway" },
    }),
    groups: things(
      {
        ...{ id: THERE.administrators, name: "administrators", path: "/", inline: {} },
        ...{ attached: [administration], members: [THERE.administrator] },
      },
      {
        id: THERE.colleagues,
        name: "colleagues",
        path: "/",
        inline: {},
        attached: [],
        members: [THERE.ordinary],
      },
    ),
    roles: things(
      {
        ...{
          id: THERE.administratorRole,
          name: "administrator-role",
          ...carrier,
          attached: [administration],
        },
        trust: "trusts machines, functions and the account",
      },
      {
        ...{ id: THERE.federatedRole, name: "federated-role", ...carrier, attached: [administration] },
        trust: "trusts the company",
      },
      {
        id: THERE.formerRole,
        name: "before",
        ...carrier,
        inline: { own: "former" },
        trust: "trusts machines",
      },
    ),
    policies: things(
      managed(administration, "AdministratorAccess", ["administration"], true),
      managed(baseline, "baseline", ["baseline, once", "baseline"]),
    ),
    profiles: things(
      {
        id: THERE.administratorProfile,
        name: "administrator-host",
        path: "/",
        role: THERE.administratorRole,
      },
      { id: THERE.formerProfile, name: "before", path: "/", role: THERE.formerRole },
    ),
    machines: things<{ id: string; profile?: string }>(
      { id: THERE.otherMachine, profile: THERE.administratorProfile },
      { id: THERE.idleMachine },
    ),
    functions: things({
      ...{
        id: THERE.otherFunction,
        name: "nightly",
        tags: {},
        role: THERE.administratorRole,
        code: "owner's" as const,
      },
    }),
    secrets: things({
      ...{ id: THERE.otherSecret, name: "payroll", suffix: "QwErTy", tags: {}, key: THERE.otherKey },
      ...{ versions: [{ id: "theirs", key: THERE.otherKey }], current: "theirs" },
    }),
    keys: things({
      id: THERE.otherKey,
      policy: "the account decides",
      grants: [],
      aliases: ["alias/payroll"],
    }),
    buckets: things({ id: THERE.bucket, name: "vault" }),
    providers: things({ id: THERE.provider, kind: "saml" as const, name: "corp", signer: "owner" as const }),
  };
}

/** Tags that some texts ask for, of things or of calls: each with the values that are asked for. */
export function tagsAsked(texts: Texts): Tags[] {
  const asked = new Map<string, Tags>();
  for (const { Statement } of Object.values(texts)) {
    for (const { Condition } of Statement) {
      for (const byKey of Object.values(Condition ?? {})) {
        for (const [key, values] of Object.entries(byKey ?? {})) {
          const [, tag] = /^aws:(?:ResourceTag|RequestTag)\/(.+)$/i.exec(key) ?? [];
          if (tag === undefined) continue;
          for (const value of values) asked.set(`${tag}=${value}`, { [tag]: value });
        }
      }
    }
  }
  return [...asked.values()];
}

/** Aliases and boundaries that some texts ask for. */
export function valuesAsked(texts: Texts, conditionKey: string): string[] {
  const found = Object.values(texts).flatMap(({ Statement }) =>
    Statement.flatMap(({ Condition }) =>
      Object.values(Condition ?? {}).flatMap((byKey) =>
        Object.entries(byKey ?? {}).flatMap(([key, values]) =>
          key.toLowerCase() === conditionKey ? values : [],
        ),
      ),
    ),
  );
  return [...new Set(found)];
}

export const NOWHERE: World["places"] = { users: [], roles: [], policies: [], profiles: [] };
