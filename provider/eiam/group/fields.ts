import { z } from "zod";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { atMost, nameUpTo } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const { field, table } = fieldsOf("IDaaS EIAM CreateGroup", "ListGroups", capital, "UpdateGroup");
const LOSES = "its members and the application authorisations given to it";

/** Inputs of an EIAM group: every parameter of CreateGroup. */
export const fields = table({
  /** IDaaS instance, `idaas_…`. Default: the configuration's `rollcall:instanceId`. */
  instanceId: field({
    means: "place",
    type: z.string().min(1),
    about: "IDaaS instance of the group; the configured rollcall:instanceId unless declared.",
    limits: "must be the id of an IDaaS instance",
    change: { kind: "replaces", because: "a group belongs to one instance for good", loses: LOSES },
  }),
  /** Name of the group, at most 64 characters. Another one renames it. */
  groupName: field({
    means: "key",
    ...nameUpTo(64),
    required: true,
    about: "Name of the group; changing it renames the group.",
  }),
  /** Id of the group in another system, at most 64 characters; the group's own id unless declared. It cannot be cleared. */
  groupExternalId: field({
    means: "external-id",
    unique: {},
    ...nameUpTo(64),
    about: "Id of the group in another system.",
  }),
  /** Free text, at most 256 characters; `""` clears it. */
  description: field({
    means: "note",
    ...atMost(256),
    about: "Free text about the group.",
    change: { kind: "in-place", by: ["UpdateGroupDescription"] },
  }),
  ...groupOptions,
} as const);
