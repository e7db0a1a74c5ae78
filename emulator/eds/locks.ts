import { type RpcCall, write } from "../alibaba/rpc-service";
import { edsTables, isLocked, type EdsUser } from "./records";
import { autoLockTime, injectedRefusal, unknownUser } from "./rules";

const MAX_USERS = 500;

/** Applies a change to each named user; an unknown one fails alone. */
function eachUser(
  { params, tables, context }: RpcCall,
  change: (user: EdsUser) => EdsUser,
): { done: string[]; failed: unknown[] } {
  const done: string[] = [];
  const failed: unknown[] = [];
  for (const name of params.requiredList("Users", MAX_USERS)) {
    const user = edsTables.users(tables).get(name);
    if (user === undefined) failed.push({ EndUserId: name, ...unknownUser(name) });
    else if (context.refusesMember?.(name) === true) failed.push({ EndUserId: name, ...injectedRefusal() });
    else {
      edsTables.users(tables).put(name, change(user));
      done.push(name);
    }
  }
  return { done, failed };
}

/** LockUsers: 1 to 500 names; locking a locked user succeeds. */
export const lockUsers = write((call) => {
  call.params.boolean("LogoutSession");
  const { done, failed } = eachUser(call, (user) => ({ ...user, Locked: true }));
  return { LockUsersResult: { LockedUsers: done, FailedUsers: failed } };
});

/**
 * UnlockUsers: 1 to 500 names; `AutoLockTime` sets the next automatic lock. Without it, a lock time that has passed is
 * dropped (it would lock again at once) and one in the future stays.
 */
export const unlockUsers = write((call) => {
  const next = autoLockTime(call.params);
  const { done, failed } = eachUser(call, (user) => {
    const hasPassed = isLocked({ ...user, Locked: false }, call.now);
    return { ...user, Locked: false, AutoLockTime: next ?? (hasPassed ? undefined : user.AutoLockTime) };
  });
  return { UnlockUsersResult: { UnlockedUsers: done, FailedUsers: failed } };
});
