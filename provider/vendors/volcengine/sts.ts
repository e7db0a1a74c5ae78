import { type ErrorRow, rowsOf } from "../../model/category";
import { type Answer, type Failure, refusalOf } from "../../model/service";
import { defined, record, text } from "../../model/values";
import type { Network } from "../http";
import {
  at,
  filledText,
  type KeyExchange,
  type KeyService,
  type KeySession,
  keysIn,
  type TemporaryKeys,
  unsigned,
} from "../key-exchange";
import { volcengineCall } from "../volcengine";

/** Version of the STS API. */
const VERSION = "2018-01-01";
/** STS is signed for this region wherever it is called. */
const REGION = "cn-beijing";

/** An IAM role as somebody takes it on (STS AssumeRole). */
export interface VolcengineRole extends KeySession {
  readonly roleTrn: string;
}

/** What STS and the metadata service call the parts of a key. */
export const KEY_NAMES = { id: "AccessKeyId", secret: "SecretAccessKey", session: "SessionToken" };

/** Takes on a role with keys that are at hand (STS AssumeRole). */
export function assumeRole(sts: KeyService, role: VolcengineRole, network: Network): KeyExchange<TemporaryKeys> {
  const send = signed(sts, "AssumeRole", parameters(role), network);
  return { operation: "AssumeRole", ...at(sts.endpoint, classify), send, read: temporaryKeys };
}

/** Takes on a role with an OIDC token; the call is unsigned (STS AssumeRoleWithOIDC). */
export function assumeRoleWithOidc(
  endpoint: string,
  role: VolcengineRole & { readonly token: string },
  network: Network,
): KeyExchange<TemporaryKeys> {
  const body = new URLSearchParams({ ...parameters(role), OIDCToken: role.token }).toString();
  const url = `${endpoint}/?Action=AssumeRoleWithOIDC&Version=${VERSION}`;
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  return unsigned("AssumeRoleWithOIDC", { method: "POST", url, headers, body }, network, temporaryKeys, classify);
}

/** Whose keys these are: the id of the account (STS GetCallerIdentity). */
export function callerAccount(sts: KeyService, network: Network): KeyExchange<string> {
  const send = signed(sts, "GetCallerIdentity", {}, network);
  const read = ({ body }: Answer) => filledText(record(record(body)["Result"])["AccountId"]);
  return { operation: "GetCallerIdentity", ...at(sts.endpoint, classify), send, read };
}

function signed(
  sts: KeyService,
  action: string,
  query: Readonly<Record<string, string>>,
  network: Network,
): (timeoutMs: number) => Promise<Answer> {
  return volcengineCall({ ...sts, region: REGION }, { service: "sts", version: VERSION, action, query }, network);
}

function parameters(role: VolcengineRole): Readonly<Record<string, string>> {
  const DurationSeconds = role.durationSeconds?.toString();
  return defined({ RoleTrn: role.roleTrn, RoleSessionName: role.sessionName, DurationSeconds, Policy: role.policy });
}

const rows: readonly ErrorRow[] = [
  ...rowsOf("forbidden", {
    AccessDenied: "Allow the owner of the keys sts:AssumeRole, and name the owner in the trust policy of the role.",
  }),
  ...rowsOf("auth", { InvalidTimestamp: "Set this machine's clock." }),
  ...rowsOf("throttled", { "*FlowLimitExceeded": "Wait, or lower --parallel." }),
  ...rowsOf("transient", {
    InternalError: "Run again; the service failed.",
    InternalServiceTimeout: "Run again; the service failed.",
  }),
];

/** Judges an answer by the `Error` of its envelope, which may come with any status, and then by the status. */
function classify(answer: Answer): Failure | undefined {
  const metadata = record(record(answer.body)["ResponseMetadata"]);
  const error = record(metadata["Error"]);
  if (answer.status < 300 && metadata["Error"] === undefined) return undefined;
  const code = text(error["Code"]) ?? "";
  return refusalOf(answer, rows, { code, message: text(error["Message"]), requestId: text(metadata["RequestId"]) });
}

/** The vendor's own clients disagree on the name of the expiry (`ExpiredTime`, `Expiration`), so either counts. */
function temporaryKeys({ body }: Answer): TemporaryKeys | undefined {
  const found = record(record(record(body)["Result"])["Credentials"]);
  return keysIn(found, KEY_NAMES, found["ExpiredTime"] ?? found["Expiration"], found["CurrentTime"]);
}
