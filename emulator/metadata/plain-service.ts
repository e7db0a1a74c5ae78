import { instanceRole } from "../keys/roles";
import { type Cloud, issueKey, type TemporaryKey } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";

/** One thing that a machine can ask. */
export interface PlainRoute {
  /** Ledger name: method and path template. */
  readonly name: string;
  readonly path: RegExp;
  /** A header that the request must have, where two clouds share a path. */
  readonly header?: string;
  run(request: WireRequest, context: ServiceContext): WireAnswer;
}

/** How long the keys of a machine live, in seconds. */
const INSTANCE_SECONDS = 6 * 3600;

/** Metadata services fail as a web server does: they have no error codes. */
const FAULTS = {
  throttle: [429, "429 - Too Many Requests"],
  "server-error": [500, "500 - Internal Server Error"],
  "expired-credentials": [401, "401 - Unauthorized"],
  forbidden: [403, "403 - Forbidden"],
  quota: [503, "503 - Service Unavailable"],
  concurrent: [503, "503 - Service Unavailable"],
} as const;

/** What a program finds on a machine, under fixed paths and without a signature. */
export function plainService(name: string, routes: readonly PlainRoute[]): EmulatedService {
  const find = (request: WireRequest): PlainRoute | undefined =>
    routes.find(
      ({ name: route, path, header }) =>
        route.startsWith(`${request.method} `) &&
        path.test(request.path) &&
        (header === undefined || header in request.headers),
    );
  return {
    name,
    claims: (request) => find(request) !== undefined,
    operation: (request) => find(request)?.name,
    writes: () => false,
    handle: (request, context) => find(request)?.run(request, context) ?? notFound,
    faultAnswer(fault, _request, retryAfterSeconds) {
      const [status, body] = FAULTS[fault];
      return {
        status,
        body,
        ...(retryAfterSeconds !== undefined && { headers: { "retry-after": String(retryAfterSeconds) } }),
      };
    },
  };
}

/** Keys of the role of a machine. */
export function instanceKey(context: ServiceContext, cloud: Cloud): TemporaryKey {
  return issueKey(context, cloud, { role: instanceRole, session: "instance", seconds: INSTANCE_SECONDS });
}

/** What a metadata service answers for something that the machine does not have. */
export const notFound: WireAnswer = { status: 404, body: "404 - Not Found" };
/** What it answers without a token that lives, where it needs one. */
export const unauthorized: WireAnswer = { status: 401, body: "401 - Unauthorized" };
