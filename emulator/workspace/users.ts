import { isFull } from "../behaviour";
import { hashPassword } from "../passwords";
import { hexText } from "../random";
import { isVisible, type ServiceContext } from "../service";
import { asFields, type Operation } from "./call";
import { groupMissing, invalid, quotaExceeded, userExists, userMissing } from "./errors";
import { defaultEnterpriseProjectId, mainDomain } from "./furnish";
import { groupTable, type StoredUser, usersByName, userTable } from "./records";
import { choice, createRules, editRules, expiryTime, flag, ids, requireReachable, text, type Fields } from "./rules";
import { userDetail } from "./views";

const activeTypes = ["USER_ACTIVATE", "ADMIN_ACTIVATE"] as const;

/**
 * "Creating Users in Batches": 200 with an empty body, no ids. Whether the service creates the good members of a batch with
 * a bad one is not published; the emulator creates none, which is the harder case for a client.
 */
export const batchCreateUsers: Operation = ({ body, context }) => {
  const members = body["users"];
  if (!Array.isArray(members) || members.length < 1 || members.length > 200)
    throw invalid("users must be a list of 1 to 200 users");
  const users = members.map((member: unknown, index) => newUser(asFields(member, `users[${index}]`), context));
  refuseMembers(
    users.map((user) => user.user_name),
    context,
  );
  addUsers(users, context);
  return { status: 200 };
};

/** "Creating a User": 201 with the id. */
export const createUser: Operation = ({ body, context }) => {
  const user = newUser(body, context);
  addUsers([user], context);
  return { status: 201, body: { id: user.id } };
};

/** "Querying User Details". */
export const showUser: Operation = ({ path, context }) => {
  const user = existing(path, context);
  if (!isVisible(user.created_at, context)) throw userMissing();
  return { status: 200, body: { user_detail: userDetail(user, context) } };
};

/** "Modifying User Information": an omitted field keeps its value, `""` clears it. */
export const updateUser: Operation = ({ path, body, context }) => {
  const user = existing(path, context);
  const active_type = choice(body, "active_type", activeTypes) ?? user.active_type;
  const expires = text(body, "account_expires", editRules.account_expires);
  const changed: StoredUser = {
    ...user,
    active_type,
    user_email: text(body, "user_email", editRules.user_email) ?? user.user_email,
    user_phone: text(body, "user_phone", editRules.user_phone) ?? user.user_phone,
    description: text(body, "description", editRules.description) ?? user.description,
    user_info_map: text(body, "user_info_map", editRules.user_info_map) ?? user.user_info_map,
    account_expires: expires === undefined ? user.account_expires : expiryTime(expires),
    enable_change_password: flag(body, "enable_change_password") ?? user.enable_change_password,
    next_login_change_password: changeAtNextLogin(
      active_type,
      flag(body, "next_login_change_password") ?? user.next_login_change_password,
    ),
    password_never_expired: flag(body, "password_never_expired") ?? user.password_never_expired,
    disabled: flag(body, "disabled") ?? user.disabled,
  };
  requireReachable(changed.active_type, changed.user_email, changed.user_phone);
  userTable(context.tables).put(user.id, changed);
  return { status: 200, body: { id: user.id } };
};

/** "Deleting a User". */
export const deleteUser: Operation = ({ path, context }) => {
  userTable(context.tables).delete(existing(path, context).id);
  return { status: 204 };
};

/** "Deleting Users in Batches": none is deleted when one is unknown (the emulator's choice, as for creation). */
export const batchDeleteUsers: Operation = ({ body, context }) => {
  const userIds = ids(body, "user_ids", { min: 1, max: 100 });
  if (userIds === undefined) throw invalid("user_ids is required");
  const users = userTable(context.tables);
  if (userIds.some((id) => users.get(id) === undefined)) throw userMissing();
  refuseMembers(userIds, context);
  for (const id of userIds) users.delete(id);
  return { status: 204 };
};

/** The user named in the path, visible to reads or not. */
export function existing(path: Readonly<Record<string, string>>, context: ServiceContext): StoredUser {
  const user = userTable(context.tables).get(path["user_id"] ?? "");
  if (user === undefined) throw userMissing();
  return user;
}

function newUser(fields: Fields, context: ServiceContext): StoredUser {
  const { random } = context;
  const user_name = text(fields, "user_name", createRules.user_name);
  if (user_name === undefined) throw invalid("user_name is required");
  const active_type = choice(fields, "active_type", activeTypes) ?? "USER_ACTIVATE";
  const password = text(fields, "password", createRules.password);
  if (active_type === "ADMIN_ACTIVATE" && password === undefined)
    throw invalid("password is required when active_type is ADMIN_ACTIVATE");
  const user_email = text(fields, "user_email", createRules.user_email) ?? "";
  const user_phone = text(fields, "user_phone", createRules.user_phone) ?? "";
  requireReachable(active_type, user_email, user_phone);
  const group_ids = ids(fields, "group_ids", { min: 1, max: 5 }) ?? [];
  const groups = groupTable(context.tables);
  if (group_ids.some((id) => groups.get(id) === undefined)) throw groupMissing();
  return {
    id: hexText(32, random),
    sid: `S-1-5-21-${Math.floor(random() * 4e9)}-${Math.floor(random() * 4e9)}-${Math.floor(random() * 4e9)}-${1000 + Math.floor(random() * 1e6)}`,
    user_name,
    user_email,
    user_phone,
    account_expires: expiryTime(text(fields, "account_expires", createRules.account_expires) ?? "0"),
    active_type,
    enable_change_password: flag(fields, "enable_change_password") ?? true,
    next_login_change_password: changeAtNextLogin(active_type, flag(fields, "next_login_change_password") ?? true),
    password_never_expired: false,
    disabled: false,
    locked: false,
    group_ids,
    description: text(fields, "description", createRules.description) ?? "",
    alias_name: text(fields, "alias_name", createRules.alias_name) ?? "",
    enterprise_project_id:
      text(fields, "enterprise_project_id", createRules.enterprise_project_id) || defaultEnterpriseProjectId,
    domain: text(fields, "domain", createRules.domain) || mainDomain,
    user_info_map: text(fields, "user_info_map", createRules.user_info_map) ?? "",
    password: password === undefined ? null : hashPassword(password, random),
    created_at: context.now(),
  };
}

function addUsers(users: readonly StoredUser[], context: ServiceContext): void {
  const table = userTable(context.tables);
  const names = new Set<string>();
  for (const { user_name } of users) {
    if (names.has(user_name) || table.count(usersByName, user_name) > 0) throw userExists(user_name);
    names.add(user_name);
  }
  if (isFull(table.size + users.length - 1, context.behaviour)) throw quotaExceeded();
  for (const user of users) table.put(user.id, user);
}

/** Fault `partial`: one refused member sinks its batch here, as any other bad member does. */
function refuseMembers(members: readonly string[], context: ServiceContext): void {
  const refused = members.filter((member) => context.refusesMember?.(member) === true);
  if (refused.length > 0) throw invalid(`refused by the emulator's faults: ${refused.join(", ")}`);
}

/** The flag only has an effect with ADMIN_ACTIVATE; a user who activates the account always chooses a password. */
function changeAtNextLogin(activeType: StoredUser["active_type"], asked: boolean): boolean {
  return activeType === "USER_ACTIVATE" || asked;
}
