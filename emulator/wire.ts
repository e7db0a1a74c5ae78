/** One HTTP request as it came off the socket. Signatures are checked on `target` and `body`, so both stay raw. */
export interface WireRequest {
  readonly method: string;
  /** Request target exactly as sent: path and query, still percent-encoded. */
  readonly target: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a service answers. `body` is sent as JSON; a string is sent as it is; `undefined` sends an empty body. */
export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What happens to a request in the end: an answer, or a connection that ends without one. */
export type Outcome =
  { readonly kind: "answer"; readonly answer: WireAnswer } | { readonly kind: "closed" } | { readonly kind: "reset" };

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
