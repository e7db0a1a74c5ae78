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
