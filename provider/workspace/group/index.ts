import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";
import { changeRules } from "./rules";

/** User groups. */
export const group: KindSpec<typeof fields> = {
  token: "Group",
  noun: "group",
  fields,
  naturalKey: "groupName",
  idOutput: "groupId",
  parentFields: [],
  looksFirst: true,
  automatic: { platformType: "AD" },
  rules: [],
  changeRules,
  disable: { cannot: "a group cannot be disabled" },
  connect,
};
