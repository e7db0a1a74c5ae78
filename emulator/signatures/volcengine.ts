import type { WireRequest } from "../wire";
import {
  authorizationParts,
  canonicalHeaders,
  canonicalQuery,
  decodePercent,
  encodeRfc3986,
  hmacSha256,
  parseBasicDate,
  rawPath,
  sameSignature,
  sha256Hex,
} from "./canonical";

/** Widest difference between X-Date and the gateway's clock that is accepted, in milliseconds. */
const volcengineTolerance = 15 * 60_000;

const scheme = "HMAC-SHA256";

/** Why a request signed by `HMAC-SHA256` was refused, in the words of the Volcengine common error page. */
export interface VolcengineSignatureFault {
  readonly code:
    | "MissingAuthenticationToken"
    | "MissingSignature"
    | "MissingRequestInfo"
    | "InvalidTimestamp"
    | "ServiceNotFound"
    | "InvalidAccessKey"
    | "SignatureDoesNotMatch";
  /** What exactly was wrong; carries no part of the secret. */
  readonly detail: string;
}

/** What the gateway checks a signature against. */
export interface VolcengineExpectation {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly service: string;
}

/** Whether a request carries this scheme's signature. */
export function isVolcengine(request: WireRequest): boolean {
  return (request.headers["authorization"] ?? "").startsWith(`${scheme} `);
}

/** The key and the service of the credential scope that a request says it is signed for. */
function credentialOf(request: WireRequest): readonly string[] {
  const parts = authorizationParts((request.headers["authorization"] ?? "").slice(scheme.length));
  return parts.get("Credential")?.split("/") ?? [];
}

/** The key that a request says it is signed with. */
export function volcengineAccessKeyId(request: WireRequest): string | undefined {
  return isVolcengine(request) ? credentialOf(request)[0] : undefined;
}

/** The service that a request says it is signed for. */
export function volcengineScope(request: WireRequest): string | undefined {
  return isVolcengine(request) ? credentialOf(request)[3] : undefined;
}

/**
 * Verifies Volcengine's signature (Volcengine "signature method"). Whether `host` is among the signed headers is the
 * client's choice: the documentation signs it, `@volcengine/openapi` does not. `now` is in milliseconds since the epoch.
 */
export function verifyVolcengine(
  request: WireRequest,
  expected: VolcengineExpectation,
  now: number,
): VolcengineSignatureFault | undefined {
  const authorization = request.headers["authorization"];
  if (authorization === undefined)
    return { code: "MissingAuthenticationToken", detail: "the request carries no Authorization header" };
  const parts = authorizationParts(authorization.slice(scheme.length));
  const credential = parts.get("Credential")?.split("/");
  const signed = parts.get("SignedHeaders")?.split(";");
  const signature = parts.get("Signature");
  if (!isVolcengine(request) || credential?.length !== 5 || signed === undefined) {
    return {
      code: "MissingAuthenticationToken",
      detail:
        "the Authorization header is not of the form HMAC-SHA256 Credential=AK/scope, SignedHeaders=…, Signature=…",
    };
  }
  if (signature === undefined || signature === "")
    return { code: "MissingSignature", detail: "the Authorization header carries no Signature" };
  const date = request.headers["x-date"];
  if (date === undefined) return { code: "MissingRequestInfo", detail: "the X-Date header is missing" };
  const [accessKeyId, scopeDate, region, service, terminator] = credential;
  if (accessKeyId !== expected.accessKeyId)
    return {
      code: "InvalidAccessKey",
      detail:
        "the access key does not exist. This is the Rollcall emulator: it knows only the key it printed at start-up and those it gave out itself. Never send a real access key to it",
    };
  if (service !== expected.service)
    return { code: "ServiceNotFound", detail: `service ${service} of the credential scope does not exist` };
  const time = parseBasicDate(date);
  if (time === undefined || Math.abs(now - time) > volcengineTolerance)
    return { code: "InvalidTimestamp", detail: `X-Date ${date} is malformed or too far from the server's time` };
  // Which regions the gateway refuses for a service is not documented, so any is taken: the signature covers it.
  if (scopeDate !== date.slice(0, 8) || !region || terminator !== "request") {
    return {
      code: "SignatureDoesNotMatch",
      detail: `the credential scope should be ${date.slice(0, 8)}/region/${expected.service}/request`,
    };
  }
  const payload = sha256Hex(request.body);
  const declared = request.headers["x-content-sha256"];
  if (declared !== undefined && declared !== payload)
    return { code: "SignatureDoesNotMatch", detail: "X-Content-Sha256 is not the hash of the body received" };
  const canonical = volcengineCanonicalRequest(request, signed, payload);
  const scope = `${scopeDate}/${region}/${service}/${terminator}`;
  const signingKey = [scopeDate, region, service, terminator].reduce<string | Buffer>(
    hmacSha256,
    expected.accessKeySecret,
  );
  const own =
    canonical && hmacSha256(signingKey, `${scheme}\n${date}\n${scope}\n${sha256Hex(canonical)}`).toString("hex");
  if (own === undefined || !sameSignature(own, signature))
    return { code: "SignatureDoesNotMatch", detail: "the signature calculated by the gateway differs" };
  return undefined;
}

/** Canonical request of the scheme, or `undefined` when the target's percent-encoding is broken. */
export function volcengineCanonicalRequest(
  request: WireRequest,
  signed: readonly string[],
  payloadHash: string,
): string | undefined {
  const path = rawPath(request.target).split("/").map(decodePercent);
  const query = canonicalQuery(request.target);
  if (query === undefined || path.includes(undefined)) return undefined;
  const uri = path.map((segment) => encodeRfc3986(segment ?? "")).join("/");
  return [request.method, uri, query, canonicalHeaders(signed, request.headers), signed.join(";"), payloadHash].join(
    "\n",
  );
}
