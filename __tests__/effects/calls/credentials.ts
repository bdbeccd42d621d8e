import type { Account, User } from "../model/account";
import { withGuise, withMember, withoutMember, withThing } from "../model/account";
import type { Call, CallsByAction, Means, Situation } from "./call";
import { all, demandOn } from "./demands";

/** What the attacker knows or holds. */
const HIS = { password: "attacker's password", key: "attacker's key", device: "attacker's device" };
const INACTIVE = " (inactive)";

/** A call on users, each of whom becomes another one by it, or is none for it. */
function onUsers(
  action: string,
  means: Means,
  become: (user: User) => readonly Partial<User>[],
): CallsByAction {
  return {
    [action]: (situation: Situation): Call[] =>
      all(situation.account, "users").flatMap((user) =>
        become(user).map((change) => ({
          action,
          on: user.id,
          means,
          demands: [demandOn(situation, action, "users", user.id)],
          after: () => withUser(situation.account, { ...user, ...change }),
        })),
      ),
  };
}

/** An account with another state of a user, as whom the attacker can act if he knows enough. */
function withUser(account: Account, user: User): Account {
  const changed = withThing(account, "users", user);
  // Somebody who has an MFA device signs in with one of his devices.
  const signsIn = user.password === HIS.password && (user.mfa.length === 0 || user.mfa.includes(HIS.device));
  return signsIn || user.keys.includes(HIS.key) ? withGuise(changed, user.id) : changed;
}

const other =
  (name: string) =>
  (user: User): Partial<User>[] =>
    user.others.includes(name) ? [] : [{ others: withMember(user.others, name) }];
const without =
  (name: RegExp) =>
  (user: User): Partial<User>[] =>
    user.others.filter((one) => name.test(one)).map((one) => ({ others: withoutMember(user.others, one) }));
const inOtherState =
  (name: RegExp) =>
  (user: User): Partial<User>[] =>
    user.others
      .filter((one) => name.test(one))
      .map((one) => ({ others: user.others.map((same) => (same === one ? `${one}, changed` : same)) }));

const credential = (action: string, become: (user: User) => readonly Partial<User>[]) =>
  onUsers(action, "user's credential", become);

/**
 * Passwords, keys and second factors of users.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_manage-disable.html
 */
export const CREDENTIAL_CALLS: CallsByAction = {
  // A user has two access keys at most.
  ...credential("iam:CreateAccessKey", ({ keys }) =>
    keys.length >= 2 || keys.includes(HIS.key) ? [] : [{ keys: withMember(keys, HIS.key) }],
  ),
  ...credential("iam:DeleteAccessKey", ({ keys }) => keys.map((key) => ({ keys: withoutMember(keys, key) }))),
  ...credential("iam:UpdateAccessKey", ({ keys }) =>
    keys.map((key) => ({
      keys: keys.map((one) => {
        if (one !== key) return one;
        return key.endsWith(INACTIVE) ? key.slice(0, -INACTIVE.length) : key + INACTIVE;
      }),
    })),
  ),
  ...credential("iam:CreateLoginProfile", ({ password }) =>
    password === undefined ? [{ password: HIS.password }] : [],
  ),
  ...credential("iam:UpdateLoginProfile", ({ password }) =>
    password === undefined || password === HIS.password ? [] : [{ password: HIS.password }],
  ),
  ...credential("iam:DeleteLoginProfile", ({ password }) =>
    password === undefined ? [] : [{ password: undefined }],
  ),
  ...credential("iam:UploadSSHPublicKey", other("ssh: attacker's")),
  ...credential("iam:UpdateSSHPublicKey", inOtherState(/^ssh: [^,]*$/)),
  ...credential("iam:DeleteSSHPublicKey", without(/^ssh:/)),
  ...credential("iam:UploadSigningCertificate", other("certificate: attacker's")),
  ...credential("iam:UpdateSigningCertificate", inOtherState(/^certificate: [^,]*$/)),
  ...credential("iam:DeleteSigningCertificate", without(/^certificate:/)),
  ...credential("iam:CreateServiceSpecificCredential", other("service: attacker's")),
  ...credential("iam:ResetServiceSpecificCredential", inOtherState(/^service: [^,]*$/)),
  ...credential("iam:UpdateServiceSpecificCredential", inOtherState(/^service: [^,]*$/)),
  ...credential("iam:DeleteServiceSpecificCredential", without(/^service:/)),
  ...onUsers("iam:EnableMFADevice", "MFA device", ({ mfa }) =>
    mfa.includes(HIS.device) ? [] : [{ mfa: withMember(mfa, HIS.device) }],
  ),
  ...onUsers("iam:DeactivateMFADevice", "MFA device", ({ mfa }) =>
    mfa.map((device) => ({ mfa: withoutMember(mfa, device) })),
  ),
};
