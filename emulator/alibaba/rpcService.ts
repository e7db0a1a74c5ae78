import { createHash } from "node:crypto";

import type { EmulatedService, ServiceContext } from "../service";
import { refuseAcs3 } from "../signatures/acs3";
import type { Tables } from "../store/tables";
import type { WireAnswer, WireRequest } from "../wire";
import { errorAnswer, RpcError } from "./errors";
import { RpcParams } from "./params";

/** One verified call. */
export interface RpcCall {
  readonly params: RpcParams;
  readonly tables: Tables;
  readonly now: number;
  readonly context: ServiceContext;
}

/** An action: answers what stands beside `RequestId`, or throws an {@link RpcError}. */
export interface RpcAction {
  /** Whether it changes the stored world. */
  readonly writes: boolean;
  run(call: RpcCall): Readonly<Record<string, unknown>>;
}

/** What makes one RPC service different from another. */
export interface RpcServiceDefinition extends Pick<EmulatedService, "name" | "users" | "drift" | "furnish" | "controls"> {
  /** API version, the header `x-acs-version`. */
  readonly version: string;
  /** `HostId` in error bodies. */
  readonly host: string;
  readonly actions: ReadonlyMap<string, RpcAction>;
  /** Faults that look different from service to service; the others are the gateway's own. */
  readonly faults: Readonly<Record<"server-error" | "quota" | "concurrent", { status: number; code: string; message: string }>>;
  /** Users a call names; see {@link EmulatedService.addressed}. */
  readonly addressed: (params: RpcParams) => readonly string[];
  /** A quota refusal that depends on the action, or `undefined` for the common one. */
  readonly quotaAnswer?: (request: WireRequest, requestId: string) => WireAnswer | undefined;
}

const GATEWAY_FAULTS = {
  throttle: { status: 400, code: "Throttling.User", message: "Request was denied due to user flow control." },
  "expired-key": { status: 400, code: "InvalidAccessKeyId.Inactive", message: "Specified access key is disabled." },
  "expired-token": { status: 400, code: "InvalidSecurityToken.Expired", message: "Specified SecurityToken is expired." },
} as const;

/** The version a request asks for: SDKs send a header, hand-made calls may use the query. */
export function requestedVersion(request: WireRequest): string | undefined {
  return request.headers["x-acs-version"] ?? request.query.get("Version") ?? undefined;
}

function requestedAction(request: WireRequest): string | undefined {
  return request.headers["x-acs-action"] ?? request.query.get("Action") ?? undefined;
}

/** The request id, an upper-case UUID: drawn from the signature's nonce, so faults and answers need no state for it. */
function requestIdOf(request: WireRequest): string {
  const { authorization = "", "x-acs-signature-nonce": nonce = "" } = request.headers;
  const hex = createHash("sha256").update(`${nonce}\n${authorization}\n${request.target}`).digest("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** Builds an Alibaba Cloud RPC service: signature, routing by action, error bodies and request ids are the same for all. */
export function rpcService(definition: RpcServiceDefinition): EmulatedService {
  const actionOf = (request: WireRequest): RpcAction | undefined => definition.actions.get(requestedAction(request) ?? "");

  function answer(request: WireRequest, context: ServiceContext, requestId: string): WireAnswer {
    const action = actionOf(request);
    if (action === undefined) {
      throw new RpcError(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
    }
    if (request.method !== "POST" && request.method !== "GET") throw new RpcError(405, "UnsupportedHTTPMethod", "This HTTP method is not supported.");
    const now = context.now();
    const refused = refuseAcs3(request, { ...context.identity, now, firstUse: (nonce) => context.firstUse?.(`acs3 ${nonce}`) ?? true });
    if (refused !== undefined) throw new RpcError(refused.status, refused.code, refused.message);
    const result = action.run({ params: RpcParams.from(request), tables: context.tables, now, context });
    return { status: 200, headers: { "x-acs-request-id": requestId }, body: { RequestId: requestId, ...result } };
  }

  return {
    name: definition.name,
    claims: (request) => requestedVersion(request) === definition.version,
    operation: (request) => (actionOf(request) === undefined ? undefined : requestedAction(request)),
    writes: (request) => actionOf(request)?.writes ?? false,
    handle(request, context) {
      const requestId = requestIdOf(request);
      try {
        return answer(request, context, requestId);
      } catch (error) {
        if (error instanceof RpcError) return errorAnswer(error, requestId, definition.host);
        throw error;
      }
    },
    faultAnswer(fault, request, retryAfterSeconds) {
      const requestId = requestIdOf(request);
      if (fault === "throttle") {
        const refused = errorAnswer(GATEWAY_FAULTS.throttle, requestId, definition.host);
        // The newest Alibaba core reads this header, in milliseconds, as the time to wait.
        return retryAfterSeconds === undefined ? refused : { ...refused, headers: { ...refused.headers, "x-acs-retry-after": String(retryAfterSeconds * 1000) } };
      }
      if (fault === "expired-credentials") {
        return errorAnswer(GATEWAY_FAULTS[request.headers["x-acs-security-token"] === undefined ? "expired-key" : "expired-token"], requestId, definition.host);
      }
      const special = fault === "quota" ? definition.quotaAnswer?.(request, requestId) : undefined;
      return special ?? errorAnswer(definition.faults[fault], requestId, definition.host);
    },
    addressed: (request) => definition.addressed(RpcParams.from(request)),
    ...(definition.controls === undefined ? {} : { controls: definition.controls }),
    users: (tables) => definition.users(tables),
    drift: (tables, user, change, now) => definition.drift(tables, user, change, now),
    furnish: (tables, identity, now) => definition.furnish(tables, identity, now),
  };
}
