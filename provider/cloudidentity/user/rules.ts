import type { ChangeRule, Rule, Violation } from "../../model/rule";

/** Rules over several fields of a CloudIdentity user. */
export const rules: readonly Rule[] = [
  {
    fields: ["password", "passwordResetRequired"],
    // Once the user exists, the password may leave the program: nothing is sent for it.
    onlyNew: true,
    check: ({ password, passwordResetRequired }) =>
      passwordResetRequired !== undefined && password === undefined ? NEEDS_PASSWORD : undefined,
  },
];

/** What no action can change on an existing user, refused before any call. All other fields change freely (CloudIdentity UpdateUser, ResetPassword). */
export const changeRules: readonly ChangeRule[] = [
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
