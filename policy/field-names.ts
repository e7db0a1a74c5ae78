import { isUnknown } from "../provider/model/unknown";
import type { Fields, Json } from "../provider/model/values";

/** Fields of the same meaning, under each vendor's own name. */
export const GROUPS = ["groupIdList", "groupIds"] as const;
export const ORGANIZATIONS = ["orgId", "primaryOrganizationalUnitId", "organizationalUnitIds"] as const;
export const EMAILS = ["email", "userEmail"] as const;
export const REMARKS = ["remark", "description"] as const;
/** When the service ends the account by itself (EDS AutoLockTime, Workspace account_expires). */
export const EXPIRIES = ["autoLockTime", "accountExpires"] as const;

/** The declared texts of some fields, lists and single values alike, and the first field that cannot be seen. */
export function textsOf(
  declared: Fields,
  names: readonly string[],
): { readonly texts: readonly string[]; readonly hidden?: string } {
  const hidden = names.find((name) => isUnknown(declared[name]));
  const texts = names
    .flatMap((name) => list(declared[name]))
    .filter((value): value is string => typeof value === "string" && !isUnknown(value));
  return { texts, ...(hidden !== undefined && { hidden }) };
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
