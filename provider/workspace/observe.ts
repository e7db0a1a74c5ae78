import { text } from "../json";
import type { Json, Observed } from "../user";
import { expiryMoment, expiryText } from "./expiry";

/** A user as a read shows it. Groups come as names; their ids are looked up only for who needs them. */
export interface ListedUser extends Observed {
  readonly groupNames: readonly string[];
}

/**
 * A user of ListUsers or ListUserDetail under SDK names. The two differ: expiry as text or as an integer, the flag for
 * password changes in two spellings, and project, domain and mapping only in the list.
 */
export function observe(user: Readonly<Record<string, unknown>>): ListedUser {
  const userName = text(user["user_name"]) ?? "";
  const fields: Record<string, Json> = { userName };
  const put = (name: string, value: Json | undefined): void => {
    if (value !== undefined) fields[name] = value;
  };
  put("userEmail", filled(user["user_email"]));
  put("userPhone", filled(user["user_phone"]));
  put("description", filled(user["description"]));
  const expires = expiryMoment(user["account_expires"]);
  put("accountExpires", expires === undefined ? undefined : expiryText(expires));
  put("activeType", filled(user["active_type"])?.toUpperCase());
  put("enableChangePassword", flag(user["enable_change_password"] ?? user["enabled_change_password"]));
  put("nextLoginChangePassword", flag(user["next_login_change_password"]));
  put("passwordNeverExpired", flag(user["password_never_expired"]));
  put("disabled", flag(user["disabled"]));
  put("enterpriseProjectId", filled(user["enterprise_project_id"]));
  put("domain", filled(user["domain"]));
  put("userInfoMap", text(user["user_info_map"]));
  const created = Date.parse(text(user["when_created"]) ?? "");
  return {
    ref: { id: text(user["id"]) ?? "", key: userName },
    fields,
    computed: { locked: flag(user["locked"]) ?? false },
    ...(!Number.isNaN(created) && { createdAt: created }),
    groupNames: Array.isArray(user["group_names"]) ? user["group_names"].flatMap((name) => text(name) ?? []) : [],
  };
}

/** Empty text is how the service writes "none". */
function filled(value: unknown): string | undefined {
  const known = text(value);
  return known === "" ? undefined : known;
}

function flag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}
