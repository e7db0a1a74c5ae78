import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Lower-case hex SHA-256 of text (as UTF-8) or bytes. */
export function sha256Hex(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** HMAC-SHA256 of `text`. */
export function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** Decodes one percent-encoded part of a target; `undefined` when the encoding is broken. */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~`: the encoding all signature schemes here sign. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Path of a raw request target, still percent-encoded. */
export function rawPath(target: string): string {
  const end = target.indexOf("?");
  return end < 0 ? target : target.slice(0, end);
}

/**
 * Canonical query of a raw request target: every name and value decoded and encoded again by RFC 3986, sorted by name
 * and, for a repeated name, by value, both before encoding as the vendors' signers do. Sorting the joined `name=value` texts
 * instead would order `a.1` and `a.10` wrongly. `undefined` when the encoding is broken.
 */
export function canonicalQuery(target: string): string | undefined {
  const start = target.indexOf("?");
  if (start < 0) return "";
  const pairs: [string, string][] = [];
  for (const part of target.slice(start + 1).split("&")) {
    if (part === "") continue;
    const cut = part.indexOf("=");
    const name = decodePercent((cut < 0 ? part : part.slice(0, cut)).replace(/\+/g, " "));
    const value = decodePercent((cut < 0 ? "" : part.slice(cut + 1)).replace(/\+/g, " "));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return pairs.map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`).join("&");
}

/** `name:value` lines, each ended by a newline, for the headers a client says it signed; an absent one counts as empty. */
export function canonicalHeaders(signed: readonly string[], headers: Readonly<Record<string, string>>): string {
  return signed.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join("");
}

/** Compares two hex signatures in constant time. */
export function sameSignature(expected: string, received: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(received);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The `Name=value` parts of an Authorization header after its scheme; both `,` and `, ` separate. */
export function authorizationParts(parameters: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of parameters.split(",")) {
    const cut = part.indexOf("=");
    if (cut > 0) parts.set(part.slice(0, cut).trim(), part.slice(cut + 1).trim());
  }
  return parts;
}

/** Milliseconds since the epoch of a basic-format date (`20260102T030405Z`); `undefined` when it is not one. */
export function parseBasicDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The order of two texts by their code units. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
