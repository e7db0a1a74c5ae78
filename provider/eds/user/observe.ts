import { type Bag, flag, type Observed, defined, record, records, text } from "../../model/values";

/** `Status` of a locked user (EDS DescribeUsers). */
const LOCKED = 9;

/** A user of DescribeUsers or FilterUsers under SDK names. Fields the service left out stay out. */
export function observe(user: Bag): Observed {
  const endUserId = text(user["EndUserId"]) ?? "";
  const orgs = records(user["Orgs"] ?? user["OrgList"]);
  const fields = defined({
    endUserId,
    email: text(user["Email"]),
    phone: text(user["Phone"]),
    ownerType: text(user["OwnerType"]),
    orgId: text(record(orgs[0])["OrgId"]) ?? text(user["OrgId"]),
    remark: text(user["Remark"]),
    realNickName: text(user["RealNickName"]),
    groupIdList: Array.isArray(user["Groups"])
      ? records(user["Groups"]).flatMap((group) => text(group["GroupId"]) ?? [])
      : undefined,
    isLocalAdmin: flag(user["EnableAdminAccess"]),
    passwordExpireDays: text(user["PasswordExpireDays"]),
    autoLockTime: text(user["AutoLockTime"]),
    status: user["Status"] === undefined ? undefined : Number(user["Status"]) === LOCKED ? "disabled" : "enabled",
  });
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
  return { ...user, fields: { ...user.fields, autoLockTime } };
}
