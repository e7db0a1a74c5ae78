import type { Credentials } from "../../model/credentials";
import type { ErrorRow } from "../../model/category";
import { type Answer, type Failure, refusalOf } from "../../model/service";
import { defined, record, text } from "../../model/values";
import { exchange, type Network } from "../http";
import { filledText, keysIn, type KeyExchange, type TemporaryKeys } from "../key-exchange";
import { volcengineCall } from "../volcengine";

/** Version of the STS API. */
const VERSION = "2018-01-01";
/** STS is signed for this region wherever it is called. */
const REGION = "cn-beijing";

/** An IAM role as somebody takes it on (STS AssumeRole). */
export interface VolcengineRole {
  readonly roleTrn: string;
  readonly sessionName: string;
  readonly durationSeconds?: number;
  readonly policy?: string;
}

/** What STS and the metadata service call the parts of a key. */
export const KEY_NAMES = { id: "AccessKeyId", secret: "SecretAccessKey", session: "SessionToken" };

interface Sts {
  readonly endpoint: string;
  readonly credentials: Credentials;
}

/** Takes on a role with keys that are at hand (STS AssumeRole). */
export function assumeRole(sts: Sts, role: VolcengineRole, network: Network): KeyExchange<TemporaryKeys> {
  return {
    operation: "AssumeRole",
    host: new URL(sts.endpoint).host,
    send: signed(sts, "AssumeRole", parameters(role), network),
    classify,
    read: temporaryKeys,
  };
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
  return {
    operation: "AssumeRoleWithOIDC",
    host: new URL(endpoint).host,
    send: (timeoutMs) => exchange(network, { method: "POST", url, headers, body }, timeoutMs),
    classify,
    read: temporaryKeys,
  };
}

/** Whose keys these are: the id of the account (STS GetCallerIdentity). */
export function callerAccount(sts: Sts, network: Network): KeyExchange<string> {
  return {
    operation: "GetCallerIdentity",
    host: new URL(sts.endpoint).host,
    send: signed(sts, "GetCallerIdentity", {}, network),
    classify,
    read: ({ body }) => filledText(record(record(body)["Result"])["AccountId"]),
  };
}

function signed(
  sts: Sts,
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
  {
    code: "AccessDenied",
    category: "forbidden",
    remedy: "Allow the owner of the keys sts:AssumeRole, and name the owner in the trust policy of the role.",
  },
  { code: "InvalidTimestamp", category: "auth", remedy: "Set this machine's clock." },
  { code: "*FlowLimitExceeded", category: "throttled", remedy: "Wait, or lower --parallel." },
  { code: "InternalError", category: "transient", remedy: "Run again; the service failed." },
  { code: "InternalServiceTimeout", category: "transient", remedy: "Run again; the service failed." },
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
