import { type Json, type Observed, records, text } from "../../model/values";
import { observeCustomFields } from "./values";

/** A user as a read shows it. GetUser tells the groups too, without where each membership comes from. */
export interface SeenUser extends Observed {
  readonly groups?: readonly string[];
}

/**
 * A user of ListUsers or GetUser under SDK names. What the service leaves out or has no value for stays out: units and extended
 * fields are told by GetUser alone.
 */
export function observe(user: Readonly<Record<string, unknown>>): SeenUser {
  const fields: Record<string, Json> = {};
  const put = (name: string, value: Json | undefined): void => {
    if (value !== undefined && value !== "") fields[name] = value;
  };
  const username = text(user["Username"]) ?? "";
  const phoneNumber = text(user["PhoneNumber"]);
  const email = text(user["Email"]);
  put("instanceId", text(user["InstanceId"]));
  put("username", username);
  put("displayName", text(user["DisplayName"]));
  put("phoneRegion", hasText(phoneNumber) ? text(user["PhoneRegion"]) : undefined);
  put("phoneNumber", phoneNumber);
  put("phoneNumberVerified", flag(user["PhoneNumberVerified"], hasText(phoneNumber)));
  put("email", email);
  put("emailVerified", flag(user["EmailVerified"], hasText(email)));
  put("userExternalId", text(user["UserExternalId"]));
  put("description", text(user["Description"]));
  put("status", text(user["Status"]));
  const [primary, ...further] = unitsOf(user);
  if (primary !== undefined) {
    put("primaryOrganizationalUnitId", primary);
    put("organizationalUnitIds", [primary, ...further]);
  }
  const customFields = observeCustomFields(user["CustomFields"]);
  if (customFields.length > 0) put("customFields", customFields);
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
function unitsOf(user: Readonly<Record<string, unknown>>): readonly string[] {
  const units = records(user["OrganizationalUnits"]);
  const ids = units.flatMap((unit) => text(unit["OrganizationalUnitId"]) ?? []);
  const primary =
    text(user["PrimaryOrganizationalUnitId"]) ??
    text(units.find((unit) => unit["Primary"] === true)?.["OrganizationalUnitId"]);
  return hasText(primary) ? [primary, ...ids.filter((id) => id !== primary)] : [];
}

/** A flag says nothing of a number or address that is not there. */
function flag(value: unknown, told: boolean): boolean | undefined {
  return typeof value === "boolean" && told ? value : undefined;
}

function hasText(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
