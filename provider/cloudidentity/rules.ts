import type { ChangeRule, Rule } from "../directory";

/** Rules over several fields of a CloudIdentity user. */
export const rules: readonly Rule[] = [
  {
    fields: ["password", "passwordResetRequired"],
    check: ({ password, passwordResetRequired }) => {
      if (passwordResetRequired === undefined || password !== undefined) return undefined;
      return {
        field: "passwordResetRequired",
        rule: "needs a password to go with",
        remedy: "Declare a password too, or leave passwordResetRequired out.",
        source: "CloudIdentity ResetPassword, PasswordResetRequired",
      };
    },
  },
];

/** Every field of an existing user can be changed (CloudIdentity UpdateUser, ResetPassword). */
export const changeRules: readonly ChangeRule[] = [];
