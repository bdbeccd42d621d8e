/** What is asked: whether the gateway may make a call. */
export interface Question {
  /** One action, e.g. `iam:GetUser`, in any capitals. */
  readonly action: string;
  /**
   * ARN of what is acted on, or `*` for a call that names nothing.
   *
   * @default - on what the action is allowed at all
   */
  readonly resource?: string;
  /** What is known of the call, by condition key; null for a key that AWS has no value for. */
  readonly context: Readonly<Record<string, string | null>>;
}

const ACTION = /^[a-z0-9-]+:[a-z0-9]+$/i;
/** The service and the kind of resource stand for themselves in an ARN; region and account may be absent. */
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:[^*?\s]+$/;
/** A condition key: its service or `aws`, and a name; a tag's key is a part of it. */
const KEY = /^[a-z0-9-]+:[^\s=][^=]*$/i;

/** What is wrong with the action of a question; undefined when nothing is. */
export function actionProblem(action: string): string | undefined {
  if (ACTION.test(action)) return undefined;
  return `${JSON.stringify(action)} is not an action: allowed is one, without wildcards, e.g. iam:UpdateLoginProfile`;
}

/** What is wrong with the resource of a question; undefined when nothing is. */
export function resourceProblem(resource: string): string | undefined {
  if (resource === "*" || ARN.test(resource)) return undefined;
  return /[*?]/.test(resource)
    ? `${JSON.stringify(resource)} stands for several resources: allowed is the ARN of one, * for a call that names none, or nothing to see all that the action is allowed on`
    : `${JSON.stringify(resource)} is not an ARN: allowed is e.g. arn:aws:iam::111122223333:user/console-admin, or * for a call that names no resource`;
}

/** What is wrong with a condition key of a question; undefined when nothing is. */
export function keyProblem(key: string): string | undefined {
  if (KEY.test(key)) return undefined;
  return `${JSON.stringify(key)} is not a condition key: allowed is e.g. aws:RequestedRegion or aws:ResourceTag/Team`;
}
