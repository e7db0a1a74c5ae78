import { createHash } from "node:crypto";

import { hexText } from "../random";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";

/**
 * A refused request. Statuses and codes are those of the services' and the API Gateway's "Error Codes" pages, except codes
 * that start with `EMU.`: no public page names the real ones, so the emulator uses codes nobody can mistake for them.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** No such path and method. */
export const apiMissing = (): Refusal =>
  new Refusal(404, "APIGW.0101", "The API does not exist or has not been published in the environment");
/** Refused by the gateway before it reached the service. */
export const badFormat = (message: string): Refusal => new Refusal(400, "APIGW.0201", `Bad request format: ${message}`);
/** Bad token or bad AK/SK signature; the message tells which. */
export const unauthenticated = (reason: string): Refusal =>
  new Refusal(401, "APIGW.0301", `Incorrect IAM authentication information: ${reason}`);
/** Known, but without the permission. */
export const notAuthorized = (): Refusal =>
  new Refusal(403, "APIGW.0302", "The IAM user is not authorized to access the API");
/** Too many calls. */
export const throttled = (): Refusal =>
  new Refusal(429, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit");

/** A service's answer to a request, or its refusal, with the request id that every answer carries. */
export function answer(context: ServiceContext, answerOf: () => WireAnswer): WireAnswer {
  // As the gateway writes it: 32 hex digits.
  const requestId = hexText(32, context.random);
  try {
    const said = answerOf();
    return { ...said, headers: { ...said.headers, "x-request-id": requestId } };
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, requestId);
    throw error;
  }
}

/** Wire form of a refusal: gateway bodies carry the request id, service bodies do not; the header always does. */
function refuse(refusal: Refusal, requestId: string): WireAnswer {
  const body = { error_code: refusal.code, error_msg: refusal.message };
  return {
    status: refusal.status,
    headers: { "x-request-id": requestId },
    body: refusal.code.startsWith("APIGW.") ? { ...body, request_id: requestId } : body,
  };
}

/** Wire form of an injected refusal. Without a context there is no randomness: the request id is derived from the request. */
export function refuseInjected(refusal: Refusal, request: WireRequest, retryAfterSeconds?: number): WireAnswer {
  const seen = [request.method, request.target, request.headers["x-sdk-date"], request.headers["authorization"]].join(
    "\n",
  );
  const refused = refuse(refusal, createHash("sha256").update(seen).digest("hex").slice(0, 32));
  return retryAfterSeconds === undefined
    ? refused
    : { ...refused, headers: { ...refused.headers, "retry-after": String(retryAfterSeconds) } };
}
