/** A policy text, by the name that it has in the account's `Texts`. */
export type TextId = string;
/** Whoever acts: `user/…` or `role/…`, an id of the account below. */
export type PrincipalId = string;

export type Tags = Readonly<Record<string, string>>;

/** What a user, group or role carries. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Inline policies by their names. */
  readonly inline: Readonly<Record<string, TextId>>;
  /** Ids of the managed policies. */
  readonly attached: readonly string[];
}

/** A user with what proves that somebody is him. Each credential has a name of its own, so that another one shows. */
export interface User extends Carrier {
  readonly tags: Tags;
  readonly boundary?: string;
  readonly password?: string;
  readonly keys: readonly string[];
  readonly mfa: readonly string[];
  /** SSH keys, certificates, passwords of single services: they open no other call to AWS. */
  readonly others: readonly string[];
}

export interface Group extends Carrier {
  readonly members: readonly string[];
}

export interface Role extends Carrier {
  readonly tags: Tags;
  readonly boundary?: string;
  readonly trust: TextId;
}

export interface ManagedPolicy {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly tags: Tags;
  readonly versions: readonly TextId[];
  /** Which of the versions decides. */
  readonly current: number;
  /** AWS's own policies are nobody's to change. */
  readonly ofAws: boolean;
}

export interface InstanceProfile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly role?: string;
}

export interface Machine {
  readonly id: string;
  readonly profile?: string;
}

export interface LambdaFunction {
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  readonly role: string;
  /** Whose code it runs. */
  readonly code: "owner's" | "attacker's";
}

export interface SecretVersion {
  readonly id: string;
  /** The key it is encrypted with; none: `aws/secretsmanager`, which whoever may read or write the secret may use. */
  readonly key?: string;
}

/** A secret. Its ARN ends in six characters of AWS's choice, which another secret of the same name does not have. */
export interface Secret {
  readonly id: string;
  readonly name: string;
  readonly suffix: string;
  readonly tags: Tags;
  readonly key?: string;
  readonly policy?: TextId;
  readonly versions: readonly SecretVersion[];
  /** Ids of the versions that AWSCURRENT and AWSPREVIOUS stand on. */
  readonly current?: string;
  readonly previous?: string;
  /** Whether there is a copy in another region, under Secrets Manager's own key and this secret's policy. */
  readonly isCopied?: boolean;
}

export interface KmsKey {
  readonly id: string;
  readonly policy: TextId;
  /** Who may use it beside its policy. */
  readonly grants: readonly PrincipalId[];
  readonly aliases: readonly string[];
}

/** The stand-in for every other resource that has a policy of its own. */
export interface Bucket {
  readonly id: string;
  readonly name: string;
  readonly policy?: TextId;
}

/** An identity provider that roles trust. */
export interface Provider {
  readonly id: string;
  readonly kind: "saml" | "oidc";
  readonly name: string;
  /** Who can sign what it says. */
  readonly signer: "owner" | "attacker";
}

type ById<T> = Readonly<Record<string, T>>;

/** What IAM is, and what hangs on it, at one moment. Never changed: every call makes another one. */
export interface Account {
  readonly users: ById<User>;
  readonly groups: ById<Group>;
  readonly roles: ById<Role>;
  readonly policies: ById<ManagedPolicy>;
  readonly profiles: ById<InstanceProfile>;
  readonly machines: ById<Machine>;
  readonly functions: ById<LambdaFunction>;
  readonly secrets: ById<Secret>;
  readonly keys: ById<KmsKey>;
  readonly buckets: ById<Bucket>;
  readonly providers: ById<Provider>;
  /** As whom the attacker can act. */
  readonly guises: readonly PrincipalId[];
  /** Ids of the secrets whose value he has read. */
  readonly read: readonly string[];
}

export const EMPTY_ACCOUNT: Account = {
  ...{ users: {}, groups: {}, roles: {}, policies: {}, profiles: {}, machines: {}, functions: {} },
  ...{ secrets: {}, keys: {}, buckets: {}, providers: {}, guises: [], read: [] },
};

/** The kinds of things that an account holds by id. */
export type Kind = Exclude<keyof Account, "guises" | "read">;

/** An account in which one thing is as given, be it new or another state of one. */
export function withThing<K extends Kind>(account: Account, kind: K, thing: Account[K][string]): Account {
  return { ...account, [kind]: { ...account[kind], [thing.id]: thing } };
}

/** A record without one of its keys. */
export function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
}

/** An account without one thing. */
export function withoutThing(account: Account, kind: Kind, id: string): Account {
  return { ...account, [kind]: withoutKey(account[kind] as ById<unknown>, id) };
}

/** An account in which the attacker can act as one more principal. */
export function withGuise(account: Account, principal: PrincipalId): Account {
  // The first is who he is; the others do not tell in which order he became them.
  const [self, ...others] = account.guises;
  if (self === undefined || self === principal) return { ...account, guises: [principal] };
  return { ...account, guises: [self, ...withMember(others, principal)] };
}

/** A list with one member more, in an order that does not tell how it came about. */
export function withMember(list: readonly string[], member: string): readonly string[] {
  return list.includes(member) ? list : [...list, member].sort();
}

export function withoutMember(list: readonly string[], member: string): readonly string[] {
  return list.filter((one) => one !== member);
}

/** Every kind of thing. */
export const KINDS = (Object.keys(EMPTY_ACCOUNT) as (keyof Account)[]).filter(
  (kind): kind is Kind => kind !== "guises" && kind !== "read",
);
const written = new WeakMap<object, string>();

/** The same for two accounts that differ in nothing. */
export function signatureOf(account: Account): string {
  const things = KINDS.map((kind) => {
    const known = written.get(account[kind]);
    if (known !== undefined) return known;
    const byId: ById<object> = account[kind];
    const text = Object.keys(byId)
      .sort()
      .map((id) => textOf(byId[id] as object))
      .join();
    written.set(byId, text);
    return text;
  });
  return [...things, account.guises, account.read].join("\n");
}

function textOf(thing: object): string {
  let text = written.get(thing);
  if (text === undefined) {
    const said = Object.entries(thing).filter(([, value]) => value !== undefined);
    text = JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
    written.set(thing, text);
  }
  return text;
}
