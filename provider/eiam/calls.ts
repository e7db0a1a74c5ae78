import type { Service } from "../calls/service";
import type { CreateAttempt, DirectoryCalls } from "../directory";
import type { Account } from "../host/account";
import { asRollcallError, RollcallError } from "../errors/error";
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

  /** Names that the service refused as taken: where nobody has exactly such a name, another spelling explains it. */
  const taken = new Set<string>();

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
    async create(user, attempt) {
      try {
        return await create({ user, attempt });
      } catch (error) {
        if (asRollcallError(error).category === "already-exists") taken.add(String(user["username"]));
        throw error;
      }
    },
    async find(key, user) {
      const found = await lookUps.byName(instanceOf(user), key);
      if (found !== undefined || !taken.delete(key)) return found;
      const spelling = await lookUps.otherSpelling(instanceOf(user), key);
      if (spelling !== undefined) throw spelledOtherwise(key, spelling);
      return undefined;
    },
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
    list: () => lookUps.list(instanceOf({})),
    missing: (user) => missingInstance(account, user),
  };
}

/** The service keeps names apart without regard to case, so the wanted one is neither free nor there. */
function spelledOtherwise(key: string, spelling: string): RollcallError {
  return new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: `the instance has an account named ${spelling}, and the service takes names that differ in case only for the same`,
    remedy: `Declare username: ${JSON.stringify(spelling)} to manage that account, or choose another name.`,
    user: key,
  });
}
