import { z } from "zod";
import { fieldsOf, snakeCase } from "../../model/field";
import { atMost } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const { field, table } = fieldsOf("Workspace CreateUserGroup", "ListUserGroups", snakeCase, "UpdateUserGroup");

/** Inputs of a Workspace user group: every parameter of CreateUserGroup. */
export const fields = table({
  /** Name: at most 64 Chinese characters, letters, digits, hyphens and underscores. Another one renames it, unless it is of Active Directory. */
  groupName: field({
    means: "key",
    type: z.string().regex(/^[\p{Script=Han}A-Za-z0-9_-]{1,64}$/u),
    required: true,
    about: "Name of the group; changing it renames the group.",
    limits: "must be 1 to 64 Chinese characters, letters, digits, hyphens or underscores",
    readBack: "ListUserGroups.name",
  }),
  /** `LOCAL` (default), or `AD` for a group of Active Directory. */
  platformType: field({
    means: "setting",
    type: z.enum(["LOCAL", "AD"]),
    about: "Where the group is kept.",
    limits: "must be LOCAL or AD",
    serviceDefault: "LOCAL",
    change: {
      kind: "replaces",
      because: "no Workspace action changes it on an existing group",
      loses: "its members, and the desktops and pools given to it",
    },
  }),
  /** Free text, at most 255 characters; `""` clears it. */
  description: field({ means: "note", ...atMost(255), about: "Free text about the group." }),
  ...groupOptions,
} as const);
