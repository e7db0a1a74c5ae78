import type { ChangeRule, Rule } from "../directory";

const PAGE = "EDS CreateUsers";

/** Rules over several fields of an EDS user. */
export const rules: readonly Rule[] = [
  {
    fields: ["email", "phone", "ownerType"],
    check: ({ email, phone, ownerType }) => {
      const cleared = ownerType === "CreateFromManager" && (email === "" || phone === "");
      if ((email !== undefined && email !== "") || (phone !== undefined && phone !== "") || cleared) return undefined;
      return { field: "email", rule: "or phone is required", remedy: "Declare an e-mail address or a telephone number.", source: `${PAGE}, Users.Email` };
    },
  },
];

/** What no EDS action can change on an existing user, refused before any call. */
export const changeRules: readonly ChangeRule[] = [
  {
    fields: ["password", "ownerType"],
    check: (before, after) => {
      if (after["password"] === undefined || after["password"] === before["password"] || after["ownerType"] === "CreateFromManager") return undefined;
      return {
        field: "password",
        rule: "cannot be set by an administrator for a user who activates the account himself",
        remedy: "Let the user reset it (EDS ResetUserPassword mails a link), put the old value back, or declare ownerType: \"CreateFromManager\" if the account was created so.",
        source: "EDS ChangeUserPassword",
      };
    },
  },
];
