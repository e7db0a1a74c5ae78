import { type Answer, type Classify, type Failure, noVerdict, refusalOf } from "../model/service";
import { CHECK_KEYS, type ErrorRow, rowsOf } from "../model/category";
import { record, text } from "../model/values";

const HOST = "Check rollcall:cloudidentityEndpoint: this host does not serve the action.";
const GRANT = "Grant the key the actions listed in docs/permissions.md.";

/** Vendor codes of CloudIdentity and of the gateway before it, by what they mean (CloudIdentity CreateUser, UpdateUser, DeleteUser; Volcengine common errors). */
export const errors: readonly ErrorRow[] = [
  ...rowsOf("already-exists", {
    UserNameAlreadyExists: 'Choose another userName, or take the user over at creation with onExisting: "adopt".',
    "*AlreadyExists": 'Choose another name, or take over what exists at creation with onExisting: "adopt".',
  }),
  ...rowsOf("precondition", {
    UserGroupDeletionConflict:
      'The group is provisioned into an account: remove its user provisionings in CloudIdentity first, or set onDelete: "retain" to let go of it here.',
  }),
  ...rowsOf("not-found", { UserNotFound: "Run pulumi refresh: the user no longer exists." }),
  ...rowsOf("quota", {
    ReachedQuotaLimit: "Ask Volcengine for a higher quota, or remove users that are no longer needed.",
  }),
  ...rowsOf("concurrent", {
    ConcurrentException: "Run again: another write to this account was in progress all the time.",
  }),
  ...rowsOf("parent-missing", {
    ServiceStatusException: "Enable CloudIdentity for this account (CloudIdentity EnableService), then run again.",
  }),
  ...rowsOf("forbidden", { PermissionError: GRANT }),
  ...rowsOf("precondition", {
    ErrDeleteSyncUserNotAllowed:
      'An identity source synchronises this user (source Sync) and would bring it back: remove it there, or set onDelete: "retain" to let go of it here.',
    UserHasProvision:
      'The user is provisioned into an account: remove its user provisionings in CloudIdentity first, or set onDelete: "retain" to let go of it here.',
  }),
  ...rowsOf("invalid", {
    InvalidParam: "Correct the field that the message names.",
    ParamMissing: "Declare the field that the message names.",
    ParamIncludeSensitiveWord:
      "Choose another text for the field that the message names: the service objects to a word in it.",
  }),
  ...rowsOf("throttled", {
    OperateTooFrequentlyException: "Wait, or lower --parallel.",
    "*FlowLimitExceeded": "Wait, or lower --parallel.",
  }),
  ...rowsOf("auth", {
    MissingAuthenticationToken: CHECK_KEYS,
    MissingSignature: CHECK_KEYS,
    InvalidAccessKey: CHECK_KEYS,
    SignatureDoesNotMatch: CHECK_KEYS,
    InvalidTimestamp: "Set this machine's clock.",
  }),
  ...rowsOf("forbidden", { LackPolicy: GRANT, AccessDenied: GRANT }),
  ...rowsOf("routing", { ServiceNotFound: HOST, InvalidActionOrVersion: HOST }),
  ...rowsOf("invalid", { MissingParameter: "Declare the field that the message names.", MissingRequestInfo: HOST }),
  ...rowsOf("transient", {
    InternalError: "Run again; the service failed.",
    InternalServiceTimeout: "Run again; the service failed.",
  }),
];

/** Judges an answer by the `Error` of its envelope, which may come with any status, 200 among them; then by the status. */
export const classify: Classify = (answer: Answer): Failure | undefined => {
  const envelope = record(answer.body)["ResponseMetadata"];
  const metadata = record(envelope);
  const error = metadata["Error"] ?? undefined;
  if (error === undefined && answer.status < 300) {
    // A proxy's 200 without the service's envelope does not tell what the service did.
    return envelope === undefined ? noVerdict(answer, "the answer did not come from the service") : undefined;
  }
  const code = text(record(error)["Code"]) ?? "";
  const message = text(record(error)["Message"]);
  return refusalOf(answer, errors, { code, message, requestId: text(metadata["RequestId"]) });
};
