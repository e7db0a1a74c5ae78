import type { Principal } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import type { Tables } from "../store/tables";
import type { WireAnswer, WireRequest } from "../wire";
import { authenticate } from "./authenticate";
import { errorAnswer, RpcError, type ParamErrors } from "./errors";
import { RpcParams } from "./params";
import { isRpcRequest, requestedAction, requestedVersion, requestIdOf, sentSecurityToken } from "./rpc-request";

/** One verified call. */
export interface RpcCall {
  readonly params: RpcParams;
  readonly tables: Tables;
  readonly now: number;
  readonly context: ServiceContext;
  /** Who signed it; for an anonymous action, nobody did. */
  readonly principal: Principal | undefined;
}

/** An action: answers what stands beside `RequestId`, or throws an {@link RpcError}. */
export interface RpcAction {
  /** Whether it changes the stored world. */
  readonly writes: boolean;
  /** Whether it is called without a signature, because its parameters prove who calls. */
  readonly anonymous?: boolean;
  run(call: RpcCall): Readonly<Record<string, unknown>>;
}

/** An action that leaves the stored world as it is. */
export function read(run: RpcAction["run"]): RpcAction {
  return { writes: false, run };
}

/** An action that changes the stored world; it need not answer anything. */
export function write(run: (call: RpcCall) => ReturnType<RpcAction["run"]> | void): RpcAction {
  return { writes: true, run: (call) => run(call) ?? {} };
}

/** What makes one RPC service different from another. */
export interface RpcServiceDefinition {
  readonly name: string;
  /** API version. */
  readonly version: string;
  /** `HostId` in error bodies. */
  readonly host: string;
  /** Also claims Alibaba requests of unknown versions, to refuse them as the gateway does. The service must then be asked after the others of its kind. */
  readonly claimsAnyVersion?: boolean;
  readonly actions: Readonly<Record<string, RpcAction>>;
  readonly paramErrors: ParamErrors;
  /** Faults that look different from service to service; the others are the gateway's own. */
  readonly faults: Readonly<
    Record<"server-error" | "quota" | "concurrent", { status: number; code: string; message: string }>
  >;
  /** What an action that reports a used-up quota inside HTTP 200 answers; `undefined` for the others. */
  readonly quotaBody?: (action: string, params: RpcParams) => Readonly<Record<string, unknown>> | undefined;
}

const GATEWAY_FAULTS = {
  throttle: { status: 400, code: "Throttling.User", message: "Request was denied due to user flow control." },
  forbidden: {
    status: 403,
    code: "Forbidden.RAM",
    message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  },
  "expired-key": { status: 400, code: "InvalidAccessKeyId.Inactive", message: "Specified access key is disabled." },
  "expired-token": {
    status: 400,
    code: "InvalidSecurityToken.Expired",
    message: "Specified SecurityToken is expired.",
  },
} as const;

function success(requestId: string, result: Readonly<Record<string, unknown>>): WireAnswer {
  return { status: 200, headers: { "x-acs-request-id": requestId }, body: { RequestId: requestId, ...result } };
}

/** Builds an Alibaba Cloud RPC service: signature, routing by action, error bodies and request ids are the same for all. */
export function rpcService(definition: RpcServiceDefinition): EmulatedService {
  const actions = new Map(Object.entries(definition.actions));
  const actionOf = (request: WireRequest): RpcAction | undefined =>
    requestedVersion(request) === definition.version ? actions.get(requestedAction(request) ?? "") : undefined;
  const paramsOf = (request: WireRequest): RpcParams => RpcParams.from(request, definition.paramErrors);

  function answer(request: WireRequest, context: ServiceContext, requestId: string): WireAnswer {
    const action = actionOf(request);
    if (action === undefined) {
      throw new RpcError(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
    }
    if (request.method !== "POST" && request.method !== "GET")
      throw new RpcError(405, "UnsupportedHTTPMethod", "This HTTP method is not supported.");
    const principal = action.anonymous === true ? undefined : authenticate(request, context);
    const { tables } = context;
    const result = action.run({ params: paramsOf(request), tables, now: context.now(), context, principal });
    return success(requestId, result);
  }

  return {
    name: definition.name,
    claims: (request) =>
      requestedVersion(request) === definition.version ||
      (definition.claimsAnyVersion === true && isRpcRequest(request)),
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
        return retryAfterSeconds === undefined
          ? refused
          : { ...refused, headers: { ...refused.headers, "x-acs-retry-after": String(retryAfterSeconds * 1000) } };
      }
      if (fault === "forbidden") return errorAnswer(GATEWAY_FAULTS.forbidden, requestId, definition.host);
      if (fault === "expired-credentials") {
        return errorAnswer(
          GATEWAY_FAULTS[sentSecurityToken(request) === undefined ? "expired-key" : "expired-token"],
          requestId,
          definition.host,
        );
      }
      const quotaBody =
        fault === "quota" ? definition.quotaBody?.(requestedAction(request) ?? "", paramsOf(request)) : undefined;
      return quotaBody === undefined
        ? errorAnswer(definition.faults[fault], requestId, definition.host)
        : success(requestId, quotaBody);
    },
  };
}
