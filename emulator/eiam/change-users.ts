import type { RpcParams } from "../alibaba/params";
import { type RpcCall, write } from "../alibaba/rpc-service";
import { hashPassword } from "../passwords";
import { applyCustomFields } from "./custom-fields";
import { instanceOf, userOf, type EiamUser } from "./records";
import {
  checkNotificationChannels,
  email,
  forcedUpdateStatus,
  limitedText,
  phone,
  requireAllowedPassword,
  username,
} from "./user-fields";
import { deleteUser, duplicateOf, saveUser } from "./user-store";

function sent(params: RpcParams, name: string): boolean {
  return params.text(name) !== undefined;
}

/** Saves a changed user unless a value belongs to somebody else. */
export function update(call: RpcCall, change: (user: EiamUser) => Partial<EiamUser>): void {
  const user = userOf(call);
  const changed: EiamUser = { ...user, ...change(user), UpdateTime: call.now };
  const refusal = duplicateOf(call.tables, changed);
  if (refusal !== undefined) throw refusal;
  saveUser(call.tables, changed);
}

/** UpdateUser. A parameter that is not sent leaves its field alone, an empty one clears it. */
export const updateUser = write((call) => {
  const { params, tables } = call;
  const instance = instanceOf(call);
  update(call, (user) => ({
    ...(sent(params, "Username") ? { Username: username(params) } : {}),
    ...(sent(params, "DisplayName") ? { DisplayName: limitedText(params, "DisplayName", 256) } : {}),
    ...(sent(params, "PhoneNumber") ? phone(params) : {}),
    ...(sent(params, "Email") ? email(params) : {}),
    CustomFields: applyCustomFields(params, tables, instance, user.CustomFields, true),
  }));
});

/** UpdateUserDescription: UpdateUser does not carry the description. */
export const updateUserDescription = write((call) => {
  update(call, () => ({ Description: limitedText(call.params, "Description", 256) }));
});

/** UpdateUserPassword. */
export const updateUserPassword = write((call) => {
  const { params, context } = call;
  const password = params.requiredText("Password");
  requireAllowedPassword(params, password);
  checkNotificationChannels(params);
  const PasswordForcedUpdateStatus = forcedUpdateStatus(params);
  update(call, () => ({ PasswordHash: hashPassword(password, context.random), PasswordForcedUpdateStatus }));
});

/** EnableUser; enabling an enabled user succeeds. */
export const enableUser = write((call) => update(call, () => ({ Status: "enabled" })));

/** DisableUser; disabling a disabled user succeeds. */
export const disableUser = write((call) => update(call, () => ({ Status: "disabled" })));

/** UnlockUser: ends a lock that failed log-ins caused. */
export const unlockUser = write((call) => {
  update(call, () => ({ LockExpireTime: undefined }));
});

/** DeleteUser: the account and what belongs to it. Throws `ResourceNotFound.User` for an unknown one. */
export const deleteOneUser = write((call) => deleteUser(call.tables, userOf(call)));

/** DeleteUsers: up to 100, all or none. The page names neither the limit nor what an unknown member does to the others. */
export const deleteUsers = write((call) => {
  const users = call.params.requiredList("UserIds", 100).map((id) => userOf(call, id));
  for (const user of users) deleteUser(call.tables, user);
});
