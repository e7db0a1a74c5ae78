import { createHash, createHmac, randomUUID } from "node:crypto";

/** A request signed by the rules of Alibaba Cloud's V3 signature, written apart from the emulator's verifier. */
export interface SignedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface SignInput {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly nonce?: string;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function encodePairs(pairs: Readonly<Record<string, string>>): string {
  const names = Object.keys(pairs).sort();
  return names.map((name) => `${encode(name)}=${encode(pairs[name] ?? "")}`).join("&");
}

export function signAcs3(input: SignInput): SignedRequest {
  const query = encodePairs(input.query ?? {});
  const body = encodePairs(input.form ?? {});
  const headers: Record<string, string> = {
    host: input.host,
    "x-acs-action": input.action,
    "x-acs-version": input.version,
    "x-acs-date": new Date(input.time).toISOString().replace(/\.\d{3}Z$/, "Z"),
    "x-acs-signature-nonce": input.nonce ?? randomUUID().replace(/-/g, ""),
    "x-acs-content-sha256": sha256(body),
    ...(body === "" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...input.extraHeaders,
  };
  const signed = Object.keys(headers).sort();
  const block = signed.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = ["POST", "/", query, block, signed.join(";"), sha256(body)].join("\n");
  const signature = createHmac("sha256", input.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${input.accessKeyId},SignedHeaders=${signed.join(";")},Signature=${signature}`;
  return { method: "POST", target: query === "" ? "/" : `/?${query}`, headers: { ...headers, authorization }, body };
}

/** Sends a signed request as it is. */
export async function send(endpoint: string, request: SignedRequest): Promise<{ status: number; body: Record<string, unknown> }> {
  const { host: _set, ...headers } = request.headers;
  const response = await fetch(`${endpoint}${request.target}`, {
    method: request.method,
    headers,
    ...(request.body === "" ? {} : { body: request.body }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
