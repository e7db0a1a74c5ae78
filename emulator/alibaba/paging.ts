import { pageOf } from "../paging";
import type { Sequence } from "../store/tables";
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
  /** The items come sorted by position, ascending, as users do: their numbers rise with creation. */
  readonly sorted?: boolean;
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
  if (position === undefined || (kind === "n" && !Number.isSafeInteger(number)))
    throw params.invalid("NextToken", "it was not issued by this action.");
  return kind === "n" ? number : position;
}

function writeToken(position: string | number): string {
  return Buffer.from(`${typeof position === "number" ? "n" : "s"}:${position}`).toString("base64url");
}

/** Position of the first item after the token, in a view that runs in the order of the list. */
function firstAfter<T>(view: Sequence<T>, isAfter: (item: T) => boolean): number {
  let low = 0;
  let high = view.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = view.at(middle);
    if (item === undefined || isAfter(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Cuts a page out of items that are sorted by position or, unless `rules.sorted` says so, are sorted here. The token names
 * the position of the last item shown, so items added or removed between two pages shift nobody else in or out.
 */
export function tokenPage<T>(params: RpcParams, items: Sequence<T>, rules: PageRules<T>): Page<T> {
  const asked = params.integer("MaxResults", 1, rules.maximum) ?? rules.otherwise;
  const size = Math.min(asked, rules.cap ?? asked);
  const token = readToken(params);
  const sign = rules.descending === true ? -1 : 1;
  const order = (left: string | number, right: string | number): number =>
    left < right ? -sign : left > right ? sign : 0;
  const sorted =
    rules.sorted === true
      ? items
      : pageOf(items, 0, items.length).sort((left, right) => sign * order(rules.position(left), rules.position(right)));
  const view: Sequence<T> =
    sign === 1 ? sorted : { length: sorted.length, at: (position) => sorted.at(sorted.length - 1 - position) };
  const start = token === undefined ? 0 : firstAfter(view, (item) => order(rules.position(item), token) > 0);
  const page = pageOf(view, start, size);
  const last = page[page.length - 1];
  return {
    items: page,
    NextToken: view.length - start > size && last !== undefined ? writeToken(rules.position(last)) : undefined,
  };
}
