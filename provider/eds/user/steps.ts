import { membershipSteps } from "../../calls/membership-steps";
import type { Change, Step } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { defined, type Fields } from "../../model/values";
import { type BatchLimits, memberOutcomes, type Rpc } from "../api";
import { phoneOnWire } from "./values";

/** The ways to change a living EDS user (EDS API, update actions), in the order in which they must run. */
export function openSteps(service: Service, rpc: Rpc, limits: BatchLimits): readonly Step[] {
  const channel = (user: Fields): Fields =>
    user["businessChannel"] === undefined ? {} : { BusinessChannel: user["businessChannel"] };
  const channelText = (user: Fields): string => String(user["businessChannel"] ?? "");

  const modify = service.batch<Change, void>({
    operation: "ModifyUser",
    limit: 1,
    run: async ([change]) => {
      if (change === undefined) return [];
      await rpc("ModifyUser", "repeatable", {
        query: { EndUserId: change.ref.id, ...contact(change), ...channel(change.desired) },
      });
      return [{ ok: true, value: undefined }];
    },
  });

  const move = service.batch<Change, void>({
    operation: "MoveUserOrg",
    limit: 100,
    bisect: true,
    groupBy: ({ desired }) => `${String(desired["orgId"])} ${channelText(desired)}`,
    run: async (changes) => {
      const user = changes[0]?.desired ?? {};
      await rpc("MoveUserOrg", "repeatable", {
        body: { EndUserIds: changes.map(({ ref }) => ref.id), OrgId: user["orgId"], ...channel(user) },
      });
      return changes.map(() => ({ ok: true, value: undefined }));
    },
  });

  const changeMembers = (operation: "UserBatchJoinGroup" | "UserBatchQuitGroup") => ({
    operation,
    send: async (group: string, changes: readonly Change[]) => {
      await rpc(operation, "repeatable", {
        body: { EndUserIds: changes.map(({ ref }) => ref.id), GroupId: group, ...channel(changes[0]?.desired ?? {}) },
      });
    },
  });

  const setAdmin = service.batch<Change, void>({
    operation: "BatchSetDesktopManager",
    limit: 500,
    bisect: true,
    groupBy: ({ desired }) => `${String(desired["isLocalAdmin"])} ${channelText(desired)}`,
    run: async (changes) => {
      const user = changes[0]?.desired ?? {};
      await rpc("BatchSetDesktopManager", "repeatable", {
        body: {
          Users: changes.map(({ ref }) => ref.id),
          IsDesktopManager: user["isLocalAdmin"] === true ? "1" : "0",
          ...channel(user),
        },
      });
      return changes.map(() => ({ ok: true, value: undefined }));
    },
  });

  const unlock = service.batch<Change, void>({
    operation: "UnlockUsers",
    limit: limits.lock,
    groupBy: ({ desired, changed }) =>
      `${changed.has("autoLockTime") ? String(desired["autoLockTime"]) : ""} ${channelText(desired)}`,
    run: async (changes) => {
      const first = changes[0];
      const lockTime = first?.changed.has("autoLockTime") ? { AutoLockTime: first.desired["autoLockTime"] } : {};
      const names = changes.map(({ ref }) => ref.id);
      const answer = await rpc("UnlockUsers", "repeatable", {
        query: { ...lockTime, ...channel(first?.desired ?? {}) },
        body: { Users: names },
      });
      return memberOutcomes(service, "UnlockUsers", answer, answer["UnlockUsersResult"], names, () => undefined);
    },
  });

  const lock = service.batch<Change, void>({
    operation: "LockUsers",
    limit: limits.lock,
    groupBy: ({ desired }) => channelText(desired),
    run: async (changes) => {
      const names = changes.map(({ ref }) => ref.id);
      const answer = await rpc("LockUsers", "repeatable", {
        query: channel(changes[0]?.desired ?? {}),
        body: { Users: names },
      });
      return memberOutcomes(service, "LockUsers", answer, answer["LockUsersResult"], names, () => undefined);
    },
  });

  const changePassword = service.batch<Change, void>({
    operation: "ChangeUserPassword",
    limit: 1,
    run: async ([change]) => {
      if (change === undefined) return [];
      await rpc("ChangeUserPassword", "repeatable", {
        body: { EndUserId: change.ref.id, NewPassword: change.desired["password"], ...channel(change.desired) },
      });
      return [{ ok: true, value: undefined }];
    },
  });

  return [
    { fields: ["email", "phone"], apply: modify },
    { fields: ["orgId"], apply: move },
    ...membershipSteps(service, {
      field: "groupIdList",
      limit: 100,
      apart: ({ desired }) => channelText(desired),
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
