import type { VendorSetting } from "../model/account";
import { defineDirectory, type DirectoryOf } from "../model/kind";
import { classify, errors } from "./errors";
import { group } from "./group";
import { user } from "./user";

declare module "../model/account" {
  interface VendorSettings {
    /** Huawei Cloud project. */
    readonly projectId: string;
  }
}

/** Settings of Workspace beside those of all directories. */
const settings: Readonly<Record<string, VendorSetting>> = {
  projectId: {
    about: "Huawei Cloud project.",
    moves: "place",
    variables: ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID", "HUAWEI_CLOUD_PROJECT_ID"],
  },
};

/** Desktop users of Huawei Cloud Workspace (REST v2). */
export const workspace: DirectoryOf<{ readonly User: typeof user; readonly Group: typeof group }> = defineDirectory(
  {
    name: "workspace",
    title: "Huawei Cloud Workspace",
    endpoint: (region) => `https://workspace.${region}.myhuaweicloud.com`,
    defaultRegion: "cn-north-4",
    cloud: "huawei",
    capabilities: {
      "batch-create": true,
      "batch-delete": true,
      disable: true,
      rename: "no Workspace action renames a user",
      "change-password": "Workspace resets a password only to a random one (RESET_PWD, random-password)",
      groups: true,
      units: "its organizational units are those of Active Directory and hold no users of its own",
      "read-all-fields": "no read shows aliasName",
    },
    permissions: [
      { action: "workspace:users:batchCreate", why: "create" },
      { action: "workspace:users:list", why: "read, refresh, look-up of new users" },
      { action: "workspace:users:get", why: "read a user whom the list does not show" },
      { action: "workspace:users:update", why: "change any field but groups" },
      { action: "workspace:users:batchDelete", why: "delete" },
      { action: "workspace:userGroups:list", why: "read groupIds" },
      { action: "workspace:userGroups:operate", why: "join and leave groups" },
      { action: "workspace:userGroups:create", why: "groups: create" },
      { action: "workspace:userGroups:update", why: "groups: change name and description", isInferred: true },
      { action: "workspace:userGroups:delete", why: "groups: delete" },
    ],
    settings,
    errors,
    classify,
  },
  { User: user, Group: group },
);
