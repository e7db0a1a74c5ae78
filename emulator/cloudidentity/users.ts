import { isFull } from "../behaviour";
import { isVisible, type ServiceContext } from "../service";
import type { Action } from "./call";
import { businessError, quotaExceeded, userNotFound } from "./errors";
import { newId, removeUser, type StoredUser, usersByName, userTable } from "./records";
import { userRules } from "./rules";
import { userReadView, userView } from "./views";

/** CreateUser: the answer is the whole user. There is no password here; ResetPassword sets one. */
export const createUser: Action = ({ parameters, context }) => {
  const UserName = parameters.required("UserName", userRules.UserName);
  const now = context.now();
  const user: StoredUser = {
    UserId: newId(context.random),
    UserName,
    DisplayName: parameters.text("DisplayName", userRules.DisplayName) ?? "",
    Description: parameters.text("Description", userRules.Description) ?? "",
    Email: parameters.text("Email", userRules.Email) ?? "",
    Phone: parameters.text("Phone", userRules.Phone) ?? "",
    Source: "Manual",
    IdentityType: "Create",
    HasProvision: false,
    password: null,
    PasswordResetRequired: false,
    createdAt: now,
    updatedAt: now,
  };
  requireFreeName(UserName, context);
  if (isFull(userTable(context.tables).size, context.behaviour)) throw quotaExceeded();
  userTable(context.tables).put(user.UserId, user);
  return userView(user, context.behaviour);
};

/** UpdateUser: an omitted parameter keeps its value, `""` clears it; a new UserName renames. */
export const updateUser: Action = ({ parameters, context }) => {
  const user = existing(parameters.required("UserId"), context);
  const changed: StoredUser = {
    ...user,
    UserName: parameters.text("UserName", userRules.UserName) ?? user.UserName,
    DisplayName: parameters.text("DisplayName", userRules.DisplayName) ?? user.DisplayName,
    Description: parameters.text("Description", userRules.Description) ?? user.Description,
    Email: parameters.text("Email", userRules.Email) ?? user.Email,
    Phone: parameters.text("Phone", userRules.Phone) ?? user.Phone,
    updatedAt: context.now(),
  };
  if (changed.UserName !== user.UserName) requireFreeName(changed.UserName, context);
  userTable(context.tables).put(user.UserId, changed);
  return {};
};

/** GetUser. */
export const getUser: Action = ({ parameters, context }) => {
  const user = existing(parameters.required("UserId"), context);
  if (!isVisible(user.createdAt, context)) throw userNotFound();
  return userReadView(user, context.behaviour);
};

/** DeleteUser: not for a synchronised user, nor for one that provisioning has bound to an account. */
export const deleteUser: Action = ({ parameters, context }) => {
  const user = existing(parameters.required("UserId"), context);
  if (user.Source === "Sync")
    throw businessError("ErrDeleteSyncUserNotAllowed", "Deleting a synchronized user is not allowed");
  if (user.HasProvision) throw businessError("UserHasProvision", "The user has user provisionings");
  removeUser(user, context.tables);
  return {};
};

/** The user of that id, visible to reads or not. */
export function existing(userId: string, context: ServiceContext): StoredUser {
  const user = userTable(context.tables).get(userId);
  if (user === undefined) throw userNotFound();
  return user;
}

function requireFreeName(name: string, context: ServiceContext): void {
  if (userTable(context.tables).count(usersByName, name) > 0)
    throw businessError("UserNameAlreadyExists", "User name already exists");
}
