import type { Answer } from "../model/service";
import { configError } from "../model/error";
import { type Credentials, keysOf, type Signer } from "../model/credentials";
import { exchange, systemNetwork, type Network } from "./http";
import { basicDate, canonicalHeaders, canonicalQuery, hmacSha256, sha256Hex, type Query } from "./signing";

const SCHEME = "HMAC-SHA256";

/** One Volcengine Action/Version request. */
export interface VolcengineRequest {
  /** Service name in the signature's scope, e.g. `cloudidentity`. */
  readonly service: string;
  readonly action: string;
  readonly version: string;
  /** Parameters beside Action and Version; a request that has some is a GET without a body. */
  readonly query?: Query;
  /** Sent as JSON; an empty object when absent. */
  readonly body?: unknown;
}

/** Where a request goes, and with whose keys. */
export interface VolcengineAccount {
  readonly endpoint: string;
  /** In the signature's scope. */
  readonly region: string;
  readonly credentials: Signer;
}

/**
 * One attempt of a Volcengine call, signed again for each attempt (Volcengine "signature method", `HMAC-SHA256`) over
 * `host;x-content-sha256;x-date` and the session token, where there is one.
 * @throws NoAnswer
 */
export function volcengineCall(
  account: VolcengineAccount,
  request: VolcengineRequest,
  network: Network = systemNetwork,
): (timeoutMs: number) => Promise<Answer> {
  const query = canonicalQuery({ ...request.query, Action: request.action, Version: request.version });
  const method = request.query === undefined ? "POST" : "GET";
  const body = method === "GET" ? "" : JSON.stringify(request.body ?? {});
  return async (timeoutMs) => {
    const credentials = await keysOf(account.credentials);
    const signed = { method, query, body, service: request.service };
    const headers = authorize({ ...account, credentials }, network.now(), signed);
    const url = `${account.endpoint}/?${query}`;
    return exchange(network, { method, url, headers, ...(method === "POST" && { body }) }, timeoutMs);
  };
}

function authorize(
  { endpoint, credentials, region }: VolcengineAccount & { readonly credentials: Credentials },
  now: number,
  { method, query, body, service }: Readonly<Record<"method" | "query" | "body" | "service", string>>,
): Record<string, string> {
  if (credentials.kind !== "keys") {
    throw configError("Volcengine takes no token.", "Set VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY.");
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
  const canonical = [method, "/", query, lines, signed, payload].join("\n");
  const scope = [day, region, service, "request"].join("/");
  // The secret starts the chain as it is, without the prefix that AWS puts before it.
  const key = [day, region, service, "request"].reduce<string | Buffer>(hmacSha256, credentials.accessKeySecret);
  const signature = hmacSha256(key, [SCHEME, date, scope, sha256Hex(canonical)].join("\n")).toString("hex");
  return {
    ...toSign,
    ...(method === "POST" && { "content-type": "application/json" }),
    authorization: `${SCHEME} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}
