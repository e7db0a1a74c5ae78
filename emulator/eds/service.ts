import { gatewayParamErrors } from "../alibaba/errors";
import { RpcParams } from "../alibaba/params";
import { type RpcAction, rpcService } from "../alibaba/rpc-service";
import type { EmulatedDirectory } from "../service";
import * as changes from "./change-users";
import { createUsers, echo, QUOTA_REFUSAL } from "./create-users";
import { driftEds } from "./drift";
import { furnishEds } from "./furnish";
import * as groups from "./groups";
import { lockUsers, unlockUsers } from "./locks";
import * as orgs from "./orgs";
import { describeUser, describeUsers, filterUsers, getUsersCount } from "./read-users";
import { edsTables } from "./records";

const actions: Readonly<Record<string, RpcAction>> = {
  BatchSetDesktopManager: changes.batchSetDesktopManager,
  ChangeUserPassword: changes.changeUserPassword,
  CreateGroup: groups.createGroup,
  CreateOrg: orgs.createOrg,
  CreateUsers: createUsers,
  DescribeGroupUser: groups.describeGroupUser,
  DescribeGroups: groups.describeGroups,
  DescribeOrgByLayer: orgs.describeOrgByLayer,
  DescribeOrgs: orgs.describeOrgs,
  DescribeUser: describeUser,
  DescribeUsers: describeUsers,
  FilterUsers: filterUsers,
  GetUsersCount: getUsersCount,
  LockUsers: lockUsers,
  ModifyGroup: groups.modifyGroup,
  ModifyOrg: orgs.modifyOrg,
  ModifyUser: changes.modifyUser,
  MoveOrg: orgs.moveOrg,
  MoveUserOrg: changes.moveUserOrg,
  RemoveGroup: groups.removeGroup,
  RemoveOrg: orgs.removeOrg,
  RemoveUsers: changes.removeUsers,
  ResetUserPassword: changes.resetUserPassword,
  UnlockUsers: unlockUsers,
  UserBatchJoinGroup: groups.userBatchJoinGroup,
  UserBatchQuitGroup: groups.userBatchQuitGroup,
};

// CreateUsers reports a server fault of its own with status 400; nothing documents another code for a clash.
const INTERNAL_ERROR = { status: 400, code: "INTERNAL_ERROR", message: "Internal error." };

const service = rpcService({
  name: "eds",
  version: "2021-03-08",
  claimsAnyVersion: true,
  host: "eds-user.cn-shanghai.aliyuncs.com",
  actions,
  paramErrors: gatewayParamErrors,
  faults: {
    "server-error": INTERNAL_ERROR,
    concurrent: INTERNAL_ERROR,
    quota: { status: 400, code: QUOTA_REFUSAL.ErrorCode, message: QUOTA_REFUSAL.ErrorMessage },
  },
  // CreateUsers reports what concerns a user inside HTTP 200, so a full account shows there too.
  quotaBody: (action, params) =>
    action === "CreateUsers"
      ? {
          CreateResult: {
            CreatedUsers: [],
            FailedUsers: params.objects("Users").map((user) => ({ ...echo(user), ...QUOTA_REFUSAL })),
          },
          AllSucceed: false,
        }
      : undefined,
});

/** Alibaba Cloud Elastic Desktop Service, product eds-user, version 2021-03-08. */
export const eds: EmulatedDirectory = {
  ...service,
  users: (tables) =>
    [...edsTables.users(tables).values()].map(({ Locked, ...user }) => ({ ...user, Status: Locked ? 9 : 0 })),
  addressed(request) {
    const params = RpcParams.from(request, gatewayParamErrors);
    const names = [...params.everyText("EndUserId"), ...params.everyText("EndUserIds")];
    return [...names, ...params.everyText("Users", "EndUserId")];
  },
  drift: driftEds,
  furnish: (tables, _identity, now) => furnishEds(tables, now),
};
