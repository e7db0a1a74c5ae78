import { type Answer, type Classify, type Failure, refusalOf } from "../model/service";
import { type Category, categoryOfStatus, CHECK_KEYS, type ErrorRow, MADE_HERE, rowsOf } from "../model/category";
import { record, text } from "../model/values";

const GONE = "Run pulumi refresh: the user no longer exists.";
const GRANT = "Grant the IAM actions listed in docs/permissions.md.";
const REGISTER = "Register Workspace in this project, and check rollcall:projectId and rollcall:workspaceRegion.";
const ROUTE = "Check rollcall:workspaceEndpoint: this host does not serve the path.";

/** Conflict with something unnamed: another write in progress, or a name that is taken (Workspace error codes). */
export const CONFLICT = "WKS.00010032";
/** A user group that does not exist (Workspace error codes). */
export const GROUP_MISSING = "WKS.00170208";

/** Vendor codes of Workspace and of the API gateway before it, by what they mean (Workspace error codes; API Gateway error codes). */
export const errors: readonly ErrorRow[] = [
  ...rowsOf("not-found", { "WKS.00170312": GONE, "WKS.0202": GONE, "WKS.0915": GONE }),
  ...rowsOf("parent-missing", { "WKS.00170117": REGISTER, "WKS.00010099": REGISTER }),
  ...rowsOf("invalid", {
    [GROUP_MISSING]: `Correct groupIds: one of the user groups does not exist. ${MADE_HERE}`,
    "WKS.0001": "Correct the field that the message names.",
  }),
  ...rowsOf("concurrent", { [CONFLICT]: "Let the other change finish, then run again." }),
  ...rowsOf("already-exists", {
    "WKS.00081101": 'Choose another userName, or take the user over with onExisting: "adopt".',
  }),
  ...rowsOf("quota", {
    "WKS.00081105": "Ask Huawei Cloud for a higher quota, or remove users that are no longer needed.",
  }),
  ...rowsOf("routing", { "APIGW.0101": ROUTE }),
  ...rowsOf("invalid", {
    "APIGW.0104": ROUTE,
    "APIGW.0105": ROUTE,
    "APIGW.0106": ROUTE,
    "APIGW.0201": "Correct what the message names: the gateway refused the form of the request.",
  }),
  ...rowsOf("auth", { "APIGW.0301": CHECK_KEYS }),
  ...rowsOf("forbidden", { "APIGW.0302": GRANT }),
  ...rowsOf("auth", {
    "APIGW.0303": CHECK_KEYS,
    "APIGW.0307": "Renew the token in the source that the message names.",
  }),
  ...rowsOf("throttled", { "APIGW.0308": "Wait, or lower --parallel." }),
];

/** Judges an answer: the service's own code, whatever the status, then the status. A success may have no body (BatchCreateUsers). */
export const classify: Classify = (answer: Answer): Failure | undefined => {
  const body = record(answer.body);
  const code = text(body["error_code"]) ?? "";
  if (answer.status >= 200 && answer.status < 300 && code === "") return undefined;
  const message = text(body["error_msg"]);
  const requestId = text(body["request_id"]) ?? answer.headers["x-request-id"];
  // The gateway uses APIGW.0201 for a bad request and for a backend that is down or slow alike (502, 504).
  const rows = code === "APIGW.0201" && answer.status >= 500 ? [] : errors;
  return refusalOf(answer, rows, { code, message, requestId }, (status) => byStatus(status, code));
};

/**
 * What a status means with a code that no page explains. A taken user name is among those: 409 is how Workspace answers for
 * other taken names. An error under a status of success leaves open what was done. A 404 counts as a missing user only when the service itself speaks, not the gateway or a proxy.
 */
function byStatus(status: number, code: string): Category {
  if (status === 409) return "already-exists";
  if (status < 300) return "transient";
  return status === 404 && code.startsWith("WKS.") ? "not-found" : categoryOfStatus(status);
}
