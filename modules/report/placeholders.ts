/** A word that stands in the report for what only Terraform knows. */
export interface Placeholder {
  readonly word: string;
  readonly meaning: string;
}

/** What the app's stacks refer to, and how a reader is told. */
const KNOWN_TO_TERRAFORM: readonly {
  readonly reference: RegExp;
  readonly placeholder: (match: RegExpExecArray) => Placeholder;
}[] = [
  {
    reference: /^data\.aws_caller_identity\.\w+\.account_id$/,
    placeholder: () => ({
      word: "ACCOUNT",
      meaning: "the account whose credentials Terraform is run with: the configuration names none",
    }),
  },
  {
    reference: /^data\.aws_partition\.\w+\.partition$/,
    placeholder: () => ({
      word: "PARTITION",
      meaning: "the partition of that account, e.g. aws: the configuration names none",
    }),
  },
  {
    reference: /^(?:data\.)?aws_iam_role\.\w+\.arn$/,
    placeholder: () => ({ word: "GATEWAY_ROLE_ARN", meaning: "ARN of the gateway's role" }),
  },
  {
    reference: /^aws_secretsmanager_secret\.\w+\.arn$/,
    placeholder: () => ({
      word: "SECRET_ARN",
      meaning: "ARN of the secret that holds the gateway's configuration",
    }),
  },
  {
    reference: /^aws_kms_key\.\w+\.arn$/,
    placeholder: () => ({ word: "KEY_ARN", meaning: "ARN of the key that encrypts that secret" }),
  },
  {
    // The CDK writes the hyphen of an instance's ID as an underscore.
    reference: /^coalesce\(terraform_data\.\w+_i_(\w+)\.input\.(profile|role)_arn,/,
    placeholder: ([, instance, what]) => ({
      word: `FORMER_${what === "profile" ? "PROFILE" : "ROLE"}_ARN(i-${instance})`,
      meaning: `ARN of the ${what === "profile" ? "instance profile" : "role"} that i-${instance} had when it was first planned; the gateway's own where it had none`,
    }),
  },
];

/**
 * A text with words in place of Terraform's references.
 *
 * @param values what to put in place of some words
 */
export function withPlaceholders(
  text: string,
  values: Readonly<Record<string, string>> = {},
): { readonly text: string; readonly used: Placeholder[] } {
  const used: Placeholder[] = [];
  let written = "";
  let rest = text;
  for (let start = rest.indexOf("${"); start >= 0; start = rest.indexOf("${")) {
    const end = closingBrace(rest, start + 2);
    const placeholder = placeholderOf(rest.slice(start + 2, end));
    used.push(placeholder);
    written += rest.slice(0, start) + (values[placeholder.word] ?? placeholder.word);
    rest = rest.slice(end + 1);
  }
  return { text: written + rest, used };
}

function placeholderOf(reference: string): Placeholder {
  for (const { reference: form, placeholder } of KNOWN_TO_TERRAFORM) {
    const match = form.exec(reference);
    if (match) return placeholder(match);
  }
  return {
    word: `TERRAFORM(${reference.replaceAll("${", "{")})`,
    meaning: "what Terraform knows under this name",
  };
}

/** Where the expression ends whose content begins here: expressions stand in each other. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return i;
  }
  return text.length;
}
