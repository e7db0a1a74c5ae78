import { createHash } from "node:crypto";
import type { ServiceContext } from "../service";
import { mainDomain } from "./furnish";
import { groupNames, type StoredGroup, type StoredUser } from "./records";

const milliseconds = (time: number): string => new Date(time).toISOString();

/** What both reads of a user share. */
function common(user: StoredUser, context: ServiceContext): Record<string, unknown> {
  return {
    id: user.id,
    user_name: user.user_name,
    user_email: user.user_email,
    user_phone: user.user_phone,
    description: user.description,
    active_type: user.active_type,
    is_pre_user: false,
    locked: user.locked,
    disabled: user.disabled,
    enable_change_password: user.enable_change_password,
    next_login_change_password: user.next_login_change_password,
    password_never_expired: user.password_never_expired,
    share_space_subscription: false,
    share_space_desktops: 0,
    group_names: groupNames(user, context.tables),
  };
}

const domainComponents = (domain: string): string =>
  domain
    .split(".")
    .map((part) => `DC=${part}`)
    .join(",");

const isExpired = (user: StoredUser, context: ServiceContext): boolean =>
  user.account_expires !== 0 && user.account_expires <= context.now();

/** `user_detail` of "Querying User Details": expiry as an integer of milliseconds, both spellings of the change flag. */
export function userDetail(user: StoredUser, context: ServiceContext): Record<string, unknown> {
  return {
    ...common(user, context),
    account_expires: user.account_expires,
    user_expired: isExpired(user, context),
    enabled_change_password: user.enable_change_password,
    object_sid: user.sid,
    sam_account_name: user.user_name,
    user_principal_name: `${user.user_name}@${user.domain}`,
    full_name: user.user_name,
    distinguished_name: `CN=${user.user_name},CN=Users,${domainComponents(user.domain)}`,
    account_type: 0,
    when_created: milliseconds(user.created_at),
    total_desktops: 0,
  };
}

/** Item of "Querying Users": expiry as text, and the project, domain and mapping that the detail does not show. */
export function userItem(user: StoredUser, context: ServiceContext, withDesktops: boolean): Record<string, unknown> {
  return {
    ...common(user, context),
    sid: user.sid,
    account_expires: user.account_expires === 0 ? "0" : milliseconds(user.account_expires),
    account_expired: isExpired(user, context),
    ...(withDesktops && { total_desktops: 0 }),
    enterprise_project_id: user.enterprise_project_id,
    user_info_map: user.user_info_map,
    domain: user.domain,
    certificate_status: "UNREGISTER",
  };
}

/** Item of "Querying Users in a User Group": fewer fields than a list of users has. */
export function memberItem(user: StoredUser): Record<string, unknown> {
  return {
    id: user.id,
    user_name: user.user_name,
    user_email: user.user_email,
    user_phone: user.user_phone,
    description: user.description,
    total_desktops: 0,
    domain: user.domain,
    enterprise_project_id: user.enterprise_project_id,
  };
}

/**
 * Item of "Querying User Groups"; the name is in `name` although requests call it `group_name`. What the service takes from
 * Active Directory is null or empty for a local group. `total_desktops` is 0: the emulator has no desktops.
 */
export function groupItem(group: StoredGroup, userQuantity: number): Record<string, unknown> {
  const isLocal = group.platform_type === "LOCAL";
  return {
    id: group.id,
    name: group.name,
    platform_type: group.platform_type,
    description: group.description,
    create_time: milliseconds(group.created_at),
    user_quantity: userQuantity,
    parent: null,
    realm_id: realmOf(mainDomain),
    group_dn: isLocal ? "" : `CN=${group.name},CN=Users,${domainComponents(mainDomain)}`,
    domain: mainDomain,
    sid: isLocal ? "" : `S-1-5-21-0-0-0-${Number.parseInt(group.id.slice(-6), 16)}`,
    total_desktops: 0,
  };
}

/** Realm of a domain: 32 hex digits that stay the same. */
function realmOf(domain: string): string {
  return createHash("sha256").update(domain).digest("hex").slice(0, 32);
}
