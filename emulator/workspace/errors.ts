import { createHash } from "node:crypto";
import { hexText } from "../random";
import type { ServiceContext } from "../service";
import type { WireAnswer, WireRequest } from "../wire";

/**
 * A refused request. Statuses and codes are those of the Workspace "Error Codes" and API Gateway "Error Codes" pages, except
 * codes that start with `EMU.`: no public page names the real ones, so the emulator uses codes nobody can mistake for them.
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

/** A field or the whole message breaks a rule. */
export const invalid = (message: string): Refusal =>
  new Refusal(400, "WKS.0001", `Invalid request message: ${message}`);
/** Unknown user: the service answers 400, not 404. */
export const userMissing = (): Refusal => new Refusal(400, "WKS.00170312", "The user does not exist.");
/** Unknown user group: 400 as well. */
export const groupMissing = (): Refusal => new Refusal(400, "WKS.00170208", "The user group does not exist.");
/** The project of the path has no Workspace tenant. */
export const tenantMissing = (): Refusal => new Refusal(400, "WKS.00170117", "The tenant does not exist.");
/** A user name that is taken. */
export const userExists = (name: string): Refusal =>
  new Refusal(409, "EMU.USER_DUP", `The user name ${name} already exists.`);
/** A group name that is taken. */
export const groupExists = (name: string): Refusal =>
  new Refusal(409, "EMU.GRP_DUP", `The user group name ${name} already exists.`);
/** The user quota is used up. Its own code is not published; this is the documented one of another Workspace quota. */
export const quotaExceeded = (): Refusal => new Refusal(403, "WKS.00081105", "The quota is exceeded.");
/** No such path and method. */
export const apiMissing = (): Refusal =>
  new Refusal(404, "APIGW.0101", "The API does not exist or has not been published in the environment");
/** Refused by the gateway before it reached the service. */
export const badFormat = (message: string): Refusal => new Refusal(400, "APIGW.0201", `Bad request format: ${message}`);
/** Bad token or bad AK/SK signature; the message tells which. */
export const unauthenticated = (reason: string): Refusal =>
  new Refusal(401, "APIGW.0301", `Incorrect IAM authentication information: ${reason}`);

const faults = {
  throttle: new Refusal(429, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit"),
  "server-error": new Refusal(500, "EMU.INTERNAL", "An internal service error occurred."),
  "expired-credentials": unauthenticated("token expires"),
  forbidden: new Refusal(403, "APIGW.0302", "The IAM user is not authorized to access the API"),
  quota: quotaExceeded(),
  concurrent: new Refusal(409, "WKS.00010032", "The request conflicts with another one in progress."),
};

/** Wire form of an injected fault. Without a context there is no randomness: the request id is derived from the request. */
export function faultRefusal(fault: keyof typeof faults, request: WireRequest, retryAfterSeconds?: number): WireAnswer {
  const seen = [request.method, request.target, request.headers["x-sdk-date"], request.headers["authorization"]].join(
    "\n",
  );
  const answer = refuse(faults[fault], createHash("sha256").update(seen).digest("hex").slice(0, 32));
  return retryAfterSeconds === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfterSeconds) } };
}

/** Wire form of a refusal: gateway bodies carry the request id, service bodies do not; the header always does. */
export function refuse(refusal: Refusal, requestId: string): WireAnswer {
  const body = { error_code: refusal.code, error_msg: refusal.message };
  return {
    status: refusal.status,
    headers: { "x-request-id": requestId },
    body: refusal.code.startsWith("APIGW.") ? { ...body, request_id: requestId } : body,
  };
}

/** Request id as the gateway writes it: 32 hex digits. */
export function newRequestId(context: ServiceContext): string {
  return hexText(32, () => context.random());
}
