import { ACTIONS } from "../calls";
import type { TextId } from "../model/account";
import type { Texts } from "../model/texts";

/** The name of the policy that allows one action on everything. */
export const extraRight = (action: string): TextId => `extra ${action}`;

/** The policies that somebody attaches to the gateway, for an hour or by mistake: each allows one action, on `*`. */
export const EXTRA_RIGHTS: Texts = Object.fromEntries(
  // To hand a role on is no call of its own, and a right that others ask for.
  ["iam:PassRole", ...ACTIONS].map((action) => [
    extraRight(action),
    { Statement: [{ Effect: "Allow", Action: [action], Resource: ["*"] }] },
  ]),
);
