import type { Identity } from "../service";
import { isSdkHmac, verifySdkHmac } from "../signatures/sdk-hmac";
import type { WireRequest } from "../wire";
import { unauthenticated } from "./errors";

/**
 * Accepts a request by its AK/SK signature, or else by its token (API Gateway "Authentication"). The wording of the refusals
 * is the emulator's own; status and code are documented.
 */
export function authenticate(request: WireRequest, identity: Identity, now: number): void {
  if (isSdkHmac(request)) return checkSignature(request, identity, now);
  const token = request.headers["x-auth-token"];
  if (token === undefined) throw unauthenticated("x-auth-token not found");
  if (token !== identity.workspace.authToken) throw unauthenticated("decrypt token fail");
}

function checkSignature(request: WireRequest, identity: Identity, now: number): void {
  const fault = verifySdkHmac(request, identity, now);
  switch (fault?.kind) {
    case undefined:
      return;
    case "malformed":
      throw unauthenticated("authorization header is malformed");
    case "missing-date":
      throw unauthenticated("x-sdk-date not found");
    case "unknown-key":
      throw unauthenticated(
        "Get secretKey failed, ak not exist. This is the Rollcall emulator: it knows only the key it printed at start-up. Never send a real access key to it",
      );
    case "stale":
      throw unauthenticated(
        `signature expired, signature time:${fault.date}, server time:${new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, "")}`,
      );
    case "signature":
      throw unauthenticated("verify aksk signature fail");
  }
}
