import type { WireRequest } from "../wire";
import type { Action } from "./call";
import { createGroup, deleteGroup, getGroup, listGroups, updateGroup } from "./groups";
import { disableService, enableService, getServiceStatus } from "./instance";
import { addUserToGroup, listGroupMembers, removeUserFromGroup } from "./members";
import { resetPassword } from "./passwords";
import { listUsers } from "./user-list";
import { createUser, deleteUser, getUser, updateUser } from "./users";

/** One action, whether it changes the stored world, and whether the service must be enabled for it. */
export interface Operation {
  readonly writes: boolean;
  readonly needsService: boolean;
  readonly run: Action;
}

const read = (run: Action): Operation => ({ writes: false, needsService: true, run });
const write = (run: Action): Operation => ({ writes: true, needsService: true, run });

const operations: ReadonlyMap<string, Operation> = new Map([
  ["CreateUser", write(createUser)],
  ["UpdateUser", write(updateUser)],
  ["GetUser", read(getUser)],
  ["ListUsers", read(listUsers)],
  ["DeleteUser", write(deleteUser)],
  ["ResetPassword", write(resetPassword)],
  ["AddUserToGroup", write(addUserToGroup)],
  ["RemoveUserFromGroup", write(removeUserFromGroup)],
  ["ListGroupMembers", read(listGroupMembers)],
  ["CreateGroup", write(createGroup)],
  ["GetGroup", read(getGroup)],
  ["UpdateGroup", write(updateGroup)],
  ["DeleteGroup", write(deleteGroup)],
  ["ListGroups", read(listGroups)],
  ["GetServiceStatus", { ...read(getServiceStatus), needsService: false }],
  ["EnableService", { ...write(enableService), needsService: false }],
  ["DisableService", write(disableService)],
]);

/** The action a request names in its query, if the service has it in version 2023-01-01. */
export function findOperation(
  request: WireRequest,
): { readonly action: string; readonly operation: Operation } | undefined {
  const action = request.query.get("Action") ?? "";
  const operation =
    request.query.get("Version") === "2023-01-01" && ["GET", "POST"].includes(request.method)
      ? operations.get(action)
      : undefined;
  return operation && { action, operation };
}
