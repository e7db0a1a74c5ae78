import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";
import { changeRules, rules } from "./rules";

/** Desktop users. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "userName",
  idOutput: "userId",
  computed: { locked: "Whether the service has locked the account, as after failed logins." },
  parentFields: [],
  findsTogether: true,
  rules,
  changeRules,
  disable: { set: { disabled: true } },
  connect,
};
