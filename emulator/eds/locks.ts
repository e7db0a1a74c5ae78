import { eachUser } from "./change-users";
import { write } from "../alibaba/rpc-service";
import { isLocked } from "./records";
import { autoLockTime } from "./rules";

/** Users of one call. */
const MAX_USERS = 500;

/** LockUsers: 1 to 500 names; locking a locked user succeeds. */
export const lockUsers = write((call) => {
  call.params.boolean("LogoutSession");
  const { done, failed } = eachUser(call, MAX_USERS, (user) => ({ ...user, Locked: true }));
  return { LockUsersResult: { LockedUsers: done, FailedUsers: failed } };
});

/**
 * UnlockUsers: 1 to 500 names; `AutoLockTime` sets the next automatic lock. Without it, a lock time that has passed is
 * dropped (it would lock again at once) and one in the future stays.
 */
export const unlockUsers = write((call) => {
  const next = autoLockTime(call.params);
  const { done, failed } = eachUser(call, MAX_USERS, (user) => {
    const hasPassed = isLocked({ ...user, Locked: false }, call.now);
    return { ...user, Locked: false, AutoLockTime: next ?? (hasPassed ? undefined : user.AutoLockTime) };
  });
  return { UnlockUsersResult: { UnlockedUsers: done, FailedUsers: failed } };
});
