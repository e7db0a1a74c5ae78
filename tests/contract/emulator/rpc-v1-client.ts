import { createHmac, randomUUID } from "node:crypto";

/** A request of signature version 1.0, written apart from the emulator's verifier. */
export interface RpcV1Input {
  readonly method: "GET" | "POST";
  readonly action: string;
  readonly version: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly nonce?: string;
  /** Where the protocol's own parameters stand; the form unless the request has none. */
  readonly protocolIn?: "query" | "form";
  /** Parameters to send otherwise, or not at all. */
  readonly changes?: Readonly<Record<string, string | undefined>>;
}

type Fields = Readonly<Record<string, string>>;

/** Percent-encoding of RFC 3986 over the UTF-8 bytes. */
function escape(text: string): string {
  return Array.from(Buffer.from(text, "utf8"), (byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9_.~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** The sorted `name=value` text of parameters. */
export function canonical(fields: Fields): string {
  const names = Object.keys(fields).sort();
  return names.map((name) => `${escape(name)}=${escape(fields[name] ?? "")}`).join("&");
}

/** Signature over all parameters, as the vendor's page on the RPC signature has it. */
export function signatureV1(method: string, fields: Fields, secret: string): string {
  return createHmac("sha1", `${secret}&`)
    .update(`${method}&%2F&${escape(canonical(fields))}`)
    .digest("base64");
}

/** The target and body of a signed request. */
export function signRpcV1(input: RpcV1Input): { method: string; target: string; body: string } {
  const { method, action, version, accessKeyId, time, query = {}, form = {}, protocolIn = "query" } = input;
  const protocol: Record<string, string | undefined> = {
    Action: action,
    Version: version,
    Format: "JSON",
    AccessKeyId: accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: input.nonce ?? randomUUID(),
    Timestamp: new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z"),
    ...input.changes,
  };
  const sent: Fields = Object.fromEntries(Object.entries(protocol).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const Signature = input.changes?.["Signature"] ?? signatureV1(method, { ...query, ...form, ...sent }, input.accessKeySecret);
  const inQuery = { ...query, ...(protocolIn === "query" ? { ...sent, Signature } : {}) };
  const inForm = { ...form, ...(protocolIn === "form" ? { ...sent, Signature } : {}) };
  return { method, target: Object.keys(inQuery).length === 0 ? "/" : `/?${canonical(inQuery)}`, body: canonical(inForm) };
}

/** Sends a request as it is, without an Authorization header. */
export async function sendRpcV1(
  endpoint: string,
  { method, target, body }: ReturnType<typeof signRpcV1>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = body === "" ? {} : { body, headers: { "content-type": "application/x-www-form-urlencoded" } };
  const response = await fetch(`${endpoint}${target}`, { method, ...form });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
