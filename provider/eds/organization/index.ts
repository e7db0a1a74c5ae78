import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";

/** Organisations of convenience users, a tree below the root. */
export const organization: KindSpec<typeof fields> = {
  token: "Organization",
  noun: "organisation",
  fields,
  naturalKey: "orgName",
  idOutput: "orgId",
  parentFields: ["parentOrgId"],
  looksFirst: true,
  rules: [],
  changeRules: [],
  disable: { cannot: "an organisation cannot be disabled" },
  connect,
};
