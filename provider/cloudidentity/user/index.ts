import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";
import { changeRules, rules } from "./rules";

/** Users of the account. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "userName",
  idOutput: "userId",
  parentFields: [],
  rules,
  changeRules,
  disable: { cannot: "CloudIdentity cannot disable or lock a user" },
  connect,
};
