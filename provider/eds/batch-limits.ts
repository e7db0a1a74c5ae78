import type { Account } from "../host/account";

/** Most users of one call, by action. */
export interface BatchLimits {
  readonly create: number;
  /** RemoveUsers. */
  readonly remove: number;
  /** LockUsers and UnlockUsers. */
  readonly lock: number;
}

/**
 * The limits in force. The current pages allow 100 users in CreateUsers and 500 in RemoveUsers, LockUsers and UnlockUsers;
 * editions of 2024 allowed 20 and 100, and sites that still hold to them are served with `rollcall:edsBatchSize` 20.
 */
export function batchLimits({ edsBatchSize }: Pick<Account, "edsBatchSize">): BatchLimits {
  return edsBatchSize === 20 ? { create: 20, remove: 100, lock: 100 } : { create: 100, remove: 500, lock: 500 };
}
