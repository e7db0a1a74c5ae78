import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";

/** Groups of users. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  parentFields: [],
  looksFirst: true,
  automatic: { joinType: "Auto" },
  rules: [],
  changeRules: [],
  disable: { cannot: "a group cannot be disabled" },
  connect,
};
