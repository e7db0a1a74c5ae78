import type { KindSpec } from "../../model/kind";
import { groupsAtCreation } from "../../model/memberships";
import type { ChangeRule, Rule, Violation } from "../../model/rule";
import type { Fields } from "../../model/values";
import { connect } from "./calls";
import { fields } from "./fields";
import { lockMoment } from "./values";

const PAGE = "EDS CreateUsers";

const NO_CONTACT: Violation = {
  field: "email",
  rule: "or phone is required",
  remedy: "Declare an e-mail address or a telephone number.",
  source: `${PAGE}, Users.Email`,
};

const isReachable = ({ email, phone }: Fields): boolean =>
  [email, phone].some((contact) => contact !== undefined && contact !== "");

/** Both may be cleared later, but only where the administrator activates the account (EDS ModifyUser). */
const mayClear = ({ email, phone, ownerType }: Fields): boolean =>
  ownerType === "CreateFromManager" && (email === "" || phone === "");

/** Rules over several fields of an EDS user. */
const rules: readonly Rule[] = [
  {
    fields: ["email", "phone", "ownerType"],
    check: (user) => (isReachable(user) || mayClear(user) ? undefined : NO_CONTACT),
  },
  {
    fields: ["email", "phone", "ownerType"],
    onlyNew: true,
    check: (user) => (mayClear(user) && !isReachable(user) ? NO_CONTACT : undefined),
  },
  groupsAtCreation("groupIdList", 100, `${PAGE}, Users.GroupIdList`),
];

/** What no EDS action can change on an existing user, refused before any call. */
const changeRules: readonly ChangeRule[] = [
  {
    fields: ["password", "ownerType"],
    check: (before, after) => {
      if (
        after["password"] === undefined ||
        after["password"] === before["password"] ||
        after["ownerType"] === "CreateFromManager"
      )
        return undefined;
      return {
        field: "password",
        rule: "cannot be set by an administrator for users who activate their accounts themselves",
        remedy:
          'Let the user reset it (EDS ResetUserPassword mails a link), put the old value back, or declare ownerType: "CreateFromManager" if the account was created so.',
        source: "EDS ChangeUserPassword",
      };
    },
  },
];

/** Convenience users. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "endUserId",
  idOutput: "endUserId",
  findsTogether: true,
  rules,
  changeRules,
  disable: {
    set: { status: "disabled" },
    isDue: ({ autoLockTime }, now) => typeof autoLockTime === "string" && lockMoment(autoLockTime) <= now,
  },
  connect,
};
