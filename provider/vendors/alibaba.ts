import { kept } from "../model/kept";
import { CHECK_KEYS, type ErrorRow, findRow, rowsOf } from "../model/category";
import { type Credentials, keysOf, type Signer } from "../model/credentials";
import { configError, RollcallError } from "../model/error";
import { type Answer, type Classify, type Failure, noVerdict, refusalOf } from "../model/service";
import { filled, isBag, record, text } from "../model/values";
import type { AlibabaRequest, AlibabaSdk } from "./alibaba-sdk";
import { noAnswerOf, timedOut } from "./http";

/** By keys, so that clients go with them, and then by endpoint. */
const clients = new WeakMap<Credentials, Map<string, Promise<AlibabaSdk>>>();

/**
 * One attempt of an Alibaba Cloud RPC call through the vendor's client, which signs each attempt again (ACS3-HMAC-SHA256).
 * The client makes no retries of its own, follows no redirects and ignores proxy variables.
 * @throws NoAnswer when no complete answer came within `timeoutMs`
 */
export function alibabaCall(
  account: { readonly endpoint: string; readonly credentials: Signer },
  request: AlibabaRequest,
): (timeoutMs: number) => Promise<Answer> {
  const { host } = new URL(account.endpoint);
  return async (timeoutMs) => {
    const client = await clientFor(account.endpoint, await keysOf(account.credentials));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(timedOut(host, timeoutMs)), timeoutMs);
    });
    try {
      return await Promise.race([client.send(request, timeoutMs), late]);
    } catch (error) {
      throw error instanceof RollcallError ? error : noAnswerOf(error, host);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The client takes 150 ms to load, so that happens at the first call and not with the module. */
function clientFor(endpoint: string, credentials: Credentials): Promise<AlibabaSdk> {
  if (credentials.kind !== "keys") {
    throw configError(
      "Alibaba Cloud takes no token.",
      "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
    );
  }
  const ofKeys = kept(clients, credentials, () => new Map<string, Promise<AlibabaSdk>>());
  return kept(ofKeys, endpoint, async () => {
    const { AlibabaSdk } = await import("./alibaba-sdk");
    return new AlibabaSdk(endpoint, credentials);
  });
}

const QUOTA = "Remove users that are no longer needed, or ask Alibaba Cloud for a higher quota, then run again.";

const HOST = "Check the endpoint: this host does not serve the action.";

/** Codes of the gateway before every Alibaba Cloud service (public error codes). */
export const gatewayErrors: readonly ErrorRow[] = [
  ...rowsOf("auth", {
    "InvalidAccessKeyId.*": CHECK_KEYS,
    SignatureDoesNotMatch: CHECK_KEYS,
    IncompleteSignature: CHECK_KEYS,
    "InvalidSecurityToken*": "Renew the temporary keys in the source that the message names.",
    "InvalidTimeStamp.*": "Set this machine's clock: the gateway tolerates about 15 minutes.",
  }),
  ...rowsOf("transient", { SignatureNonceUsed: "Run again." }),
  ...rowsOf("forbidden", {
    "Forbidden*": "Grant the RAM actions listed in docs/permissions.md.",
    "NoPermission*": "Grant the RAM actions listed in docs/permissions.md.",
  }),
  ...rowsOf("throttled", {
    "Throttling*": "Wait, or lower --parallel.",
    "Rejected.Throttling": "Wait, or lower --parallel.",
  }),
  ...rowsOf("routing", { "InvalidApi.NotFound": HOST, InvalidVersion: HOST, UnsupportedHTTPMethod: HOST }),
  ...rowsOf("transient", {
    "ServiceUnavailable*": "Run again; the service is unavailable.",
    "InternalError*": "Run again; the service failed.",
    INTERNAL_ERROR: "Run again; the service failed.",
  }),
  // After the throttles: a code such as Throttling.Quota is one of them. EDS documents no code for its user quota.
  ...rowsOf("quota", { "QuotaExceed*": QUOTA, "*Quota": QUOTA }),
];

/** What some services of the vendor write into `Code` of a success. */
const SUCCESS = /^(ok|success|200)$/i;

/** Judges answers of an Alibaba RPC service: the service's own codes, whatever the status, then the gateway's, then the status. */
export function alibabaRefusals(own: readonly ErrorRow[]): Classify {
  const rows = [...own, ...gatewayErrors];
  return (answer: Answer): Failure | undefined => {
    const body = record(answer.body);
    const code = text(body["Code"]) ?? "";
    if (answer.status < 300 && (code === "" || SUCCESS.test(code)))
      return answer.body === undefined ? noVerdict(answer, "the answer was empty") : undefined;
    const requestId = text(body["RequestId"]) ?? answer.headers["x-acs-request-id"];
    return refusalOf(answer, rows, { code, message: text(body["Message"]), requestId });
  };
}

/** The same of a directory, which must have given the answer itself: what somebody on the way says tells nothing of what it did. */
export function alibabaClassify(own: readonly ErrorRow[]): Classify {
  const refusals = alibabaRefusals(own);
  return (answer) =>
    refusals(answer) ?? (isItsOwn(answer) ? undefined : noVerdict(answer, "the answer did not come from the service"));
}

/** Every answer is an object with a request id (Alibaba Cloud RPC style, common response parameters), which its headers repeat. */
function isItsOwn({ body, headers }: Answer): boolean {
  return isBag(body) && (headers["x-acs-request-id"] ?? filled(body["RequestId"])) !== undefined;
}

/** A failure named inside a successful answer (`FailedUsers`): the same tables, without a status. */
export function alibabaMemberFailure(
  own: readonly ErrorRow[],
  code: string,
  message: string,
  requestId: string | undefined,
): Failure {
  const row = findRow([...own, ...gatewayErrors], code);
  return {
    category: row?.category ?? "invalid",
    cloudCode: code,
    message,
    ...(requestId !== undefined && { requestId }),
    ...(row !== undefined && { remedy: row.remedy }),
  };
}
