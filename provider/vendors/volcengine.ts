import type { Answer } from "../model/service";
import { RollcallError } from "../model/error";
import type { Account } from "../model/account";
import { exchange, systemNetwork, type Network } from "./http";
import { basicDate, canonicalHeaders, canonicalQuery, hmacSha256, sha256Hex } from "./signing";

const SCHEME = "HMAC-SHA256";

/** One Volcengine Action/Version request. */
export interface VolcengineRequest {
  /** Service name in the signature's scope, e.g. `cloudidentity`. */
  readonly service: string;
  readonly action: string;
  readonly version: string;
  /** Sent as JSON; an empty object when absent. */
  readonly body?: unknown;
}

/**
 * One attempt of a Volcengine call, signed again for each attempt (Volcengine "signature method", `HMAC-SHA256`) over
 * `host;x-content-sha256;x-date` and the session token, where there is one.
 * @throws NoAnswer
 */
export function volcengineCall(
  account: Pick<Account, "endpoint" | "credentials" | "region">,
  request: VolcengineRequest,
  network: Network = systemNetwork,
): (timeoutMs: number) => Promise<Answer> {
  const query = canonicalQuery({ Action: request.action, Version: request.version });
  const body = JSON.stringify(request.body ?? {});
  return async (timeoutMs) => {
    const headers = authorize(account, request.service, network.now(), query, body);
    return exchange(network, { method: "POST", url: `${account.endpoint}/?${query}`, headers, body }, timeoutMs);
  };
}

function authorize(
  { endpoint, credentials, region }: Pick<Account, "endpoint" | "credentials" | "region">,
  service: string,
  now: number,
  query: string,
  body: string,
): Record<string, string> {
  if (credentials.kind !== "keys") {
    throw new RollcallError({
      code: "ERR_CONFIG",
      summary: "Volcengine takes no token.",
      remedy: "Set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY.",
    });
  }
  const date = basicDate(now);
  const day = date.slice(0, 8);
  const payload = sha256Hex(body);
  const toSign = {
    "x-content-sha256": payload,
    "x-date": date,
    ...(credentials.securityToken !== undefined && { "x-security-token": credentials.securityToken }),
  };
  const { lines, signed } = canonicalHeaders({ ...toSign, host: new URL(endpoint).host });
  const canonical = ["POST", "/", query, lines, signed, payload].join("\n");
  const scope = [day, region, service, "request"].join("/");
  // The secret starts the chain as it is, without the prefix that AWS puts before it.
  const key = [day, region, service, "request"].reduce<string | Buffer>(hmacSha256, credentials.accessKeySecret);
  const signature = hmacSha256(key, [SCHEME, date, scope, sha256Hex(canonical)].join("\n")).toString("hex");
  return {
    ...toSign,
    "content-type": "application/json",
    authorization: `${SCHEME} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}
