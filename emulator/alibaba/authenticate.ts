import { findKey, type FoundKey, type Principal } from "../keys/temporary-keys";
import type { ServiceContext } from "../service";
import { acs3AccessKeyId, refuseAcs3 } from "../signatures/acs3";
import { refuseRpcV1 } from "../signatures/rpc-v1";
import type { WireRequest } from "../wire";
import { RpcError } from "./errors";
import { isVersion3, sentPairs, sentSecurityToken } from "./rpc-request";

/** What the gateway says of a session token that does not fit its key (STS "error codes"). */
const TOKEN_REFUSALS: Readonly<
  Record<Exclude<FoundKey["kind"], "key" | "unknown">, readonly [code: string, message: string]>
> = {
  "token-missing": ["MissingSecurityToken", "SecurityToken is mandatory for this action."],
  "token-malformed": ["InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."],
  "token-of-another-key": [
    "InvalidSecurityToken.MismatchWithAccessKey",
    "Specified SecurityToken mismatch with the AccessKey.",
  ],
  expired: ["InvalidSecurityToken.Expired", "Specified SecurityToken is expired."],
};

/**
 * Who signed a request, by either of Alibaba Cloud's signatures: the world's own key, or one that its token service gave
 * out, with the session token that belongs to it.
 * @throws RpcError with the gateway's own refusal
 */
export function authenticate(request: WireRequest, { identity, now, firstUse }: ServiceContext): Principal {
  const byHeader = isVersion3(request);
  const pairs = sentPairs(request);
  const accessKeyId = byHeader ? acs3AccessKeyId(request) : pairs.find(([name]) => name === "AccessKeyId")?.[1];
  const found = findKey(identity, "alibaba", accessKeyId ?? "", sentSecurityToken(request), now());
  if (found.kind !== "key" && found.kind !== "unknown") throw new RpcError(400, ...TOKEN_REFUSALS[found.kind]);
  // An unknown key is compared with the world's own, which refuses it in its place among the other checks.
  const { accessKeyId: id, accessKeySecret } = found.kind === "key" ? found : identity;
  const expected = {
    accessKeyId: id,
    accessKeySecret,
    now: now(),
    firstUse: (nonce: string) => firstUse?.(`alibaba ${nonce}`) ?? true,
  };
  const refused = byHeader ? refuseAcs3(request, expected) : refuseRpcV1(request.method, pairs, expected);
  if (refused !== undefined) throw new RpcError(refused.status, refused.code, refused.message);
  return found.kind === "key" ? found.principal : { kind: "user" };
}
