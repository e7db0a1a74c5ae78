import { z } from "zod";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { atMost, nameUpTo } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const { field, table } = fieldsOf("CloudIdentity CreateGroup", "GetGroup", capital, "UpdateGroup");
const LOSES = "its members, and the accounts and provisionings that are given to it";

/** Inputs of a CloudIdentity group: every parameter of CreateGroup. */
export const fields = table({
  /** Name, 1 to 63 characters. Nothing renames a group: `displayName` is what may change. */
  groupName: field({
    means: "key",
    ...nameUpTo(63),
    required: true,
    about: "Name of the group.",
    change: { kind: "replaces", because: "no CloudIdentity action renames a group", loses: LOSES },
  }),
  /** `Manual` (default), or `Auto` for the one group in which the service keeps everybody. */
  joinType: field({
    means: "setting",
    type: z.enum(["Manual", "Auto"]),
    about: "Who puts people into the group: programs and people, or the service, which puts everybody in.",
    limits: "must be Manual or Auto",
    serviceDefault: "Manual",
    change: { kind: "replaces", because: "no CloudIdentity action changes how people join", loses: LOSES },
  }),
  /** Name for people, at most 64 characters; `""` clears it. */
  displayName: field({ means: "name", ...atMost(64), about: "Name for people." }),
  /** Free text, at most 128 characters; `""` clears it. */
  description: field({ means: "note", ...atMost(128), about: "Free text about the group." }),
  ...groupOptions,
} as const);
