import { basicDate } from "../times";
import { findKey, type FoundKey, type Principal } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import { isSdkHmac, sdkHmacAccessKeyId, verifySdkHmac, type SdkHmacFault } from "../signatures/sdk-hmac";
import type { WireRequest } from "../wire";
import { unauthenticated, type Refusal } from "./refusal";

const UNKNOWN_KEY =
  "Get secretKey failed, ak not exist. This is the Rollcall emulator: it knows only the key it printed at start-up and those it gave out itself. Never send a real access key to it";

/** Wordings are the emulator's own but for the expired signature, which the gateway reports for an expired key too; status and code are documented. */
const TOKEN_REASONS: Readonly<Record<Exclude<FoundKey["kind"], "key" | "unknown" | "expired">, string>> = {
  "token-missing": "x-security-token not found",
  "token-malformed": "decrypt token fail",
  "token-of-another-key": "the security token belongs to another ak",
};

/**
 * Who sent a request: by its AK/SK signature, of the world's own key or of one that IAM gave out, or else by its token
 * (API Gateway "Authentication").
 * @throws Refusal 401 `APIGW.0301`
 */
export function authenticate(request: WireRequest, context: ServiceContext): Principal {
  if (isSdkHmac(request)) return checkSignature(request, context);
  const token = request.headers["x-auth-token"];
  if (token === undefined) throw unauthenticated("x-auth-token not found");
  if (token !== context.identity.workspace.authToken) throw unauthenticated("decrypt token fail");
  return { kind: "user" };
}

function checkSignature(request: WireRequest, { identity, now }: ServiceContext): Principal {
  const accessKeyId = sdkHmacAccessKeyId(request) ?? "";
  const found = findKey(identity, "huawei", accessKeyId, request.headers["x-security-token"], now());
  if (found.kind === "expired") throw signatureExpired(request.headers["x-sdk-date"] ?? "", basicDate(now()));
  if (found.kind !== "key" && found.kind !== "unknown") throw unauthenticated(TOKEN_REASONS[found.kind]);
  const fault = verifySdkHmac(request, found.kind === "key" ? found : identity, now());
  if (fault !== undefined) throw refusalOf(fault, now());
  return found.kind === "key" ? found.principal : { kind: "user" };
}

function refusalOf(fault: SdkHmacFault, now: number): Refusal {
  switch (fault.kind) {
    case "malformed":
      return unauthenticated("authorization header is malformed");
    case "missing-date":
      return unauthenticated("x-sdk-date not found");
    case "unknown-key":
      return unauthenticated(UNKNOWN_KEY);
    case "stale":
      return signatureExpired(fault.date, basicDate(now));
    case "signature":
      return unauthenticated("verify aksk signature fail");
  }
}

/** The one answer to a clock that is off and to a key that has run out; only the two times tell them apart. Both as `20260102T030405Z`. */
export function signatureExpired(signedAt: string, serverTime: string): Refusal {
  return unauthenticated(`signature expired, signature time:${signedAt}, server time:${serverTime}`);
}
