import { fieldsOf } from "../../model/field";
import { noteText, objectName } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const field = fieldsOf("EDS CreateGroup", "DescribeGroups");

/** Inputs of an EDS group: every public parameter of CreateGroup. */
export const fields = {
  /** Name of the group. Another one renames it. */
  groupName: field({
    means: "key",
    type: objectName(),
    required: true,
    about: "Name of the group; changing it renames the group.",
    limits: "must be text without blanks at its ends",
    wire: "GroupName",
    change: { kind: "in-place", by: ["ModifyGroup"] },
  }),
  /** Free text; `""` clears it. */
  description: field({
    means: "note",
    type: noteText(),
    about: "Free text about the group.",
    limits: "must be text",
    wire: "Description",
    change: { kind: "in-place", by: ["ModifyGroup"] },
  }),
  ...groupOptions,
} as const;
