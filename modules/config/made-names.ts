import {
  IAM_PATH,
  INSTANCE_PROFILE_ARN,
  INSTANCE_PROFILE_NAME,
  keepsRule,
  KEY_ARN,
  POLICY_ARN,
  PRINCIPAL_ARN,
  ROLE_ARN,
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  SECRET_ARN,
  SECRET_NAME,
  USER_ARN,
  USER_NAME,
  type NameRule,
  type Path,
} from "../permissions";
import { schemaAt } from "./schema-node";

/** What AWS and its tools give names of their own making, which can look as random as a secret does. */
const NAMES: readonly NameRule[] = [
  ROLE_NAME,
  ROLE_NAME_PREFIX,
  USER_NAME,
  SECRET_NAME,
  INSTANCE_PROFILE_NAME,
  IAM_PATH,
];
const ARNS: readonly NameRule[] = [
  ROLE_ARN,
  USER_ARN,
  PRINCIPAL_ARN,
  POLICY_ARN,
  INSTANCE_PROFILE_ARN,
  SECRET_ARN,
  KEY_ARN,
];

/** Whether a text is a whole ARN, or a name that AWS can have made, where such a name belongs. */
export function isMadeName(text: string, path: Path): boolean {
  const node = schemaAt(path);
  const patterns = [node, ...(node?.anyOf ?? [])].map((alternative) => alternative?.pattern);
  const expected = NAMES.filter(({ pattern }) => patterns.includes(pattern.source));
  return (
    ARNS.some((rule) => keepsRule(rule, text)) ||
    // AWS makes no name with the signs that base64 and variables have.
    (!/[=+,@]/.test(text) && !mayBeKey(text) && expected.some((rule) => keepsRule(rule, text)))
  );
}

/** Whether a text has the length and the signs of a secret access key: a name that AWS makes has no slash in it. */
function mayBeKey(text: string): boolean {
  return text.includes("/") && /^[A-Za-z0-9/]{40}$/.test(text);
}
