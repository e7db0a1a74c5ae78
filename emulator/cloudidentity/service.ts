import type { EmulatedDirectory, ServiceContext } from "../service";
import { isVolcengine } from "../signatures/volcengine";
import type { WireRequest } from "../wire";
import { authenticate } from "../volcengine/authenticate";
import { Parameters } from "./call";
import { drift } from "./drift";
import { answer, gatewayError, Refusal } from "../volcengine/refusal";
import { faultRefusal } from "./errors";
import { furnish } from "./furnish";
import { assignGroup } from "./groups";
import { requireEnabled } from "./instance";
import { findOperation } from "./operations";
import { membershipsByUser, membershipTable, userTable } from "./records";

/** Volcengine CloudIdentity, version 2023-01-01: users and groups of one enabled identity centre. */
export const cloudidentity: EmulatedDirectory = {
  name: "cloudidentity",
  serialWrites: true,
  claims: (request) =>
    request.path === "/" &&
    (isVolcengine(request) || (request.query.get("Version") === "2023-01-01" && !("x-acs-version" in request.headers))),
  operation: (request) => findOperation(request)?.action,
  writes: (request) => findOperation(request)?.operation.writes ?? false,
  handle: (request, context) => answer("cloudidentity", request, context, () => resultOf(request, context)),
  faultAnswer: faultRefusal,
  users: (tables) =>
    [...userTable(tables).values()].map((user) => ({
      ...user,
      GroupIds: membershipTable(tables)
        .find(membershipsByUser, user.UserId)
        .map(({ GroupId }) => GroupId),
    })),
  addressed,
  drift,
  controls: { groups: assignGroup },
  furnish: (tables, _identity, now) => furnish(tables, now),
};

/** Id and name of the user a request is about. */
function addressed(request: WireRequest): readonly string[] {
  try {
    return new Parameters(request, findOperation(request)?.action ?? "").texts("UserId", "UserName");
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function resultOf(request: WireRequest, context: ServiceContext): Readonly<Record<string, unknown>> {
  authenticate(request, "cloudidentity", context);
  for (const name of ["Action", "Version"])
    if (!request.query.get(name))
      throw gatewayError("MissingParameter", `The request is missing the ${name} parameter`);
  const found = findOperation(request);
  if (found === undefined)
    throw gatewayError("InvalidActionOrVersion", "Could not find operation for the action and version of the request");
  if (found.operation.needsService) requireEnabled(found.action, context);
  return found.operation.run({ context, parameters: new Parameters(request, found.action) });
}
