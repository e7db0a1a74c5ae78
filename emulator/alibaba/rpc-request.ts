import { createHash } from "node:crypto";

import type { WireRequest } from "../wire";

/** What a request sends in its query and in its form body, decoded, in the order sent. The RPC gateway merges both. */
export function sentPairs(request: WireRequest): [name: string, value: string][] {
  const isForm = (request.headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  return [...request.query, ...(isForm ? new URLSearchParams(request.body.toString("utf8")) : [])];
}

/** A parameter of the protocol: version 3 sends it in a header, version 1 in the query or in the form body. */
function protocolParameter(request: WireRequest, header: string, name: string): string | undefined {
  return request.headers[header] ?? request.query.get(name) ?? sentPairs(request).find(([sent]) => sent === name)?.[1];
}

/** The API version a request asks for. */
export function requestedVersion(request: WireRequest): string | undefined {
  return protocolParameter(request, "x-acs-version", "Version");
}

/** The action a request asks for. */
export function requestedAction(request: WireRequest): string | undefined {
  return protocolParameter(request, "x-acs-action", "Action");
}

/** The session token of the temporary key that signs the request. */
export function sentSecurityToken(request: WireRequest): string | undefined {
  return protocolParameter(request, "x-acs-security-token", "SecurityToken");
}

/** Whether a request is signed by version 3, in its headers; version 1.0 signs with parameters. */
export function isVersion3(request: WireRequest): boolean {
  return request.headers["authorization"] !== undefined || request.headers["x-acs-version"] !== undefined;
}

/** Whether a request speaks Alibaba Cloud's RPC protocol, whatever version of whatever product it asks for. */
export function isRpcRequest(request: WireRequest): boolean {
  return (
    request.headers["x-acs-version"] !== undefined ||
    protocolParameter(request, "x-acs-version", "SignatureMethod") !== undefined
  );
}

/** The request id, an upper-case UUID: drawn from what the client signed, so faults and answers need no state for it. */
export function requestIdOf(request: WireRequest): string {
  const { authorization = "", "x-acs-signature-nonce": nonce = "" } = request.headers;
  const signed = createHash("sha256").update(`${nonce}\n${authorization}\n${request.target}\n`).update(request.body);
  const hex = signed.digest("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
