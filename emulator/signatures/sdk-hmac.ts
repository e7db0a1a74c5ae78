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

/** Widest difference between X-Sdk-Date and the gateway's clock that is accepted, in milliseconds (API Gateway: 15 minutes). */
const sdkHmacTolerance = 15 * 60_000;

const scheme = "SDK-HMAC-SHA256";

/** Why a request signed by `SDK-HMAC-SHA256` was refused; `undefined` from {@link verifySdkHmac} means it was not. */
export type SdkHmacFault =
  | { readonly kind: "malformed" | "missing-date" | "unknown-key" | "signature" }
  | { readonly kind: "stale"; readonly date: string };

/** Whether a request carries an AK/SK signature at all (with a token alone it does not). */
export function isSdkHmac(request: WireRequest): boolean {
  return (request.headers["authorization"] ?? "").startsWith(scheme);
}

/** The key that a request says it is signed with. */
export function sdkHmacAccessKeyId(request: WireRequest): string | undefined {
  return authorizationParts((request.headers["authorization"] ?? "").slice(scheme.length)).get("Access");
}

/**
 * Verifies Huawei Cloud's AK/SK signature from the raw target and body (API Gateway "AK/SK-based authentication").
 * The signed header list describes itself: whatever is listed is honoured. `X-Sdk-Content-Sha256`, where sent, stands for
 * the hash of the body (SDKs send `UNSIGNED-PAYLOAD` there). `now` is in milliseconds since the epoch.
 */
export function verifySdkHmac(
  request: WireRequest,
  key: { readonly accessKeyId: string; readonly accessKeySecret: string },
  now: number,
): SdkHmacFault | undefined {
  const parts = authorizationParts((request.headers["authorization"] ?? "").slice(scheme.length));
  const accessKeyId = parts.get("Access");
  const signed = parts.get("SignedHeaders")?.split(";");
  const signature = parts.get("Signature");
  if (accessKeyId === undefined || signed === undefined || signature === undefined) return { kind: "malformed" };
  if (accessKeyId !== key.accessKeyId) return { kind: "unknown-key" };
  const date = request.headers["x-sdk-date"];
  if (date === undefined) return { kind: "missing-date" };
  const time = parseBasicDate(date);
  if (time === undefined || Math.abs(now - time) > sdkHmacTolerance) return { kind: "stale", date };
  const canonical = sdkHmacCanonicalRequest(request, signed);
  if (canonical === undefined) return { kind: "malformed" };
  const expected = hmacSha256(key.accessKeySecret, `${scheme}\n${date}\n${sha256Hex(canonical)}`).toString("hex");
  return sameSignature(expected, signature) ? undefined : { kind: "signature" };
}

/** Canonical request of the scheme, or `undefined` when the target's percent-encoding is broken. */
export function sdkHmacCanonicalRequest(request: WireRequest, signed: readonly string[]): string | undefined {
  const segments: string[] = [];
  for (const segment of rawPath(request.target).split("/")) {
    const decoded = decodePercent(segment);
    if (decoded === undefined) return undefined;
    segments.push(encodeRfc3986(decoded));
  }
  // Signers append this slash, the request itself does not carry it.
  const path = segments.join("/");
  const query = canonicalQuery(request.target);
  if (query === undefined) return undefined;
  const payload = request.headers["x-sdk-content-sha256"] ?? sha256Hex(request.body);
  return [
    request.method,
    path.endsWith("/") ? path : `${path}/`,
    query,
    canonicalHeaders(signed, request.headers),
    signed.join(";"),
    payload,
  ].join("\n");
}
