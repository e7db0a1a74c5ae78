import type { KindSpec } from "../../model/kind";
import type { ChangeRule, Rule, Violation } from "../../model/rule";
import { connect } from "./calls";
import { fields } from "./fields";

/** Rules over several fields of a CloudIdentity user. */
const rules: readonly Rule[] = [
  {
    fields: ["password", "passwordResetRequired"],
    // Once the user exists, the password may leave the program: nothing is sent for it.
    onlyNew: true,
    check: ({ password, passwordResetRequired }) =>
      passwordResetRequired !== undefined && password === undefined ? NEEDS_PASSWORD : undefined,
  },
];

/** What no action can change on an existing user, refused before any call. All other fields change freely (CloudIdentity UpdateUser, ResetPassword). */
const changeRules: readonly ChangeRule[] = [
  {
    fields: ["password", "passwordResetRequired"],
    check: (before, { password, passwordResetRequired }) =>
      passwordResetRequired !== undefined &&
      passwordResetRequired !== before["passwordResetRequired"] &&
      password === undefined
        ? NEEDS_PASSWORD
        : undefined,
  },
];

const NEEDS_PASSWORD: Violation = {
  field: "passwordResetRequired",
  rule: "needs a password to go with",
  remedy:
    'Declare a password too, or leave passwordResetRequired out. For a new user password: "(generate)" makes one; for an existing user it sends none.',
  source: "CloudIdentity ResetPassword, PasswordResetRequired",
};

/** Users of the account. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "userName",
  idOutput: "userId",
  rules,
  changeRules,
  disable: { cannot: "CloudIdentity cannot disable or lock a user" },
  connect,
};
