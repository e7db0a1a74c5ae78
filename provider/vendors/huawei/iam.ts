import { type ErrorRow, rowsOf } from "../../model/category";
import { type Answer, type Failure, refusalOf } from "../../model/service";
import { defined, record, text } from "../../model/values";
import type { Network } from "../http";
import { huaweiCall } from "../huawei";
import {
  at,
  filledText,
  type KeyExchange,
  type KeyService,
  keysIn,
  type TemporaryKeys,
  unsigned,
} from "../key-exchange";

/** An agency as somebody takes it on (IAM v3, "Obtaining temporary access keys and a security token through an agency"). */
export interface HuaweiAgency {
  readonly agency: string;
  /** Of the account that made the agency, by id or by name. */
  readonly domain: string;
  readonly durationSeconds?: number;
}

const ISSUE = ["v3.0", "OS-CREDENTIAL", "securitytokens"];

/** What IAM writes for ids of accounts: 32 hexadecimal digits. A name may not look like that. */
export function isDomainId(domain: string): boolean {
  return /^[0-9a-f]{32}$/.test(domain);
}

/** Takes on an agency with keys, or a token, that are at hand. */
export function assumeAgency(iam: KeyService, role: HuaweiAgency, network: Network): KeyExchange<TemporaryKeys> {
  const { agency, domain, durationSeconds } = role;
  const assume_role = {
    agency_name: agency,
    ...(isDomainId(domain) ? { domain_id: domain } : { domain_name: domain }),
    ...(durationSeconds !== undefined && { duration_seconds: durationSeconds }),
  };
  return issue(iam, "the agency", { auth: { identity: { methods: ["assume_role"], assume_role } } }, network);
}

/** Keys for a token (IAM v3, "Obtaining temporary access keys and a security token by a token"). */
export function keysForToken(
  endpoint: string,
  token: string,
  durationSeconds: number | undefined,
  network: Network,
): KeyExchange<TemporaryKeys> {
  const body = {
    auth: { identity: { methods: ["token"], token: defined({ id: token, duration_seconds: durationSeconds }) } },
  };
  return issue({ endpoint, credentials: { kind: "token", token } }, "the token", body, network);
}

/** A token of IAM's own for an OIDC token; unsigned (IAM v3.0, "Obtaining an unscoped token with an OpenID Connect ID token"). */
export function tokenForOidc(endpoint: string, idpId: string, token: string, network: Network): KeyExchange<string> {
  const body = JSON.stringify({ auth: { id_token: { id: token } } });
  const headers = { "content-type": "application/json", accept: "application/json", "x-idp-id": idpId };
  const url = `${endpoint}/v3.0/OS-AUTH/id-token/tokens`;
  const read = ({ headers: answered }: Answer) => filledText(answered["x-subject-token"]);
  return unsigned("id-token/tokens", { method: "POST", url, headers, body }, network, read, classifyIam);
}

function issue(iam: KeyService, what: string, body: unknown, network: Network): KeyExchange<TemporaryKeys> {
  const send = huaweiCall(iam, { method: "POST", path: ISSUE, body }, network);
  return { operation: `securitytokens for ${what}`, ...at(iam.endpoint, classifyIam), send, read: issuedKeys };
}

/** Keys as IAM and the instance metadata write them. */
export function issuedKeys({ body }: Pick<Answer, "body">): TemporaryKeys | undefined {
  const found = record(record(body)["credential"]);
  return keysIn(found, { id: "access", secret: "secret", session: "securitytoken" }, found["expires_at"]);
}

const rows: readonly ErrorRow[] = [
  ...rowsOf("auth", { "APIGW.0301": "Check the keys, and this machine's clock." }),
  ...rowsOf("throttled", { "APIGW.0308": "Wait, or lower --parallel." }),
];

/** Judges an answer of IAM or STS, whose errors come in three shapes: `{error}`, `{error_code}` and `{code}`. */
export function classifyIam(answer: Answer): Failure | undefined {
  const { headers } = answer;
  if (answer.status < 300) return undefined;
  const body = record(answer.body);
  const nested = record(body["error"]);
  const code = text(body["error_code"]) ?? text(body["code"]) ?? text(nested["code"]) ?? "";
  const message = text(body["error_msg"]) ?? text(body["message"]) ?? text(nested["message"]);
  const requestId = text(body["request_id"]) ?? headers["x-request-id"] ?? headers["x-iam-trace-id"];
  return refusalOf(answer, rows, { code, message, requestId });
}
