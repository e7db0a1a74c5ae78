import { z } from "zod";
import { fieldsOf } from "../../model/field";
import { capital } from "../../model/values";
import { objectName } from "../../model/text-fields";
import { holderOptions } from "../../model/option-fields";

const { field, table } = fieldsOf("EDS CreateOrg", "DescribeOrgs", capital, "ModifyOrg");

/** The organisation above all others; it is always there. */
export const ROOT = "org-aliyun-wy-org-id";

/** Inputs of an EDS organisation: both parameters of CreateOrg. */
export const fields = table({
  /** Name of the organisation. Another one renames it. */
  orgName: field({
    means: "key",
    type: objectName(),
    required: true,
    about: "Name of the organisation; changing it renames the organisation.",
    limits: "must be text without blanks at its ends",
  }),
  /** Id of the organisation above it. Default at creation: the root. Another one moves it with everything below it. */
  parentOrgId: field({
    means: "unit",
    type: z.string().min(1),
    about: "Organisation above it, the root unless declared; changing it moves the organisation.",
    limits: "must be the id of an organisation",
    serviceDefault: ROOT,
    change: { kind: "in-place", by: ["MoveOrg"] },
  }),
  ...holderOptions,
} as const);
