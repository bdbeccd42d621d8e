/**
 * What a secret looks like. Nothing in a configuration file is one, so whatever looks like one is refused rather than
 * written into Terraform code and state.
 */

interface SecretForm {
  /** What it seems to be, with its article. */
  readonly what: string;
  readonly matches: (value: string) => boolean;
}

const pattern = (expression: RegExp) => (value: string) => expression.test(value);

const FORMS: readonly SecretForm[] = [
  { what: "a private key", matches: pattern(/-----BEGIN [A-Z ]*PRIVATE KEY-----/) },
  { what: "an AWS access key ID", matches: pattern(/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/) },
  // A gateway configuration as JSON, and as the base64 of JSON, compact or with white space behind the brace.
  {
    what: "a gateway configuration",
    matches: pattern(/\b(?:clientId|privateKey|appKey|serverPublicKeyId)"\s*:/),
  },
  {
    what: "a gateway configuration",
    matches: pattern(/(?<![A-Za-z0-9+/_-])(?:eyJ|eyAi|ewo|ew0K)[A-Za-z0-9+/_-]{24,}/),
  },
  // REGION:token or host:token, 32 bytes in base64url; the token may also stand alone.
  {
    what: "a Keeper one-time access token",
    matches: (value) => randomIn(value, /^(?:[A-Za-z0-9.-]+:)?([A-Za-z0-9_-]{43}=?)$/),
  },
  {
    what: "an AWS secret access key",
    matches: (value) => randomIn(value, /(?<![A-Za-z0-9/+=])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/),
  },
  // The parts of a gateway configuration: keys and identifiers in base64.
  {
    what: "a key in base64",
    matches: (value) => randomIn(value, /(?<![A-Za-z0-9/+=])([A-Za-z0-9/+]{64,}={0,2})/),
  },
];

/** What kind of secret a value seems to be, or undefined for the harmless. Line breaks inside a value hide nothing. */
export function secretForm(value: string): string | undefined {
  const joined = value.replace(/[\r\n]\s*/g, "");
  return FORMS.find(({ matches }) => matches(value) || matches(joined))?.what;
}

/** Whether the captured part looks random: mixed in kind, with hardly a character repeated, unlike words and paths. */
function randomIn(value: string, expression: RegExp): boolean {
  const found = expression.exec(value)?.[1];
  return (
    found !== undefined &&
    /[a-z]/.test(found) &&
    /[A-Z]/.test(found) &&
    /\d/.test(found) &&
    entropy(found) > 4.2
  );
}

/** Shannon entropy, bits a character. Random base64 of 40 characters has about 4.9, English words about 3.9. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / value.length) * Math.log2(n / value.length), 0);
}
