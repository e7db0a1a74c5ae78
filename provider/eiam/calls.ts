import type { Service } from "../calls/service";
import type { CreateAttempt, DirectoryCalls } from "../directory";
import type { Account } from "../host/account";
import { asRollcallError } from "../errors/error";
import { text } from "../json";
import type { Fields, UserRef } from "../user";
import { creation } from "./create";
import { instanceOf as instanceFor, missingInstance } from "./instance";
import { openLookUps } from "./look-ups";
import { oneByOne, openRpc } from "./rpc";
import { openSteps } from "./steps";

/** Most users of one DeleteUsers call; undocumented, the limit of the service's other lists. */
const DELETE_LIMIT = 100;

/** The calls of EIAM under one account. */
export function connect(account: Account, service: Service): DirectoryCalls {
  const rpc = openRpc(account, service);
  const instanceOf = (user: Fields): string => instanceFor(account, user);
  const lookUps = openLookUps(service, rpc);

  const create = oneByOne<{ readonly user: Fields; readonly attempt: CreateAttempt }, UserRef>(service, "CreateUser", async ({ user, attempt }) => {
    const answer = await rpc("CreateUser", "once", creation(instanceOf(user), user, attempt));
    return { id: text(answer["UserId"]) ?? "", key: String(user["username"]) };
  });

  const remove = service.batch<{ readonly instance: string; readonly id: string }, void>({
    operation: "DeleteUsers",
    limit: DELETE_LIMIT,
    bisect: true,
    groupBy: ({ instance }) => instance,
    run: async (users) => {
      await rpc("DeleteUsers", "repeatable", { InstanceId: users[0]?.instance, UserIds: users.map(({ id }) => id) });
      return users.map(() => ({ ok: true, value: undefined }));
    },
  });

  return {
    create: (user, attempt) => create({ user, attempt }),
    find: (key, user) => lookUps.byName(instanceOf(user), key),
    read: (ref, declared, hint) => lookUps.byId(instanceOf(hint.user), ref.id, declared, hint),
    forget: (ref) => lookUps.forget(ref.id),
    async remove(ref, user) {
      lookUps.forget(ref.id);
      try {
        await remove({ instance: instanceOf(user), id: ref.id });
      } catch (error) {
        if (asRollcallError(error).category !== "not-found") throw error;
      }
    },
    steps: openSteps(service, rpc, instanceOf),
    list: (user = {}) => lookUps.list(instanceOf(user)),
    missing: (user) => missingInstance(account, user),
  };
}
