import { type Answer, type Classify, type Failure, refusalOf } from "../model/service";
import { CHECK_KEYS, type ErrorRow } from "../model/category";
import { record, text } from "../model/values";

const HOST = "Check rollcall:cloudidentityEndpoint: this host does not serve the action.";
const GRANT = "Grant the key the actions listed in docs/permissions.md.";

/** Vendor codes of CloudIdentity and of the gateway before it, by what they mean (CloudIdentity CreateUser, UpdateUser, DeleteUser; Volcengine common errors). */
export const errors: readonly ErrorRow[] = [
  {
    code: "UserNameAlreadyExists",
    category: "already-exists",
    remedy: 'Choose another userName, or take the user over at creation with onExisting: "adopt".',
  },
  {
    code: "*AlreadyExists",
    category: "already-exists",
    remedy: 'Choose another name, or take over what exists at creation with onExisting: "adopt".',
  },
  {
    code: "UserGroupDeletionConflict",
    category: "precondition",
    remedy:
      'The group is provisioned into an account: remove its user provisionings in CloudIdentity first, or set onDelete: "retain" to let go of it here.',
  },
  { code: "UserNotFound", category: "not-found", remedy: "Run pulumi refresh: the user no longer exists." },
  {
    code: "ReachedQuotaLimit",
    category: "quota",
    remedy: "Ask Volcengine for a higher quota, or remove users that are no longer needed.",
  },
  {
    code: "ConcurrentException",
    category: "concurrent",
    remedy: "Run again: another write to this account was in progress all the time.",
  },
  {
    code: "ServiceStatusException",
    category: "parent-missing",
    remedy: "Enable CloudIdentity for this account (CloudIdentity EnableService), then run again.",
  },
  { code: "PermissionError", category: "forbidden", remedy: GRANT },
  {
    code: "ErrDeleteSyncUserNotAllowed",
    category: "precondition",
    remedy:
      'An identity source synchronises this user (source Sync) and would bring it back: remove it there, or set onDelete: "retain" to let go of it here.',
  },
  {
    code: "UserHasProvision",
    category: "precondition",
    remedy:
      'The user is provisioned into an account: remove its user provisionings in CloudIdentity first, or set onDelete: "retain" to let go of it here.',
  },
  { code: "InvalidParam", category: "invalid", remedy: "Correct the field that the message names." },
  { code: "ParamMissing", category: "invalid", remedy: "Declare the field that the message names." },
  {
    code: "ParamIncludeSensitiveWord",
    category: "invalid",
    remedy: "Choose another text for the field that the message names: the service objects to a word in it.",
  },
  { code: "OperateTooFrequentlyException", category: "throttled", remedy: "Wait, or lower --parallel." },
  { code: "*FlowLimitExceeded", category: "throttled", remedy: "Wait, or lower --parallel." },
  { code: "MissingAuthenticationToken", category: "auth", remedy: CHECK_KEYS },
  { code: "MissingSignature", category: "auth", remedy: CHECK_KEYS },
  { code: "InvalidAccessKey", category: "auth", remedy: CHECK_KEYS },
  { code: "SignatureDoesNotMatch", category: "auth", remedy: CHECK_KEYS },
  { code: "InvalidTimestamp", category: "auth", remedy: "Set this machine's clock." },
  { code: "LackPolicy", category: "forbidden", remedy: GRANT },
  { code: "AccessDenied", category: "forbidden", remedy: GRANT },
  { code: "ServiceNotFound", category: "routing", remedy: HOST },
  { code: "InvalidActionOrVersion", category: "routing", remedy: HOST },
  { code: "MissingParameter", category: "invalid", remedy: "Declare the field that the message names." },
  { code: "MissingRequestInfo", category: "invalid", remedy: HOST },
  { code: "InternalError", category: "transient", remedy: "Run again; the service failed." },
  { code: "InternalServiceTimeout", category: "transient", remedy: "Run again; the service failed." },
];

/** Judges an answer by the `Error` of its envelope, which may come with any status, 200 among them; then by the status. */
export const classify: Classify = (answer: Answer): Failure | undefined => {
  const envelope = record(answer.body)["ResponseMetadata"];
  const metadata = record(envelope);
  const error = metadata["Error"] ?? undefined;
  if (error === undefined && answer.status < 300) {
    // A proxy's 200 without the service's envelope does not tell what the service did.
    return envelope === undefined
      ? {
          category: "no-answer",
          cloudCode: "",
          message: "the answer did not come from the service",
          status: answer.status,
        }
      : undefined;
  }
  const code = text(record(error)["Code"]) ?? "";
  const message = text(record(error)["Message"]);
  return refusalOf(answer, errors, { code, message, requestId: text(metadata["RequestId"]) });
};
