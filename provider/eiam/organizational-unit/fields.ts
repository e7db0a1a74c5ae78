import { z } from "zod";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { atMost, nameUpTo } from "../../model/text-fields";
import { holderOptions } from "../../model/option-fields";

const { field, table } = fieldsOf(
  "IDaaS EIAM CreateOrganizationalUnit",
  "ListOrganizationalUnits",
  capital,
  "UpdateOrganizationalUnit",
);
const LOSES = "its id, which accounts and authorisations name";

/** Inputs of an EIAM organizational unit: every parameter of CreateOrganizationalUnit. */
export const fields = table({
  /** IDaaS instance, `idaas_…`. Default: the configuration's `rollcall:instanceId`. */
  instanceId: field({
    means: "place",
    type: z.string().min(1),
    about: "IDaaS instance of the unit; the configured rollcall:instanceId unless declared.",
    limits: "must be the id of an IDaaS instance",
    change: { kind: "replaces", because: "a unit belongs to one instance for good", loses: LOSES },
  }),
  /** Name of the unit, unique below its parent, at most 64 characters. Another one renames it. */
  organizationalUnitName: field({
    means: "key",
    ...nameUpTo(64),
    required: true,
    about: "Name of the unit, unique below its parent; changing it renames the unit.",
  }),
  /** Id of the unit above it. Default at creation: the root. Another one moves it with everything below it. */
  parentId: field({
    means: "unit",
    type: z.string().min(1),
    about: "Unit above it, the root unless declared; changing it moves the unit.",
    limits: "must be the id of an organizational unit",
    change: { kind: "in-place", by: ["UpdateOrganizationalUnitParentId"] },
  }),
  /** Id of the unit in another system, at most 64 characters; the unit's own id unless declared. */
  organizationalUnitExternalId: field({
    means: "external-id",
    unique: {},
    ...nameUpTo(64),
    about: "Id of the unit in another system.",
    change: { kind: "replaces", because: "no EIAM action changes it on an existing unit", loses: LOSES },
  }),
  /** Free text, at most 256 characters; `""` clears it. */
  description: field({
    means: "note",
    ...atMost(256),
    about: "Free text about the unit.",
    change: { kind: "in-place", by: ["UpdateOrganizationalUnitDescription"] },
  }),
  ...holderOptions,
} as const);
