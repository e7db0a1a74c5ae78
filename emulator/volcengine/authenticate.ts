import { findKey, type FoundKey, type Principal } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import { verifyVolcengine, volcengineAccessKeyId } from "../signatures/volcengine";
import type { WireRequest } from "../wire";
import { gatewayError, type Refusal } from "./refusal";

/** No page names a code for a session token that does not fit its key; the gateway's one for a key that is not good stands for all. */
const TOKEN_REASONS: Readonly<Record<Exclude<FoundKey["kind"], "key" | "unknown" | "expired">, string>> = {
  "token-missing": "the access key is temporary and X-Security-Token is missing",
  "token-malformed": "X-Security-Token is malformed",
  "token-of-another-key": "X-Security-Token belongs to another access key",
};

/**
 * Who signed a request: the world's own key, or one that its token service gave out, with the session token that belongs to it.
 * @param service of the credential scope
 * @throws Refusal in the gateway's own words (Volcengine "common errors")
 */
export function authenticate(request: WireRequest, service: string, { identity, now }: ServiceContext): Principal {
  const accessKeyId = volcengineAccessKeyId(request) ?? "";
  const found = findKey(identity, "volcengine", accessKeyId, request.headers["x-security-token"], now());
  if (found.kind === "expired") throw keyExpired();
  if (found.kind !== "key" && found.kind !== "unknown")
    throw gatewayError("InvalidAccessKey", `The request was refused: ${TOKEN_REASONS[found.kind]}`);
  const { accessKeyId: id, accessKeySecret } = found.kind === "key" ? found : identity;
  const fault = verifyVolcengine(request, { accessKeyId: id, accessKeySecret, service }, now());
  if (fault) throw gatewayError(fault.code, `The request was refused: ${fault.detail}`);
  return found.kind === "key" ? found.principal : { kind: "user" };
}

/** A key, or its session token, that has run out. */
export function keyExpired(): Refusal {
  return gatewayError("InvalidAccessKey", "The access key or its session token has expired");
}
