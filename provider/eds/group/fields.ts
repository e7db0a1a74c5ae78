import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { noteText, objectName } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const { field, table } = fieldsOf("EDS CreateGroup", "DescribeGroups", capital, "ModifyGroup");

/** Inputs of an EDS group: every public parameter of CreateGroup. */
export const fields = table({
  /** Name of the group. Another one renames it. */
  groupName: field({
    means: "key",
    type: objectName(),
    required: true,
    about: "Name of the group; changing it renames the group.",
    limits: "must be text without blanks at its ends",
  }),
  /** Free text; `""` clears it. */
  description: field({ means: "note", type: noteText(), about: "Free text about the group.", limits: "must be text" }),
  ...groupOptions,
} as const);
