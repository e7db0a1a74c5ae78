import type { Category } from "../model/category";
import type { Identity } from "../model/credentials";
import { type ErrorCode, RollcallError } from "../model/error";
import { type Answer, type Classify, clockOff, type Failure, NoAnswer, type Secrets } from "../model/service";
import type { Clock } from "./clock";

/** The code and the advice of a failure whose vendor code brings no better one. */
const MEANING: Readonly<Record<Category, { readonly code: ErrorCode; readonly remedy: string }>> = {
  auth: { code: "ERR_AUTH", remedy: "Check the access key (or token) and its expiry, and the clock of this machine." },
  forbidden: { code: "ERR_FORBIDDEN", remedy: "Grant the key the permission that the message names, then run again." },
  invalid: { code: "ERR_CLOUD", remedy: "Correct the field that the message names, then run again." },
  "not-found": { code: "ERR_USER_MISSING", remedy: "Run `pulumi refresh`, then run again." },
  "parent-missing": {
    code: "ERR_PARENT_MISSING",
    remedy: "Check instance, project and region, and that the service is enabled for this account.",
  },
  "already-exists": {
    code: "ERR_ALREADY_EXISTS",
    remedy: 'Set onExisting to "adopt" to take the user over, or choose another name.',
  },
  "value-taken": {
    code: "ERR_CLOUD",
    remedy: "Change the field that the message names: another account has its value.",
  },
  throttled: { code: "ERR_THROTTLED", remedy: "Run again later, or ask the vendor for a higher call limit." },
  quota: {
    code: "ERR_QUOTA",
    remedy: "Ask the vendor for a higher quota or remove users that are no longer needed, then run again.",
  },
  concurrent: { code: "ERR_CLOUD", remedy: "Let the other change finish, then run again." },
  precondition: { code: "ERR_CLOUD", remedy: "Change the state of the user that the message names, then run again." },
  transient: { code: "ERR_CLOUD", remedy: "Run again; if it stays, show the vendor the request id." },
  "no-answer": {
    code: "ERR_UNREACHABLE",
    remedy: "Check the network between this machine and the endpoint, then run again.",
  },
  unreachable: {
    code: "ERR_UNREACHABLE",
    remedy: "Check the endpoint, the network and the name resolution of this machine, then run again.",
  },
  routing: { code: "ERR_CONFIG", remedy: "Check endpoint and region of this service." },
};

/** What was being called, for error texts. */
export interface CallContext {
  /** The service as texts name it, e.g. `Alibaba Cloud EDS`. */
  readonly service: string;
  /** The API's own name of the operation, e.g. `CreateUsers`. */
  readonly operation: string;
  readonly secrets: Secrets;
}

/**
 * Judges one attempt. An unreadable answer is never given to the error table: a proxy's 404 page says nothing about a user.
 */
export function judge(answer: Answer, classify: Classify): Failure | undefined {
  if (answer.unreadable === undefined) return classify(answer);
  return {
    category: answer.status === 429 ? "throttled" : "no-answer",
    cloudCode: "",
    message: `the answer was not readable: ${answer.unreadable}`,
    status: answer.status,
    remedy: "Check the endpoint, and whether a proxy or firewall on the way answers in the service's place.",
  };
}

/** An attempt that brought no answer, as a failure; anything but {@link NoAnswer} is a defect and thrown on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof NoAnswer) return { category: error.category, cloudCode: "", message: error.message };
  throw error;
}

/**
 * The error for a failed call or a failed member of a batch (EDS `FailedUsers`), cleaned of secrets.
 * @param as replaces code and remedy where more is known than the category tells
 */
export function errorOf(
  failure: Failure,
  context: CallContext,
  as: { readonly code?: ErrorCode; readonly remedy?: string; readonly note?: string } = {},
): RollcallError {
  const meaning = MEANING[failure.category];
  const message = context.secrets.clean(failure.message).trim() || failure.category;
  return new RollcallError({
    code: as.code ?? meaning.code,
    summary: `${context.service} ${context.operation} failed: ${sentence(message)}${as.note === undefined ? "" : ` ${as.note}`}`,
    remedy: as.remedy ?? failure.remedy ?? meaning.remedy,
    category: failure.category,
    ...(failure.cloudCode !== "" && { cloudCode: context.secrets.clean(failure.cloudCode) }),
    ...(failure.requestId !== undefined && { requestId: failure.requestId }),
    ...(failure.status !== undefined && { status: failure.status }),
  });
}

/**
 * Whether a refusal may mean that the keys have run out. No page names the code for that, so every refusal of keys counts, except for
 * a permission that is known to be missing.
 */
export function concernsKeys({ category, status, remedy }: Failure): boolean {
  return category === "auth" || (status === 403 && remedy === undefined);
}

/** The failure; where it is about keys, with their source and how far this machine's clock is off. */
export function onKeys(
  failure: Failure,
  answer: Answer,
  { identity, clock }: { readonly identity?: Identity; readonly clock: Clock },
): Failure {
  if (identity === undefined || !(concernsKeys(failure) || failure.category === "forbidden")) return failure;
  const off = failure.category === "auth" ? clockOff(answer, clock.now()) : undefined;
  const clocks = off === undefined ? "" : ` This machine's clock is ${off} the service's; set it, best by NTP.`;
  const message = sentence(failure.message.trim());
  return { ...failure, message: `${message} The keys are those of ${identity.source}.${clocks}` };
}

/** A text of the vendor's with the full stop that it may lack. */
function sentence(text: string): string {
  return /[.!?。]$/.test(text) ? text : `${text}.`;
}
