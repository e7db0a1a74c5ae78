import type { ChangeRule, Rule } from "../directory";

const PAGE = "Workspace BatchCreateUsers";

const isFilled = (value: unknown): boolean => value !== undefined && value !== "";
/** Undeclared, the service lets the user activate the account. */
const byAdministrator = (activeType: unknown): boolean => activeType === "ADMIN_ACTIVATE";

/** Rules over several fields of a Workspace user. */
export const rules: readonly Rule[] = [
  {
    fields: ["activeType", "userEmail", "userPhone"],
    check: ({ activeType, userEmail, userPhone }) => {
      if (byAdministrator(activeType) || isFilled(userEmail) || isFilled(userPhone)) return undefined;
      return {
        field: "userEmail",
        rule: "or userPhone is required for a user who activates the account (activeType USER_ACTIVATE, the default)",
        remedy: 'Declare an e-mail address or a mobile number, or declare activeType: "ADMIN_ACTIVATE" and a password.',
        source: `${PAGE}, active_type`,
      };
    },
  },
  {
    fields: ["activeType", "password"],
    // Once the user exists, the password may leave the program: nothing is sent for it.
    onlyNew: true,
    check: ({ activeType, password }) => {
      if (!byAdministrator(activeType) || password !== undefined) return undefined;
      return {
        field: "password",
        rule: "is required to create a user whom the administrator activates (activeType ADMIN_ACTIVATE)",
        remedy: 'Declare an initial password, or declare activeType: "USER_ACTIVATE" and an e-mail address or mobile number.',
        source: `${PAGE}, password`,
      };
    },
  },
  {
    fields: ["activeType", "nextLoginChangePassword"],
    check: ({ activeType, nextLoginChangePassword }) => {
      if (byAdministrator(activeType) || nextLoginChangePassword !== false) return undefined;
      return {
        field: "nextLoginChangePassword",
        rule: "cannot be false for a user who activates the account (activeType USER_ACTIVATE, the default): the service keeps it true",
        remedy: 'Leave it out, or declare activeType: "ADMIN_ACTIVATE".',
        source: `${PAGE}, next_login_change_password`,
      };
    },
  },
];

/** What no Workspace action can change on an existing user, refused before any call. */
export const changeRules: readonly ChangeRule[] = [
  {
    fields: ["password"],
    check: (before, after) => {
      if (after["password"] === undefined || after["password"] === before["password"]) return undefined;
      return {
        field: "password",
        rule: "of an existing user cannot be set to a chosen value: Workspace only resets it to a random one",
        remedy:
          "Leave the old value or drop password from the program (nothing is sent), and let an administrator reset it: the operation RESET_PWD mails or texts the user, " +
          "random-password shows a new one. For a password of your choice the user must be created anew, under another userName.",
        source: "Workspace ChangeUserStatus, ResetRandomPassword",
      };
    },
  },
];
