import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";

/** Groups of accounts of an instance. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  parentFields: ["instanceId"],
  looksFirst: true,
  rules: [],
  changeRules: [],
  disable: { cannot: "a group cannot be disabled" },
  connect,
};
