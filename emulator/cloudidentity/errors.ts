import { keyExpired } from "../volcengine/authenticate";
import { gatewayError, Refusal, refuseInjected } from "../volcengine/refusal";
import type { WireAnswer, WireRequest } from "../wire";

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

/** A business error of CloudIdentity. */
export function businessError(code: keyof typeof business, message: string): Refusal {
  return new Refusal(business[code][0], code, business[code][1], message);
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
  "expired-credentials": keyExpired(),
  quota: quotaExceeded(),
  concurrent: businessError("ConcurrentException", "Concurrent request exception"),
};

/** Wire form of an injected fault. */
export function faultRefusal(
  fault: keyof typeof faults | "forbidden",
  request: WireRequest,
  retryAfterSeconds?: number,
): WireAnswer {
  const refusal = fault === "forbidden" ? permissionError(request) : faults[fault];
  return refuseInjected(refusal, "cloudidentity", request, retryAfterSeconds);
}
