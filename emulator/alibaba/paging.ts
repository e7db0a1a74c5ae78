import type { RpcParams } from "./params";

/** One page of a list, and the token of the next; no token on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken: string | undefined;
}

/** How a list is ordered and cut. */
export interface PageRules<T> {
  /** Unique in the list; the list is sorted by it. */
  readonly position: (item: T) => string | number;
  readonly descending?: boolean;
  /** Largest `MaxResults` accepted. */
  readonly maximum: number;
  /** Page size when `MaxResults` is not given. */
  readonly otherwise: number;
  /** Page size that larger accepted values are treated as. */
  readonly cap?: number;
}

function readToken(params: RpcParams): string | number | undefined {
  const token = params.text("NextToken");
  if (token === undefined || token === "") return undefined;
  const [, kind, position] = /^([ns]):(.+)$/s.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  const number = Number(position);
  if (position === undefined || (kind === "n" && !Number.isSafeInteger(number))) throw params.invalid("NextToken", "it was not issued by this action.");
  return kind === "n" ? number : position;
}

function writeToken(position: string | number): string {
  return Buffer.from(`${typeof position === "number" ? "n" : "s"}:${position}`).toString("base64url");
}

/**
 * Sorts `items` and cuts a page out of them. The token names the position of the last item shown, so items added or
 * removed between two pages shift nobody else in or out.
 */
export function tokenPage<T>(params: RpcParams, items: readonly T[], rules: PageRules<T>): Page<T> {
  const asked = params.integer("MaxResults", 1, rules.maximum) ?? rules.otherwise;
  const size = Math.min(asked, rules.cap ?? asked);
  const token = readToken(params);
  const sign = rules.descending === true ? -1 : 1;
  const order = (left: string | number, right: string | number): number => (left < right ? -sign : left > right ? sign : 0);
  const rest = items.filter((item) => token === undefined || order(rules.position(item), token) > 0);
  rest.sort((left, right) => order(rules.position(left), rules.position(right)));
  const page = rest.slice(0, size);
  const last = page[page.length - 1];
  return { items: page, NextToken: rest.length > size && last !== undefined ? writeToken(rules.position(last)) : undefined };
}
