import { RpcParams } from "../alibaba/params";
import { type RpcAction, rpcService } from "../alibaba/rpc-service";
import type { EmulatedDirectory } from "../service";
import * as changes from "./change-users";
import { createUser } from "./create-user";
import { addCustomField } from "./custom-fields";
import { driftEiam } from "./drift";
import { eiamParamErrors, quotaExceeded } from "./errors";
import { furnishEiam } from "./furnish";
import * as groups from "./groups";
import * as units from "./organizational-units";
import { getUser, listUsers } from "./read-users";
import { eiamTables } from "./records";
import * as unitChanges from "./unit-changes";
import * as userUnits from "./user-units";

const actions: Readonly<Record<string, RpcAction>> = {
  AddUserToOrganizationalUnits: userUnits.addUserToOrganizationalUnits,
  AddUsersToGroup: groups.addUsersToGroup,
  CreateGroup: groups.createGroup,
  CreateOrganizationalUnit: units.createOrganizationalUnit,
  CreateUser: createUser,
  DeleteGroup: groups.deleteGroup,
  DeleteOrganizationalUnit: unitChanges.deleteOrganizationalUnit,
  DeleteOrganizationalUnitChildren: unitChanges.deleteOrganizationalUnitChildren,
  DeleteUser: changes.deleteOneUser,
  DeleteUsers: changes.deleteUsers,
  DisableUser: changes.disableUser,
  EnableUser: changes.enableUser,
  GetGroup: groups.getGroup,
  GetOrganizationalUnit: units.getOrganizationalUnit,
  GetRootOrganizationalUnit: units.getRootOrganizationalUnit,
  GetUser: getUser,
  ListGroups: groups.listGroups,
  ListGroupsForUser: groups.listGroupsForUser,
  ListOrganizationalUnitParents: unitChanges.listOrganizationalUnitParents,
  ListOrganizationalUnits: units.listOrganizationalUnits,
  ListUsers: listUsers,
  ListUsersForGroup: groups.listUsersForGroup,
  RemoveUserFromOrganizationalUnits: userUnits.removeUserFromOrganizationalUnits,
  RemoveUsersFromGroup: groups.removeUsersFromGroup,
  SetUserPrimaryOrganizationalUnit: userUnits.setUserPrimaryOrganizationalUnit,
  UnlockUser: changes.unlockUser,
  UpdateGroup: groups.updateGroup,
  UpdateGroupDescription: groups.updateGroupDescription,
  UpdateOrganizationalUnit: unitChanges.updateOrganizationalUnit,
  UpdateOrganizationalUnitDescription: unitChanges.updateOrganizationalUnitDescription,
  UpdateOrganizationalUnitParentId: unitChanges.updateOrganizationalUnitParentId,
  UpdateUser: changes.updateUser,
  UpdateUserDescription: changes.updateUserDescription,
  UpdateUserPassword: changes.updateUserPassword,
};

const service = rpcService({
  name: "eiam",
  version: "2021-12-01",
  host: "eiam.cn-hangzhou.aliyuncs.com",
  actions,
  paramErrors: eiamParamErrors,
  faults: {
    "server-error": {
      status: 500,
      code: "InternalError",
      message: "The request processing has failed due to some unknown error.",
    },
    concurrent: {
      status: 400,
      code: "UnsupportedAction.IdentityProviderBeingLocked",
      message: "The identity provider is being locked. Try again later.",
    },
    quota: quotaExceeded(),
  },
});

/** Alibaba Cloud IDaaS EIAM, version 2021-12-01. */
export const eiam: EmulatedDirectory = {
  ...service,
  addressed(request) {
    const params = RpcParams.from(request, eiamParamErrors);
    return ["UserId", "UserIds", "Username"].flatMap((name) => params.everyText(name));
  },
  controls: { "custom-fields": addCustomField },
  users: (tables) => Array.from(eiamTables.users(tables).values(), ({ Number: _number, ...user }) => user),
  drift: driftEiam,
  settings: ({ eiam: { instanceId } }) => ({ instanceId }),
  furnish: furnishEiam,
};
