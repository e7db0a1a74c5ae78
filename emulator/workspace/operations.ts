import type { WireRequest } from "../wire";
import type { Operation } from "./call";
import { batchDeleteGroups, createGroup, deleteGroup, listGroups, updateGroup } from "./groups";
import { listGroupUsers, runActionsOnGroup } from "./members";
import { changeUserStatus, resendEmail, resetRandomPassword } from "./passwords";
import { listUsers } from "./user-list";
import { batchCreateUsers, batchDeleteUsers, createUser, deleteUser, showUser, updateUser } from "./users";

/** One operation: its path below the project, and whether it changes the stored world. */
export interface Route {
  readonly method: string;
  /** Ledger name: method and path template. */
  readonly name: string;
  readonly segments: readonly string[];
  readonly writes: boolean;
  readonly run: Operation;
}

/** Fixed paths stand before templates that would match them too. */
const routes: readonly Route[] = [
  route("POST", "users/batch-create", batchCreateUsers),
  route("POST", "users/batch-delete", batchDeleteUsers),
  route("POST", "users", createUser),
  route("GET", "users", listUsers),
  route("GET", "users/{user_id}", showUser),
  route("PUT", "users/{user_id}", updateUser),
  route("DELETE", "users/{user_id}", deleteUser),
  route("POST", "users/{user_id}/actions", changeUserStatus),
  route("POST", "users/{user_id}/resend-email", resendEmail),
  // A GET that sets a new password at every call.
  { ...route("GET", "users/{user_id}/random-password", resetRandomPassword), writes: true },
  route("POST", "groups/batch-delete", batchDeleteGroups),
  route("POST", "groups", createGroup),
  route("GET", "groups", listGroups),
  route("PUT", "groups/{group_id}", updateGroup),
  route("DELETE", "groups/{group_id}", deleteGroup),
  route("GET", "groups/{group_id}/users", listGroupUsers),
  route("POST", "groups/{group_id}/actions", runActionsOnGroup),
];

/** The operation a request asks for, with the values of its path; `undefined` when the gateway knows none. */
export function findRoute(
  request: WireRequest,
): { readonly route: Route; readonly path: Readonly<Record<string, string>> } | undefined {
  const segments = request.path.split("/").slice(1);
  for (const candidate of routes) {
    const path = candidate.method === request.method ? match(candidate.segments, segments) : undefined;
    if (path) return { route: candidate, path };
  }
  return undefined;
}

function route(method: string, below: string, run: Operation): Route {
  const template = `v2/{project_id}/${below}`;
  return { method, name: `${method} /${template}`, segments: template.split("/"), writes: method !== "GET", run };
}

function match(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const value = segments[index] ?? "";
    if (!part.startsWith("{")) {
      if (part !== value) return undefined;
    } else if (value === "") {
      return undefined;
    } else {
      path[part.slice(1, -1)] = value;
    }
  }
  return path;
}
