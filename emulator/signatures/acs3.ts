import type { WireRequest } from "../wire";
import {
  refusal,
  refuseDate,
  refuseKey,
  refuseSignature,
  type AlibabaExpectation,
  type AlibabaRefusal,
} from "./alibaba-gateway";
import { canonicalHeaders, canonicalQuery, hmacSha256, rawPath, sameSignature, sha256Hex } from "./canonical";

const SCHEME = "ACS3-HMAC-SHA256";
interface Authorization {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAuthorization(header: string): Authorization | undefined {
  const match = /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/i.exec(
    header.trim(),
  );
  const [, credential, signedHeaders, signature] = match ?? [];
  if (credential === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { credential, signedHeaders: signedHeaders.toLowerCase().split(";"), signature: signature.toLowerCase() };
}

/** The key that a request says it is signed with; `undefined` without an Authorization header of this scheme. */
export function acs3AccessKeyId(request: WireRequest): string | undefined {
  return parseAuthorization(request.headers["authorization"] ?? "")?.credential;
}

/** The canonical request of Alibaba Cloud's V3 signature, from the raw request; `undefined` when its encoding is broken. */
function canonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string | undefined {
  const query = canonicalQuery(request.target);
  if (query === undefined) return undefined;
  const headers = canonicalHeaders(signedHeaders, request.headers);
  return [
    request.method,
    rawPath(request.target),
    query,
    headers,
    signedHeaders.join(";"),
    sha256Hex(request.body),
  ].join("\n");
}

/** Hex signature over a canonical request. The secret is used as it is; V3 derives no key. */
function acs3Signature(canonical: string, accessKeySecret: string): string {
  return hmacSha256(accessKeySecret, `${SCHEME}\n${sha256Hex(canonical)}`).toString("hex");
}

/** Headers a gateway expects to be signed: the host, the content type when there is one, and every `x-acs-` header. */
function mustBeSigned(request: WireRequest): string[] {
  return Object.keys(request.headers).filter(
    (name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"),
  );
}

/**
 * Checks an ACS3-HMAC-SHA256 request as Alibaba Cloud's gateway does: headers, key, date, payload hash, signature, nonce.
 * Returns why the request is refused, or `undefined` when it is in order. Never repeats a key, secret or signature.
 * Source: Alibaba Cloud "V3 request structure and signature", "Public error codes".
 */
export function refuseAcs3(request: WireRequest, expected: AlibabaExpectation): AlibabaRefusal | undefined {
  const header = request.headers["authorization"];
  if (header === undefined) return refusal(400, "MissingAuthorization", "Authorization is mandatory for this action.");
  const authorization = parseAuthorization(header);
  if (authorization === undefined)
    return refusal(400, "InvalidSignatureMethod", `The Authorization header is not of the form ${SCHEME}.`);
  for (const [name, parameter] of [
    ["x-acs-date", "Timestamp"],
    ["x-acs-signature-nonce", "SignatureNonce"],
    ["x-acs-content-sha256", "ContentSha256"],
  ] as const) {
    if (!request.headers[name]) return refusal(400, `Missing${parameter}`, `${name} is mandatory for this action.`);
  }
  return (
    refuseKey(authorization.credential, expected) ??
    refuseDate(request.headers["x-acs-date"] ?? "", expected.now) ??
    refuseSignature(
      isSigned(request, authorization, expected),
      request.headers["x-acs-signature-nonce"] ?? "",
      expected,
    )
  );
}

function isSigned(request: WireRequest, authorization: Authorization, expected: AlibabaExpectation): boolean {
  const unsigned = mustBeSigned(request).filter((name) => !authorization.signedHeaders.includes(name));
  const hashMatches = request.headers["x-acs-content-sha256"] === sha256Hex(request.body);
  const canonical = canonicalRequest(request, authorization.signedHeaders);
  const matches =
    canonical !== undefined &&
    sameSignature(acs3Signature(canonical, expected.accessKeySecret), authorization.signature);
  return unsigned.length === 0 && hashMatches && matches;
}
