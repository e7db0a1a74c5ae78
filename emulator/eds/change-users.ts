import { invalid, RpcError } from "../alibaba/errors";
import { type RpcCall, write } from "../alibaba/rpc-service";
import { hashPassword } from "../passwords";
import type { Tables } from "../store/tables";
import { edsTables, type EdsUser } from "./records";
import {
  asError,
  injectedRefusal,
  isStrongPassword,
  refuse,
  refuseContact,
  unknownUser,
  type UserRefusal,
} from "./rules";

function existing(tables: Tables, name: string): EdsUser {
  const user = edsTables.users(tables).get(name);
  if (user === undefined) throw asError(unknownUser(name));
  return user;
}

/** Changes several users or none: actions without `FailedUsers` refuse the whole call when one name is unknown. */
export function changeAll(tables: Tables, names: readonly string[], change: (user: EdsUser) => EdsUser): void {
  const users = names.map((name) => existing(tables, name));
  for (const user of users) edsTables.users(tables).put(user.EndUserId, change(user));
}

/** Changes each of the users that a call names, 1 to `maximum`; whoever is unknown, or refused by the change, fails alone. */
export function eachUser(
  { params, tables, context }: RpcCall,
  maximum: number,
  change: (user: EdsUser) => EdsUser | UserRefusal,
): { readonly done: readonly string[]; readonly failed: readonly unknown[] } {
  const done: string[] = [];
  const failed: unknown[] = [];
  const users = edsTables.users(tables);
  for (const name of params.requiredList("Users", maximum)) {
    const user = users.get(name);
    const isRefused = user !== undefined && context.refusesMember?.(name) === true;
    const outcome = user === undefined ? unknownUser(name) : isRefused ? injectedRefusal() : change(user);
    if ("ErrorCode" in outcome) failed.push({ EndUserId: name, ...outcome });
    else {
      users.put(name, outcome);
      done.push(name);
    }
  }
  return { done, failed };
}

/** ModifyUser: e-mail and phone only. A parameter that is not sent keeps its value, an empty one clears it. */
export const modifyUser = write(({ params, tables }) => {
  const user = existing(tables, params.requiredText("EndUserId"));
  const email = params.text("Email") ?? user.Email ?? "";
  const phone = params.text("Phone") ?? user.Phone ?? "";
  // An administrator-activated user needs neither; a user-activated one must stay reachable.
  const refusal = refuseContact(email, phone, user.OwnerType === "Normal");
  if (refusal !== undefined) throw asError(refusal);
  edsTables
    .users(tables)
    .put(user.EndUserId, { ...user, Email: email === "" ? undefined : email, Phone: phone === "" ? undefined : phone });
});

/** ChangeUserPassword: sets a chosen password, on administrator-activated users only. */
export const changeUserPassword = write(({ params, tables, now, context }) => {
  const user = existing(tables, params.requiredText("EndUserId"));
  const password = params.requiredText("NewPassword");
  if (user.OwnerType !== "CreateFromManager")
    throw new RpcError(
      400,
      "InvalidOwnerType",
      "The password of a user-activated user cannot be set by an administrator.",
    );
  if (!isStrongPassword(password)) throw invalid("Password", "it does not meet the complexity requirements.");
  const PasswordHash = hashPassword(password, context.random);
  edsTables.users(tables).put(user.EndUserId, { ...user, PasswordHash, PasswordSetTime: now });
});

/** ResetUserPassword: sends reset mails to 1 to 100 users; somebody without an e-mail address fails alone. */
export const resetUserPassword = write((call) => {
  if (call.params.integer("NotifyType", 0, 9) === 0) throw invalid("NotifyType", "valid values are 1 (e-mail).");
  const { done, failed } = eachUser(call, 100, (user) =>
    user.Email === undefined
      ? refuse("InvalidEmail", "The user has no email address.")
      : { ...user, PasswordResetMailTime: call.now },
  );
  return { ResetUsersResult: { ResetUsers: done, FailedUsers: failed } };
});

/** RemoveUsers: 1 to 500 names; an unknown one stands in `FailedUsers` while the others go. */
export const removeUsers = write(({ params, tables, context }) => {
  const removed: string[] = [];
  const failed: unknown[] = [];
  for (const name of params.requiredList("Users", 500)) {
    if (context.refusesMember?.(name) === true) failed.push({ EndUserId: name, ...injectedRefusal() });
    else if (edsTables.users(tables).delete(name)) removed.push(name);
    else failed.push({ EndUserId: name, ...unknownUser(name) });
  }
  return { RemoveUsersResult: { RemovedUsers: removed, FailedUsers: failed } };
});

/** BatchSetDesktopManager: makes up to 500 users local administrators (`"1"`, the default) or takes that away (`"0"`). */
export const batchSetDesktopManager = write(({ params, tables }) => {
  const isManager = (params.oneOf("IsDesktopManager", ["0", "1"]) ?? "1") === "1";
  changeAll(tables, params.requiredList("Users", 500), (user) => ({ ...user, IsLocalAdmin: isManager }));
});

/** MoveUserOrg: moves 1 to 100 users into one organisation. */
export const moveUserOrg = write(({ params, tables }) => {
  const orgId = params.requiredText("OrgId");
  const names = params.requiredList("EndUserIds", 100);
  if (edsTables.orgs(tables).get(orgId) === undefined)
    throw invalid("OrgId", `the organization ${orgId} does not exist.`);
  changeAll(tables, names, (user) => ({ ...user, OrgId: orgId }));
});
