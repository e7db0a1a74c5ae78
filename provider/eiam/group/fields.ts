import { z } from "zod";
import { fieldsOf } from "../../model/field";
import { atMost, nameUpTo } from "../../model/text-fields";
import { groupOptions } from "../../model/option-fields";

const field = fieldsOf("IDaaS EIAM CreateGroup", "ListGroups");
const LOSES = "its members and the application authorisations given to it";

/** Inputs of an EIAM group: every parameter of CreateGroup. */
export const fields = {
  /** IDaaS instance, `idaas_…`. Default: the configuration's `rollcall:instanceId`. */
  instanceId: field({
    means: "place",
    type: z.string().min(1),
    about: "IDaaS instance of the group; the configured rollcall:instanceId unless declared.",
    limits: "must be the id of an IDaaS instance",
    wire: "InstanceId",
    change: { kind: "replaces", because: "a group belongs to one instance for good", loses: LOSES },
  }),
  /** Name of the group, at most 64 characters. Another one renames it. */
  groupName: field({
    means: "key",
    ...nameUpTo(64),
    required: true,
    about: "Name of the group; changing it renames the group.",
    wire: "GroupName",
    change: { kind: "in-place", by: ["UpdateGroup"] },
  }),
  /** Id of the group in another system, at most 64 characters; the group's own id unless declared. It cannot be cleared. */
  groupExternalId: field({
    means: "external-id",
    unique: {},
    ...nameUpTo(64),
    about: "Id of the group in another system.",
    wire: "GroupExternalId",
    change: { kind: "in-place", by: ["UpdateGroup"] },
  }),
  /** Free text, at most 256 characters; `""` clears it. */
  description: field({
    means: "note",
    ...atMost(256),
    about: "Free text about the group.",
    wire: "Description",
    change: { kind: "in-place", by: ["UpdateGroupDescription"] },
  }),
  ...groupOptions,
} as const;
