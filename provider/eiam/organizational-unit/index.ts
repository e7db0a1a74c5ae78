import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";

/** Organizational units of an instance, a tree below its root. */
export const organizationalUnit: KindSpec<typeof fields> = {
  token: "OrganizationalUnit",
  noun: "unit",
  fields,
  naturalKey: "organizationalUnitName",
  idOutput: "organizationalUnitId",
  parentFields: ["instanceId", "parentId"],
  looksFirst: true,
  rules: [],
  changeRules: [],
  disable: { cannot: "a unit cannot be disabled" },
  connect,
};
