import { besidePublicKey } from "../permissions";

/**
 * What a secret looks like. Nothing in a configuration file is one, so whatever looks like one is refused rather than
 * written into Terraform code and state.
 */

interface SecretForm {
  /** What it seems to be, with its article. */
  readonly what: string;
  readonly in: (text: string) => boolean;
  /** Whether it shows in nothing but how mixed its characters are. */
  readonly byLooks?: boolean;
}

const FORMS: readonly SecretForm[] = [
  { what: "a private key", in: matching(/-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/) },
  { what: "an AWS access key ID", in: matching(/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/) },
  {
    what: "a token",
    in: matching(
      /(?<![A-Za-z0-9])(?:gl[a-z]{1,6}-[\w-]{20}|gh[opsur]_\w{36}|github_pat_\w{22}|hv[sbr]\.[\w-]{24}|xox[a-z]-\w{10}|\w{14}\.atlasv1\.)/,
    ),
  },
  {
    what: "a token",
    in: matching(
      /(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36}|sk-(?:proj|ant|svcacct)-[\w-]{20}|[rs]k_(?:live|test)_[A-Za-z0-9]{16}|AIza[\w-]{35}|dapi[0-9a-f]{32}|pypi-AgE[\w-]{16}|ATATT3[\w-]{16}|AGE-SECRET-KEY-1[A-Z0-9]{16})/,
    ),
  },
  { what: "a token in a URL", in: matching(/hooks\.slack\.com\/(?:services|triggers|workflows)\/\w/i) },
  {
    what: "a token in a URL",
    in: matching(
      /https?:\/\/[^\s/:@?#]{16,}@|[?&](?:sig|auth|jwt|pass|pw|[\w.%-]*(?:signature|credential|(?:access|account|api|auth|function|private|shared|subscription)[_.-]?key))=[^\s&]/i,
    ),
  },
  // A key to sort by, or to a place in a store, is none.
  {
    what: "a token in a URL",
    in: matching(/[?&](?:code|[\w.%-]*key)=(?=[A-Za-z_.~%-]{0,32}\d)[\w.~%+-]{16}/i),
  },
  {
    what: "a password in a URL",
    in: (text) => text.split("://").some((address, i) => i > 0 && USER_AND_PASSWORD.test(address)),
  },
  // A gateway configuration as JSON, and as the base64 of JSON.
  {
    what: "a gateway configuration",
    in: matching(/\b(?:clientId|privateKey|appKey|serverPublicKeyId)\\?"\s*:/),
  },
  {
    what: "a gateway configuration",
    in: holding(/(?<![A-Za-z0-9+/_-])e[A-Za-z0-9+/_-]{24,}/g, isJsonInBase64),
  },
  // 32 bytes in base64url, alone or behind a region or a host.
  {
    what: "a Keeper one-time access token",
    in: holding(
      /(?<![A-Za-z0-9.-])[A-Za-z][A-Za-z0-9.-]{1,62}:[A-Za-z0-9_-]{43}(?![A-Za-z0-9_=-])/g,
      (part) => looksRandom(part.slice(-43)),
    ),
  },
  {
    what: "a Keeper one-time access token",
    byLooks: true,
    in: holding(/(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_=-])/g, looksRandom),
  },
  {
    what: "an AWS secret access key",
    byLooks: true,
    in: holding(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/g, looksRandom),
  },
  // The parts of a gateway configuration: keys and identifiers.
  {
    what: "a key in base64",
    byLooks: true,
    in: holding(
      /(?<![A-Za-z0-9/+])(?:[A-Za-z0-9/+]{42,}={1,2}|[A-Za-z0-9/+]{64,})(?![A-Za-z0-9/+])/g,
      looksRandom,
    ),
  },
  {
    what: "a password behind its name",
    in: matching(
      /(?:^|[^\w:/.-])[\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token)=[^\s=]|(?:^|[^\w:/.-])\w*(?:passw(?:or)?d|passphrase|pwd):[A-Za-z_./-]*[^A-Za-z_./\s:=-]/i,
    ),
  },
];

/** What stands before the host of a URL: either may be missing, and a slash may be in the password, but a port is none. */
const USER_AND_PASSWORD = /^(?!:@)[^\s/:@?#[]*:(?!\d{1,5}\/)[^\s@?#]*@/;

/** A role that IAM Identity Center made of a permission set, which ends in sixteen digits of its own. */
const PERMISSION_SET_ROLE = /(?<![\w+=,.@-])AWSReservedSSO_[\w+=,.@-]{1,32}_[0-9a-f]{16}(?![\w+=,.@-])/g;

/**
 * What kind of secret a text seems to hold, or undefined for the harmless. Line breaks inside it hide nothing.
 *
 * @param mayLookRandom whether the text is known for something else, which its looks say nothing against
 */
export function secretForm(text: string, mayLookRandom = false): string | undefined {
  const suspect = besidePublicKey(text).replace(PERMISSION_SET_ROLE, "");
  const joined = suspect.replace(/[\r\n]\s*/g, "");
  const forms = mayLookRandom ? FORMS.filter(({ byLooks }) => !byLooks) : FORMS;
  return forms.find((form) => form.in(suspect) || form.in(joined))?.what;
}

function matching(expression: RegExp): SecretForm["in"] {
  return (text) => expression.test(text);
}

function holding(expression: RegExp, isSecret: (part: string) => boolean): SecretForm["in"] {
  return (text) => [...text.matchAll(expression)].some(([part]) => isSecret(part));
}

function isJsonInBase64(text: string): boolean {
  return /^\{\s*"/.test(Buffer.from(text, "base64").toString("latin1"));
}

/**
 * Whether a text is mixed the way random base64 is: every kind of character, hardly one repeated, few signs, and the kind
 * changing from one character to the next more often than it stays. Words and paths, however they are joined, are not.
 */
function looksRandom(text: string): boolean {
  const kinds = [...text].map(kindOf);
  const has = (kind: Kind) => kinds.includes(kind);
  const signs = kinds.filter((kind) => kind === "sign").length;
  const staying = kinds.filter((kind, i) => kind === kinds[i + 1]).length;
  return (
    has("upper") &&
    has("lower") &&
    has("digit") &&
    signs <= text.length / 8 &&
    staying <= 0.55 * text.length &&
    entropy(text) > 4.2
  );
}

type Kind = "upper" | "lower" | "digit" | "sign";

function kindOf(character: string): Kind {
  if (/[a-z]/.test(character)) return "lower";
  if (/[A-Z]/.test(character)) return "upper";
  return /\d/.test(character) ? "digit" : "sign";
}

/** Shannon entropy, bits a character. Random base64 of 40 characters has about 4.9, English words about 3.9. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / text.length) * Math.log2(n / text.length), 0);
}
