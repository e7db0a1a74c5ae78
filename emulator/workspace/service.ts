import { authenticate } from "../huawei/authenticate";
import type { EmulatedDirectory, ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";
import { addressed } from "./addressed";
import { readBody } from "./call";
import { drift } from "./drift";
import { answer, apiMissing } from "../huawei/refusal";
import { faultRefusal, tenantMissing } from "./errors";
import { furnish } from "./furnish";
import { findRoute } from "./operations";
import { groupNames, userTable } from "./records";

/** Huawei Cloud Workspace, REST v2: users and user groups of one project. */
export const workspace: EmulatedDirectory = {
  name: "workspace",
  claims: (request) => request.path.startsWith("/v2/"),
  operation: (request) => findRoute(request)?.route.name,
  writes: (request) => findRoute(request)?.route.writes ?? false,
  handle: (request, context) => answer(context, () => answerTo(request, context)),
  faultAnswer: faultRefusal,
  users: (tables) =>
    Array.from(userTable(tables).values(), (user) => ({ ...user, group_names: groupNames(user, tables) })),
  addressed,
  drift,
  settings: ({ workspace: { projectId } }) => ({ projectId }),
  furnish: (tables, _identity, now) => furnish(tables, now),
};

/** As on the real gateway, an unknown path is refused before anybody asks who is calling. */
function answerTo(request: WireRequest, context: ServiceContext): WireAnswer {
  const found = findRoute(request);
  if (found === undefined) throw apiMissing();
  authenticate(request, context);
  if (found.path["project_id"] !== context.identity.workspace.projectId) throw tenantMissing();
  return found.route.run({ context, path: found.path, query: request.query, body: readBody(request) });
}
