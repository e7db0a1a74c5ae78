import type { VendorSetting } from "../model/account";
import { defineDirectory, type DirectoryOf } from "../model/kind";
import { gatewayErrors } from "../vendors/alibaba";
import { classify, errors } from "./errors";
import { group } from "./group";
import { organizationalUnit } from "./organizational-unit";
import { user } from "./user";

declare module "../model/account" {
  interface VendorSettings {
    /** EIAM instance. */
    readonly instanceId: string;
  }
}

/** Settings of EIAM beside those of all directories. */
const settings: Readonly<Record<string, VendorSetting>> = {
  instanceId: { about: "EIAM instance, idaas_…, of users who name none themselves.", moves: "place" },
};

/** Accounts of an Alibaba Cloud IDaaS EIAM instance (`eiam`, 2021-12-01). */
export const eiam: DirectoryOf<{
  readonly User: typeof user;
  readonly Group: typeof group;
  readonly OrganizationalUnit: typeof organizationalUnit;
}> = defineDirectory(
  {
    name: "eiam",
    title: "Alibaba Cloud IDaaS EIAM",
    endpoint: (region) => `https://eiam.${region}.aliyuncs.com`,
    defaultRegion: "cn-hangzhou",
    cloud: "alibaba",
    capabilities: {
      "batch-create": "EIAM creates one account per call",
      "batch-delete": true,
      disable: true,
      rename: true,
      "change-password": true,
      groups: true,
      units: true,
      "read-all-fields": true,
    },
    permissions: [
      { action: "eiam:CreateUser", why: "create" },
      { action: "eiam:ListUsers", why: "look-up by name before a repeat, refresh, import" },
      { action: "eiam:GetUser", why: "read one account with its organizational units and custom fields" },
      {
        action: "eiam:ListOrganizationalUnits",
        why: "refresh many accounts in few calls; without it each costs a GetUser",
      },
      { action: "eiam:GetRootOrganizationalUnit", why: "the same, where the list leaves the root unit out" },
      { action: "eiam:UpdateUser", why: "change name, display name, phone, e-mail and custom fields" },
      { action: "eiam:UpdateUserDescription", why: "change the description" },
      { action: "eiam:UpdateUserPassword", why: "change the password" },
      { action: "eiam:SetUserPrimaryOrganizationalUnit", why: "move to another primary organizational unit" },
      { action: "eiam:AddUserToOrganizationalUnits", why: "join further organizational units" },
      { action: "eiam:RemoveUserFromOrganizationalUnits", why: "leave further organizational units" },
      { action: "eiam:AddUsersToGroup", why: "join groups" },
      { action: "eiam:RemoveUsersFromGroup", why: "leave groups" },
      { action: "eiam:ListUsersForGroup", why: "read groupIds" },
      { action: "eiam:ListGroupsForUser", why: "read the groups of an account that is imported" },
      { action: "eiam:ListGroups", why: "refuse groups that do not exist before anybody is created" },
      { action: "eiam:GetGroup", why: "the same, for a group that was made since" },
      { action: "eiam:EnableUser", why: "status enabled" },
      { action: "eiam:DisableUser", why: "status disabled, onDelete disable" },
      { action: "eiam:DeleteUsers", why: "delete" },
      { action: "eiam:CreateGroup", why: "groups: create" },
      { action: "eiam:GetGroup", why: "groups: read" },
      { action: "eiam:ListGroups", why: "groups: look-up by name, refresh" },
      { action: "eiam:ListUsersForGroup", why: "groups: who is in one, before it is deleted or replaced" },
      { action: "eiam:UpdateGroup", why: "groups: change name and external id" },
      { action: "eiam:UpdateGroupDescription", why: "groups: change the description" },
      { action: "eiam:DeleteGroup", why: "groups: delete" },
      { action: "eiam:CreateOrganizationalUnit", why: "units: create" },
      { action: "eiam:GetOrganizationalUnit", why: "units: read" },
      { action: "eiam:GetRootOrganizationalUnit", why: "units: the parent of those that declare none" },
      { action: "eiam:UpdateOrganizationalUnit", why: "units: rename" },
      { action: "eiam:UpdateOrganizationalUnitParentId", why: "units: move" },
      { action: "eiam:UpdateOrganizationalUnitDescription", why: "units: change the description" },
      { action: "eiam:DeleteOrganizationalUnit", why: "units: delete" },
    ],
    settings,
    errors: [...errors, ...gatewayErrors],
    classify,
  },
  { User: user, Group: group, OrganizationalUnit: organizationalUnit },
);
