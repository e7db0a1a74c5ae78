import type { WireAnswer, WireRequest } from "./wire";

/**
 * Splits a request target into path and query without losing the raw text that signatures cover.
 * Returns `undefined` for a path or query that is not valid percent-encoded UTF-8.
 */
export function wireRequest(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): WireRequest | undefined {
  const mark = target.indexOf("?");
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  const rawQuery = mark < 0 ? "" : target.slice(mark + 1);
  try {
    decodeURIComponent(rawQuery);
    return { method, target, path: decodeURIComponent(rawPath), query: new URLSearchParams(rawQuery), headers, body };
  } catch {
    return undefined;
  }
}

/** The text of an answer's body: JSON, or the string as it is; empty when there is no body. */
export function answerText({ body }: WireAnswer): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}
