import { defineDirectory, type DirectoryOf } from "../model/kind";
import { classify, errors } from "./errors";
import { group } from "./group";
import { user } from "./user";

const ONE_BY_ONE = "the service takes one user per call, and one write at a time";

/** Users of Volcengine CloudIdentity (2023-01-01). */
export const cloudidentity: DirectoryOf<{ readonly User: typeof user; readonly Group: typeof group }> = defineDirectory(
  {
    name: "cloudidentity",
    title: "Volcengine CloudIdentity",
    endpoint: () => "https://open.volcengineapi.com",
    defaultRegion: "cn-beijing",
    cloud: "volcengine",
    capabilities: {
      "batch-create": ONE_BY_ONE,
      "batch-delete": ONE_BY_ONE,
      disable: "CloudIdentity cannot disable or lock a user",
      rename: true,
      "change-password": true,
      groups: true,
      units: "CloudIdentity has no organizational units",
      "read-all-fields": "reads mask the telephone number",
    },
    permissions: [
      { action: "cloudidentity:CreateUser", why: "create" },
      { action: "cloudidentity:GetUser", why: "read" },
      { action: "cloudidentity:ListUsers", why: "refresh, look-up before a repeat" },
      { action: "cloudidentity:UpdateUser", why: "change userName, displayName, description, email, phone" },
      { action: "cloudidentity:ResetPassword", why: "set the password" },
      { action: "cloudidentity:AddUserToGroup", why: "join groups" },
      { action: "cloudidentity:RemoveUserFromGroup", why: "leave groups" },
      { action: "cloudidentity:DeleteUser", why: "delete" },
      { action: "cloudidentity:CreateGroup", why: "groups: create" },
      {
        action: "cloudidentity:GetGroup",
        why: "groups: read; refuse a group that does not exist before a user is created for it",
      },
      {
        action: "cloudidentity:ListGroups",
        why: "groups: look-up by name, refresh; refuse groups that fill themselves",
      },
      {
        action: "cloudidentity:ListGroupMembers",
        why: "read groupIds; groups: who is in one, before it is deleted or replaced",
      },
      { action: "cloudidentity:UpdateGroup", why: "groups: change displayName and description" },
      { action: "cloudidentity:DeleteGroup", why: "groups: delete" },
    ],
    errors,
    classify,
  },
  { User: user, Group: group },
);
