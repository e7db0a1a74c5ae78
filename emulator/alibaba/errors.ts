import type { WireAnswer } from "../wire";

/** A refusal of an RPC call; the gateway turns it into Alibaba Cloud's error body. */
export class RpcError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** `Missing<Parameter>`, the gateway's pattern for an absent required parameter. */
export function missing(parameter: string): RpcError {
  return new RpcError(400, `Missing${parameter}`, `${parameter} is mandatory for this action.`);
}

/** `Invalid<Parameter>`, the gateway's pattern for a parameter out of its rules. */
export function invalid(parameter: string, rule: string): RpcError {
  return new RpcError(400, `Invalid${parameter}`, `The specified parameter ${parameter} is not valid: ${rule}`);
}

/** How a service names a parameter that is absent or out of its rules. */
export interface ParamErrors {
  missing(parameter: string): RpcError;
  invalid(parameter: string, rule: string): RpcError;
}

/** The gateway's own pattern, which EDS follows. */
export const gatewayParamErrors: ParamErrors = { missing, invalid };

/** An Alibaba Cloud RPC error: the body of "Public error codes" plus the request id header. */
export function errorAnswer(
  error: { status: number; code: string; message: string },
  requestId: string,
  hostId: string,
): WireAnswer {
  const recommend = `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&requestId=${requestId}`;
  return {
    status: error.status,
    headers: { "x-acs-request-id": requestId },
    body: { RequestId: requestId, HostId: hostId, Code: error.code, Message: error.message, Recommend: recommend },
  };
}
