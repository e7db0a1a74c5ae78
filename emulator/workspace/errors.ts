import { signatureExpired } from "../huawei/authenticate";
import { notAuthorized, Refusal, refuseInjected, throttled, unauthenticated } from "../huawei/refusal";
import type { WireAnswer, WireRequest } from "../wire";

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
const faults = {
  throttle: throttled(),
  "server-error": new Refusal(500, "EMU.INTERNAL", "An internal service error occurred."),
  forbidden: notAuthorized(),
  quota: quotaExceeded(),
  concurrent: new Refusal(409, "WKS.00010032", "The request conflicts with another one in progress."),
};

/** Wire form of an injected fault. */
export function faultRefusal(
  fault: keyof typeof faults | "expired-credentials",
  request: WireRequest,
  retryAfterSeconds?: number,
): WireAnswer {
  const refusal = fault === "expired-credentials" ? expired(request) : faults[fault];
  return refuseInjected(refusal, request, retryAfterSeconds);
}

/** A token says that it ran out; a key is only told that its signature did, at the time it was made. */
function expired({ headers }: WireRequest): Refusal {
  const date = headers["x-sdk-date"];
  if (date === undefined) return unauthenticated("token expires");
  return signatureExpired(date, date);
}
