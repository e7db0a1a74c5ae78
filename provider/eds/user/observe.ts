import { type Fields, type Json, type Observed, record, records, text } from "../../model/values";

/** `Status` of a locked user (EDS DescribeUsers). */
const LOCKED = 9;

/** A user of DescribeUsers or FilterUsers under SDK names. Fields the service left out stay out. */
export function observe(user: Readonly<Record<string, unknown>>): Observed {
  const endUserId = text(user["EndUserId"]) ?? "";
  const orgs = records(user["Orgs"] ?? user["OrgList"]);
  const fields: Record<string, Json> = { endUserId };
  const put = (name: string, value: Json | undefined): void => {
    if (value !== undefined) fields[name] = value;
  };
  put("email", text(user["Email"]));
  put("phone", text(user["Phone"]));
  put("ownerType", text(user["OwnerType"]));
  put("orgId", text(record(orgs[0])["OrgId"]) ?? text(user["OrgId"]));
  put("remark", text(user["Remark"]));
  put("realNickName", text(user["RealNickName"]));
  if (Array.isArray(user["Groups"]))
    fields["groupIdList"] = records(user["Groups"]).flatMap((group) => text(group["GroupId"]) ?? []);
  put("isLocalAdmin", isTrue(user["EnableAdminAccess"]));
  put("passwordExpireDays", text(user["PasswordExpireDays"]));
  put("autoLockTime", text(user["AutoLockTime"]));
  if (user["Status"] !== undefined) fields["status"] = Number(user["Status"]) === LOCKED ? "disabled" : "enabled";
  return { ref: { id: endUserId, key: endUserId }, fields, computed: {} };
}

/** The users of an answer, observed. */
export function observeAll(answer: unknown): readonly Observed[] {
  return records(record(answer)["Users"]).map(observe);
}

/** Adds to a user of DescribeUsers what only FilterUsers tells. */
export function withLockTime(user: Observed, filtered: Observed | undefined): Observed {
  const autoLockTime = filtered?.fields["autoLockTime"];
  if (autoLockTime === undefined) return user;
  const fields: Fields = { ...user.fields, autoLockTime };
  return { ...user, fields };
}

function isTrue(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}
