import { createHash, createHmac } from "node:crypto";

/** Query parameters; a list repeats its name, `undefined` is left out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Lower-case hex SHA-256 of text as UTF-8. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** HMAC-SHA256 of text as UTF-8. */
export function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986). */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The query as it is both signed and sent: sorted by name and, for a repeated name, by value, before encoding, as the vendors'
 * signers do. By name and not by the joined text, because `=` sorts after digits: `a.1=` would come after `a.10=`.
 */
export function canonicalQuery(query: Query): string {
  const pairs: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) pairs.push([name, String(one)]);
    else if (value !== undefined) pairs.push([name, String(value)]);
  }
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return pairs.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join("&");
}

/** `name:value` lines of the signed headers, which must be in lower case and sorted, and their list. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): {
  readonly lines: string;
  readonly signed: string;
} {
  const names = Object.keys(headers).sort();
  return { lines: names.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join(""), signed: names.join(";") };
}

/** `20260102T030405Z`. */
export function basicDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
