import { type Bag, filled, type Observed, defined, records, text } from "../../model/values";
import { observeCustomFields } from "./values";

/** A user as a read shows it. GetUser tells the groups too, without where each membership comes from. */
export interface SeenUser extends Observed {
  readonly groups?: readonly string[];
}

/**
 * A user of ListUsers or GetUser under SDK names. What the service leaves out or has no value for stays out: units and extended
 * fields are told by GetUser alone.
 */
export function observe(user: Bag): SeenUser {
  const username = text(user["Username"]) ?? "";
  const phoneNumber = filled(user["PhoneNumber"]);
  const email = filled(user["Email"]);
  const units = unitsOf(user);
  const customFields = observeCustomFields(user["CustomFields"]);
  const fields = defined({
    instanceId: filled(user["InstanceId"]),
    username: username || undefined,
    displayName: filled(user["DisplayName"]),
    phoneRegion: phoneNumber === undefined ? undefined : filled(user["PhoneRegion"]),
    phoneNumber,
    phoneNumberVerified: flagOf(user["PhoneNumberVerified"], phoneNumber),
    email,
    emailVerified: flagOf(user["EmailVerified"], email),
    userExternalId: filled(user["UserExternalId"]),
    description: filled(user["Description"]),
    status: filled(user["Status"]),
    primaryOrganizationalUnitId: units[0],
    organizationalUnitIds: units.length === 0 ? undefined : units,
    customFields: customFields.length === 0 ? undefined : customFields,
  });
  const createdAt = Number(user["CreateTime"]);
  return {
    ref: { id: text(user["UserId"]) ?? "", key: username },
    fields,
    computed: {},
    ...(createdAt > 0 && { createdAt }),
    ...(Array.isArray(user["Groups"]) && {
      groups: records(user["Groups"]).flatMap((group) => text(group["GroupId"]) ?? []),
    }),
  };
}

/** Ids of the user's units, the primary one first, which GetUser names both by itself and by a mark on its unit. */
function unitsOf(user: Bag): readonly string[] {
  const units = records(user["OrganizationalUnits"]);
  const ids = units.flatMap((unit) => text(unit["OrganizationalUnitId"]) ?? []);
  const primary =
    text(user["PrimaryOrganizationalUnitId"]) ??
    text(units.find((unit) => unit["Primary"] === true)?.["OrganizationalUnitId"]);
  return primary ? [primary, ...ids.filter((id) => id !== primary)] : [];
}

/** A flag says nothing of a number or address that is not there. */
function flagOf(value: unknown, of: string | undefined): boolean | undefined {
  return typeof value === "boolean" && of !== undefined ? value : undefined;
}
