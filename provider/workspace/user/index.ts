import type { KindSpec } from "../../model/kind";
import { groupsAtCreation } from "../../model/memberships";
import type { Rule } from "../../model/rule";
import { connect } from "./calls";
import { fields } from "./fields";

const PAGE = "Workspace BatchCreateUsers";

const isFilled = (value: unknown): boolean => value !== undefined && value !== "";
/** Undeclared, the service lets the user activate the account. */
const byAdministrator = (activeType: unknown): boolean => activeType === "ADMIN_ACTIVATE";

/** Rules over several fields of a Workspace user. */
const rules: readonly Rule[] = [
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
        remedy:
          'Declare an initial password, or password: "(generate)" for one that Rollcall makes, or declare activeType: "USER_ACTIVATE" and an e-mail address or mobile number.',
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
  groupsAtCreation("groupIds", 5, `${PAGE}, group_ids`),
];

/** Desktop users. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "userName",
  idOutput: "userId",
  computed: { locked: "Whether the service has locked the account, as after failed logins." },
  findsTogether: true,
  rules,
  disable: { set: { disabled: true } },
  connect,
};
