import { createHash } from "node:crypto";

import { beijingTime } from "../times";
import { hexText } from "../random";
import type { ServiceContext } from "../service";
import type { VolcengineSignatureFault } from "../signatures/volcengine";
import type { WireAnswer, WireRequest } from "../wire";

/** A refused request, in the parts of the envelope's `Error`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly codeN: number,
    message: string,
  ) {
    super(message);
  }
}

/** Gateway errors with status and `CodeN` as on the "common errors" page. */
const gateway = {
  MissingParameter: [400, 100002],
  MissingAuthenticationToken: [401, 100003],
  MissingRequestInfo: [400, 100004],
  MissingSignature: [401, 100005],
  InvalidTimestamp: [400, 100006],
  ServiceNotFound: [404, 100007],
  InvalidActionOrVersion: [404, 100008],
  InvalidAccessKey: [401, 100009],
  SignatureDoesNotMatch: [401, 100010],
  FlowLimitExceeded: [429, 100018],
} as const satisfies Readonly<Record<VolcengineSignatureFault["code"], readonly [status: number, codeN: number]>> &
  Readonly<Record<string, readonly [status: number, codeN: number]>>;

/** An error of the shared gateway, raised before the service sees the request. */
export function gatewayError(code: keyof typeof gateway, message: string): Refusal {
  return new Refusal(gateway[code][0], code, gateway[code][1], message);
}

/** Wire form of an injected refusal. Without a context there is no randomness: the request id is derived from the request. */
export function refuseInjected(
  refusal: Refusal,
  service: string,
  request: WireRequest,
  retryAfterSeconds?: number,
): WireAnswer {
  const seen = [request.method, request.target, request.headers["x-date"], request.headers["authorization"]].join("\n");
  const requestId = createHash("sha256").update(seen).digest("hex").slice(0, 32).toUpperCase();
  const refused = refuse(refusal, service, request, requestId);
  return retryAfterSeconds === undefined
    ? refused
    : { ...refused, headers: { "retry-after": String(retryAfterSeconds) } };
}

/** A service's answer to a request: its result or its refusal, in the envelope that both share. */
export function answer(
  service: string,
  request: WireRequest,
  context: ServiceContext,
  resultOf: () => Readonly<Record<string, unknown>>,
): WireAnswer {
  const requestId = newRequestId(context);
  try {
    const Result = resultOf();
    return { status: 200, body: { ResponseMetadata: metadata(service, request, requestId), Result } };
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, service, request, requestId);
    throw error;
  }
}

/** Envelope of a refusal. */
function refuse(refusal: Refusal, service: string, request: WireRequest, requestId: string): WireAnswer {
  const Error = { CodeN: refusal.codeN, Code: refusal.code, Message: refusal.message };
  return { status: refusal.status, body: { ResponseMetadata: { ...metadata(service, request, requestId), Error } } };
}

/** `ResponseMetadata` of every answer. */
function metadata(service: string, request: WireRequest, requestId: string): Readonly<Record<string, unknown>> {
  return {
    RequestId: requestId,
    Action: request.query.get("Action") ?? "",
    Version: request.query.get("Version") ?? "",
    Service: service,
    Region: "cn-beijing",
  };
}

/** Beijing time to the second, then 18 hex digits, as in the documented samples. */
function newRequestId(context: ServiceContext): string {
  return beijingTime(context.now()).slice(0, 19).replace(/\D/g, "") + hexText(18, context.random).toUpperCase();
}
