import type { Tables } from "../store/tables";
import { edsTables, isLocked, type EdsOrg, type EdsUser } from "./records";

const DAY_MS = 86_400_000;

/** Path of an organisation from the root, as the service shows it: names joined by `/`. */
export function orgNamePath(org: EdsOrg, tables: Tables): string {
  const parent = org.ParentOrgId === undefined ? undefined : edsTables.orgs(tables).get(org.ParentOrgId);
  return parent === undefined ? org.OrgName : `${orgNamePath(parent, tables)}/${org.OrgName}`;
}

/** `Orgs` of DescribeUsers and `OrgList` of FilterUsers. */
export function orgsOf(user: EdsUser, tables: Tables): { OrgId: string; OrgName: string; OrgNamePath: string }[] {
  const org = edsTables.orgs(tables).get(user.OrgId);
  return org === undefined ? [] : [{ OrgId: org.OrgId, OrgName: org.OrgName, OrgNamePath: orgNamePath(org, tables) }];
}

export function groupsOf(user: EdsUser, tables: Tables): { GroupId: string; GroupName: string }[] {
  return user.GroupIdList.flatMap((groupId) => {
    const group = edsTables.groups(tables).get(groupId);
    return group === undefined ? [] : [{ GroupId: group.GroupId, GroupName: group.GroupName }];
  });
}

/** 0 = normal, 9 = locked. */
export function statusOf(user: EdsUser, now: number): 0 | 9 {
  return isLocked(user, now) ? 9 : 0;
}

/** The display name the service computes. */
export function nickName(user: EdsUser): string {
  return user.RealNickName ?? user.Remark ?? user.EndUserId;
}

/** Fields that DescribeUsers and FilterUsers share. Unset ones are `undefined` and so absent from the JSON. */
export function commonView(user: EdsUser, tables: Tables, now: number): Record<string, unknown> {
  return {
    EndUserId: user.EndUserId,
    Id: user.Id,
    Email: user.Email,
    Phone: user.Phone,
    Remark: user.Remark,
    RealNickName: user.RealNickName,
    OwnerType: user.OwnerType,
    Status: statusOf(user, now),
    EnableAdminAccess: user.IsLocalAdmin,
    IsTenantManager: false,
    Groups: groupsOf(user, tables),
    PasswordExpireDays: user.PasswordExpireDays,
    PasswordExpireRestDays: passwordRestDays(user, now),
  };
}

function passwordRestDays(user: EdsUser, now: number): number | undefined {
  if (user.PasswordExpireDays === undefined || user.PasswordSetTime === undefined) return undefined;
  return Math.max(0, user.PasswordExpireDays - Math.floor((now - user.PasswordSetTime) / DAY_MS));
}
