import { type Directory, defineDirectory } from "../model/directory";
import { openCatalogue } from "./catalogue";
import { classify, errors } from "./errors";
import { user } from "./user";

const ONE_BY_ONE = "the service takes one user per call, and one write at a time";

/** Users of Volcengine CloudIdentity (2023-01-01). */
export const cloudidentity: Directory = defineDirectory(
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
      { action: "cloudidentity:ListGroupMembers", why: "read groupIds" },
      {
        action: "cloudidentity:ListGroups",
        why: "refuse groups that do not exist or fill themselves before anybody is created",
      },
      { action: "cloudidentity:GetGroup", why: "the same, for a group that was made since" },
      { action: "cloudidentity:DeleteUser", why: "delete" },
    ],
    errors,
    classify,
    catalogue: openCatalogue,
  },
  { User: user },
);
