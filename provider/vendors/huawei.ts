import { defined } from "../model/values";
import type { Answer } from "../model/service";
import { type Credentials, keysOf, type Signer } from "../model/credentials";
import { exchange, systemNetwork, type Network } from "./http";
import {
  basicDate,
  canonicalHeaders,
  canonicalQuery,
  encodeRfc3986,
  hmacSha256,
  sha256Hex,
  type Query,
} from "./signing";

const SCHEME = "SDK-HMAC-SHA256";

/** One Huawei Cloud REST request. */
export interface HuaweiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path segments in clear, e.g. `["v2", projectId, "users", userId]`; each is encoded on its own. */
  readonly path: readonly string[];
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Where a request goes, and with whose keys. */
export interface HuaweiAccount {
  readonly endpoint: string;
  readonly credentials: Signer;
  readonly projectId?: string;
}

/**
 * One attempt of a Huawei Cloud call, signed again for each attempt with keys (API Gateway "AK/SK signing", `SDK-HMAC-SHA256`) or
 * sent with `X-Auth-Token`.
 * @throws NoAnswer
 */
export function huaweiCall(
  account: HuaweiAccount,
  request: HuaweiRequest,
  network: Network = systemNetwork,
): (timeoutMs: number) => Promise<Answer> {
  const path = `/${request.path.map(encodeRfc3986).join("/")}`;
  const query = canonicalQuery(request.query ?? {});
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const url = `${account.endpoint}${path}${query === "" ? "" : `?${query}`}`;
  return async (timeoutMs) => {
    const credentials = await keysOf(account.credentials);
    const headers = authorize({ ...account, credentials }, network.now(), {
      method: request.method,
      path,
      query,
      body: body ?? "",
    });
    return exchange(network, { method: request.method, url, headers, ...(body !== undefined && { body }) }, timeoutMs);
  };
}

function authorize(
  { endpoint, credentials, projectId }: HuaweiAccount & { readonly credentials: Credentials },
  now: number,
  request: { readonly method: string; readonly path: string; readonly query: string; readonly body: string },
): Record<string, string> {
  const plain = defined({ accept: "application/json", "content-type": "application/json", "x-project-id": projectId });
  if (credentials.kind === "token") return { ...plain, "x-auth-token": credentials.token };
  const date = basicDate(now);
  const { accept, ...toSign } = {
    ...plain,
    "x-sdk-date": date,
    ...(credentials.securityToken !== undefined && { "x-security-token": credentials.securityToken }),
  };
  const { lines, signed } = canonicalHeaders({ ...toSign, host: new URL(endpoint).host });
  // The path is signed with a final slash that the request itself does not have.
  const { method, path, query, body } = request;
  const canonical = [method, `${path}/`, query, lines, signed, sha256Hex(body)].join("\n");
  const text = [SCHEME, date, sha256Hex(canonical)].join("\n");
  const signature = hmacSha256(credentials.accessKeySecret, text).toString("hex");
  return {
    accept,
    ...toSign,
    authorization: `${SCHEME} Access=${credentials.accessKeyId}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}
