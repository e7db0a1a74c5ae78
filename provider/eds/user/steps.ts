import { oneByOne, together } from "../../calls/gathered";
import { membershipSteps } from "../../calls/membership-steps";
import type { Change, Step } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, defined, type Fields } from "../../model/values";
import { type BatchLimits, memberOutcomes, type Rpc } from "../api";
import { channel, channelKey, phoneOnWire } from "./values";

/** The ways to change a living EDS user (EDS API, update actions), in the order in which they must run. */
export function openSteps(service: Service, rpc: Rpc, limits: BatchLimits): readonly Step[] {
  const modify = oneByOne<Change, void>(service, "ModifyUser", async (change) => {
    const query = { EndUserId: change.ref.id, ...contact(change), ...channel(change.desired) };
    await rpc("ModifyUser", "repeatable", { query });
  });

  /** @param body of a call for people of whom all get the value that one of them is to have */
  const setForMany = (operation: string, limit: number, body: (user: Fields, ids: readonly string[]) => Bag) =>
    together<Change>(
      service,
      {
        operation,
        limit,
        bisect: true,
        groupBy: ({ desired }) => JSON.stringify([body(desired, []), channelKey(desired)]),
      },
      (changes) => {
        const user = changes[0]?.desired ?? {};
        return rpc(operation, "repeatable", { body: { ...body(user, names(changes)), ...channel(user) } });
      },
    );
  const move = setForMany("MoveUserOrg", 100, ({ orgId }, ids) => ({ EndUserIds: ids, OrgId: orgId }));
  const setAdmin = setForMany("BatchSetDesktopManager", 500, ({ isLocalAdmin }, ids) => ({
    Users: ids,
    IsDesktopManager: isLocalAdmin === true ? "1" : "0",
  }));

  const changeMembers = (operation: "UserBatchJoinGroup" | "UserBatchQuitGroup") => ({
    operation,
    send: async (group: string, changes: readonly Change[]) => {
      const body = { EndUserIds: names(changes), GroupId: group, ...channel(changes[0]?.desired) };
      await rpc(operation, "repeatable", { body });
    },
  });

  /** @param lockTime of a change that sets one */
  const switchLock = (operation: "LockUsers" | "UnlockUsers", lockTime: (change: Change) => Fields) =>
    service.batch<Change, void>({
      operation,
      limit: limits.lock,
      groupBy: (change) => JSON.stringify([lockTime(change), channelKey(change.desired)]),
      run: async (changes) => {
        const [first] = changes;
        const query = first === undefined ? {} : { ...lockTime(first), ...channel(first.desired) };
        const answer = await rpc(operation, "repeatable", { query, body: { Users: names(changes) } });
        return memberOutcomes(service, operation, answer, names(changes), () => undefined);
      },
    });
  const unlock = switchLock("UnlockUsers", ({ desired, changed }) =>
    changed.has("autoLockTime") ? defined({ AutoLockTime: desired["autoLockTime"] }) : {},
  );
  const lock = switchLock("LockUsers", () => ({}));

  const changePassword = oneByOne<Change, void>(service, "ChangeUserPassword", async ({ ref, desired }) => {
    const body = { EndUserId: ref.id, NewPassword: desired["password"], ...channel(desired) };
    await rpc("ChangeUserPassword", "repeatable", { body });
  });

  return [
    { fields: ["email", "phone"], apply: modify },
    { fields: ["orgId"], apply: move },
    ...membershipSteps(service, {
      field: "groupIdList",
      limit: 100,
      apart: ({ desired }) => channelKey(desired),
      add: changeMembers("UserBatchJoinGroup"),
      remove: changeMembers("UserBatchQuitGroup"),
      gone: ({ category, cloudCode = "" }) =>
        /Group/.test(cloudCode) && /Invalid|NotFound|NotExist/.test(cloudCode)
          ? "group"
          : category === "not-found"
            ? "user"
            : undefined,
    }),
    { fields: ["isLocalAdmin"], apply: setAdmin },
    { fields: ["password"], apply: changePassword },
    {
      // Setting a lock time goes through UnlockUsers, which also unlocks: a locked user is locked again afterwards.
      fields: ["autoLockTime", "status"],
      apply: async (change) => {
        const status = change.desired["status"] ?? change.observed?.fields["status"];
        if (change.changed.has("autoLockTime") || status === "enabled") await unlock(change);
        if (status === "disabled") await lock(change);
      },
    },
  ];
}

function names(changes: readonly Change[]): readonly string[] {
  return changes.map(({ ref }) => ref.id);
}

/**
 * E-mail and phone as ModifyUser wants them: both, because it is not documented whether one left out keeps its value. What
 * the program does not declare goes back as it was read.
 */
function contact(change: Change): Fields {
  const { desired, observed } = change;
  const email = desired["email"] ?? observed?.fields["email"];
  const phone = desired["phone"] === undefined ? observed?.fields["phone"] : phoneOnWire(String(desired["phone"]));
  return defined({ Email: email, ...(phone !== undefined && !isMasked(phone) && { Phone: phone }) });
}

/** A masked number must not be written back over the real one. */
function isMasked(phone: unknown): boolean {
  return typeof phone === "string" && phone.includes("*");
}
