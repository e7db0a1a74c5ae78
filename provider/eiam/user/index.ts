import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";
import { changeRules, rules } from "./rules";

/** Accounts of an instance. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "username",
  idOutput: "userId",
  parentFields: ["instanceId"],
  rules,
  changeRules,
  disable: { set: { status: "disabled" } },
  connect,
};
