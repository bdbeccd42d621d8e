import { DEPLOYER_CATALOG, type Statement } from "../permissions";

const { encryptState, lockState, lockStateInTable, takeRoles } = DEPLOYER_CATALOG;

/** Locks are for who writes: a plan that is made with `-lock=false` takes none. */
const LOCKS: readonly string[] = [lockState.sid, lockStateInTable.sid];

/** What stands between the reader and the state, and is not called reading. */
const OF_THE_STATE: Readonly<Record<string, string>> = {
  [encryptState.sid]: "kms:Decrypt",
  [takeRoles.sid]: "sts:AssumeRole",
};

/** What is left of the deployer's rights for somebody who plans, without a lock, and changes nothing. */
export function planRights(statements: readonly Statement[]): Statement[] {
  return statements
    .filter(({ sid }) => !LOCKS.includes(sid))
    .map((statement) => ({
      ...statement,
      actions: statement.actions.filter(
        (action) => /^\w+:(Get|List|Describe)/.test(action) || OF_THE_STATE[statement.sid] === action,
      ),
    }))
    .filter(({ actions }) => actions.length > 0);
}
