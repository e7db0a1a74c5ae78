import { write } from "../alibaba/rpc-service";
import { edsTables } from "./records";
import { injectedRefusal, unknownUser } from "./rules";

const MAX_USERS = 500;

/** RemoveUsers: 1 to 500 names; an unknown one stands in `FailedUsers` while the others go. */
export const removeUsers = write(({ params, tables, context }) => {
  const removed: string[] = [];
  const failed: unknown[] = [];
  for (const name of params.requiredList("Users", MAX_USERS)) {
    if (context.refusesMember?.(name) === true) failed.push({ EndUserId: name, ...injectedRefusal() });
    else if (edsTables.users(tables).delete(name)) removed.push(name);
    else failed.push({ EndUserId: name, ...unknownUser(name) });
  }
  return { RemoveUsersResult: { RemovedUsers: removed, FailedUsers: failed } };
});
