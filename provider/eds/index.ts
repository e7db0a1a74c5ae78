import type { VendorSetting } from "../model/account";
import { defineDirectory, type DirectoryOf } from "../model/kind";
import { gatewayErrors } from "../vendors/alibaba";
import { classify, errors } from "./errors";
import { group } from "./group";
import { organization } from "./organization";
import { user } from "./user";

declare module "../model/account" {
  interface VendorSettings {
    /** Users in one EDS CreateUsers call: 100, or 20 for a site that still has the limits of the older pages. */
    readonly edsBatchSize: 20 | 100;
  }
}

/** Settings of EDS beside those of all directories. */
const settings: Readonly<Record<string, VendorSetting>> = {
  edsBatchSize: {
    about: "Users in one EDS CreateUsers call: 100, or 20 for sites that still have the limits of the older pages.",
    values: ["20", "100"],
    limits: "must be 100, or 20 for sites with the limits of the older EDS pages",
  },
};

/** Convenience users of Alibaba Cloud Elastic Desktop Service (`eds-user`, 2021-03-08). */
export const eds: DirectoryOf<{
  readonly User: typeof user;
  readonly Group: typeof group;
  readonly Organization: typeof organization;
}> = defineDirectory(
  {
    name: "eds",
    title: "Alibaba Cloud EDS",
    endpoint: (region) =>
      region.startsWith("cn-")
        ? "https://eds-user.cn-shanghai.aliyuncs.com"
        : "https://eds-user.ap-southeast-1.aliyuncs.com",
    defaultRegion: "cn-shanghai",
    cloud: "alibaba",
    capabilities: {
      "batch-create": true,
      "batch-delete": true,
      disable: true,
      rename: "the user name is the id of an EDS account",
      "change-password": "only for administrator-activated users (ownerType CreateFromManager)",
      groups: true,
      units: true,
      "read-all-fields": true,
    },
    permissions: [
      { action: "ecd:CreateUsers", why: "create" },
      { action: "ecd:DescribeUsers", why: "read, refresh, look-up before a repeat" },
      { action: "ecd:FilterUsers", why: "read autoLockTime" },
      { action: "ecd:ModifyUser", why: "change e-mail and phone" },
      { action: "ecd:MoveUserOrg", why: "change the organisation" },
      { action: "ecd:UserBatchJoinGroup", why: "join groups" },
      { action: "ecd:UserBatchQuitGroup", why: "quit groups" },
      { action: "ecd:BatchSetDesktopManager", why: "change isLocalAdmin" },
      { action: "ecd:LockUsers", why: "status disabled" },
      { action: "ecd:UnlockUsers", why: "status enabled, autoLockTime" },
      { action: "ecd:ChangeUserPassword", why: "change the password of administrator-activated users" },
      { action: "ecd:RemoveUsers", why: "delete" },
      { action: "ecd:CreateGroup", why: "groups: create" },
      { action: "ecd:DescribeGroups", why: "groups: read, look-up by name" },
      { action: "ecd:DescribeGroupUser", why: "groups: who is in one, before it is deleted or replaced" },
      { action: "ecd:ModifyGroup", why: "groups: change name and description" },
      { action: "ecd:RemoveGroup", why: "groups: delete" },
      { action: "ecd:CreateOrg", why: "organisations: create" },
      { action: "ecd:DescribeOrgs", why: "organisations: read, look-up by name" },
      { action: "ecd:ModifyOrg", why: "organisations: rename" },
      { action: "ecd:MoveOrg", why: "organisations: move" },
      { action: "ecd:RemoveOrg", why: "organisations: delete" },
    ],
    settings,
    errors: [...errors, ...gatewayErrors],
    classify,
  },
  { User: user, Group: group, Organization: organization },
);
