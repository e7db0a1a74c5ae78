import { createHash } from "node:crypto";
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

/**
 * Statuses of the business errors, from the error tables of the CloudIdentity pages (404 for a taken name, 429 for a full quota and
 * 400 for a missing permission are theirs). The pages give no `CodeN`: these numbers are the emulator's own, one for each code.
 * UserGroupNameAlreadyExists is the emulator's own altogether, formed after UserNameAlreadyExists.
 */
const business = {
  PermissionError: [400, 170001],
  ParamIncludeSensitiveWord: [400, 170002],
  ConcurrentException: [400, 170003],
  ServiceStatusException: [400, 170004],
  InvalidParam: [400, 170005],
  ParamMissing: [400, 170006],
  UserNameAlreadyExists: [404, 170007],
  ReachedQuotaLimit: [429, 170008],
  InternalError: [500, 170009],
  UserNotFound: [404, 170010],
  UserGroupNotFound: [404, 170011],
  ErrDeleteSyncUserNotAllowed: [400, 170012],
  UserHasProvision: [400, 170013],
  ServiceAlreadyEnabled: [409, 170014],
  UserGroupNameAlreadyExists: [404, 170015],
  UserGroupDeletionConflict: [409, 170016],
} as const satisfies Readonly<Record<string, readonly [status: number, codeN: number]>>;

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

/** A business error of CloudIdentity. */
export function businessError(code: keyof typeof business, message: string): Refusal {
  return new Refusal(business[code][0], code, business[code][1], message);
}

/** An error of the shared gateway, raised before the service sees the request. */
export function gatewayError(code: keyof typeof gateway, message: string): Refusal {
  return new Refusal(gateway[code][0], code, gateway[code][1], message);
}

/** A value that breaks a rule. The service repeats the value, a password too, and so does the emulator: clients must redact it. */
export function invalidParam(name: string, value: unknown): Refusal {
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  return businessError("InvalidParam", `The parameter ${name}[${shown}] is invalid`);
}

/** A parameter that is not there. CreateUser's error table has no ParamMissing, the other pages do. */
export function missingParam(name: string, action: string): Refusal {
  return action === "CreateUser"
    ? invalidParam(name, "")
    : businessError("ParamMissing", `The parameter ${name} is missing`);
}

export const userNotFound = (): Refusal => businessError("UserNotFound", "User not found");
export const groupNotFound = (): Refusal => businessError("UserGroupNotFound", "User group not found");

/** A quota is used up: 429, though waiting does not help. */
export function quotaExceeded(what = "User"): Refusal {
  return businessError("ReachedQuotaLimit", `The count of ${what} is exceeded quota limit`);
}

function permissionError(request: WireRequest): Refusal {
  return businessError(
    "PermissionError",
    `No permission to perform action[${request.query.get("Action") ?? ""}] on resource *`,
  );
}

const faults = {
  throttle: gatewayError("FlowLimitExceeded", "The request was rejected because the flow limit was exceeded"),
  "server-error": businessError("InternalError", "Unknown internal error: injected by the emulator"),
  "expired-credentials": gatewayError("InvalidAccessKey", "The access key or its session token has expired"),
  quota: quotaExceeded(),
  concurrent: businessError("ConcurrentException", "Concurrent request exception"),
};

/** Wire form of an injected fault. Without a context there is no randomness: the request id is derived from the request. */
export function faultRefusal(
  fault: keyof typeof faults | "forbidden",
  request: WireRequest,
  retryAfterSeconds?: number,
): WireAnswer {
  const seen = [request.method, request.target, request.headers["x-date"], request.headers["authorization"]].join("\n");
  const requestId = createHash("sha256").update(seen).digest("hex").slice(0, 32).toUpperCase();
  const answer = refuse(fault === "forbidden" ? permissionError(request) : faults[fault], request, requestId);
  return retryAfterSeconds === undefined
    ? answer
    : { ...answer, headers: { "retry-after": String(retryAfterSeconds) } };
}

/** Envelope of a refusal. */
export function refuse(refusal: Refusal, request: WireRequest, requestId: string): WireAnswer {
  const Error = { CodeN: refusal.codeN, Code: refusal.code, Message: refusal.message };
  return { status: refusal.status, body: { ResponseMetadata: { ...metadata(request, requestId), Error } } };
}

/** `ResponseMetadata` of every answer. */
export function metadata(request: WireRequest, requestId: string): Readonly<Record<string, unknown>> {
  return {
    RequestId: requestId,
    Action: request.query.get("Action") ?? "",
    Version: request.query.get("Version") ?? "",
    Service: "cloudidentity",
    Region: "cn-beijing",
  };
}
