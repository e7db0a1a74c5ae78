import { generatePassword, hashPassword } from "../passwords";
import type { ServiceContext } from "../service";
import type { Operation } from "./call";
import { invalid } from "./errors";
import { userTable, type StoredUser } from "./records";
import { choice } from "./rules";
import { existing } from "./users";

/** "Performing an Operation on a User": locks, unlocks, or sends a reset to the user's mailbox or phone. */
export const changeUserStatus: Operation = ({ path, body, context }) => {
  const user = existing(path, context);
  const operation = choice(body, "op_type", ["LOCK", "UNLOCK", "RESET_PWD"] as const);
  if (operation === undefined) throw invalid("op_type is required");
  if (operation === "RESET_PWD") {
    if (user.user_email === "" && user.user_phone === "")
      throw invalid("the user has no user_email or user_phone to notify; use random-password");
    setRandomPassword(user, context);
  } else {
    userTable(context.tables).put(user.id, { ...user, locked: operation === "LOCK" });
  }
  return { status: 204 };
};

/** "Randomly Generating a Password": a GET that changes the password and answers the new one in clear. */
export const resetRandomPassword: Operation = ({ path, query, context }) => {
  const user = existing(path, context);
  const channels = (query.get("notification_type") ?? "").split(",").filter((channel) => channel !== "");
  if (channels.length === 0 && user.active_type === "USER_ACTIVATE")
    throw invalid("notification_type is required for a user who activates the account");
  for (const channel of channels) {
    if (channel !== "email" && channel !== "phone") throw invalid("notification_type must be email, phone or both");
    if (user[channel === "email" ? "user_email" : "user_phone"] === "")
      throw invalid(`the user has no ${channel} to notify`);
  }
  return { status: 200, body: { password: setRandomPassword(user, context) } };
};

/** "Resending an Activation Email": only for users who activate the account. The status is the emulator's choice. */
export const resendEmail: Operation = ({ path, context }) => {
  if (existing(path, context).active_type !== "USER_ACTIVATE")
    throw invalid("only a user of active_type USER_ACTIVATE gets an activation message");
  return { status: 204 };
};

function setRandomPassword(user: StoredUser, context: ServiceContext): string {
  const { random } = context;
  const password = generatePassword(random);
  userTable(context.tables).put(user.id, { ...user, password: hashPassword(password, random) });
  return password;
}
