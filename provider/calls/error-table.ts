import type { Category } from "../errors/category";

/** One row of an error table: a vendor code, or the start of one when it ends with `*`. */
export interface ErrorRow {
  readonly code: string;
  readonly category: Category;
  /** One sentence: what a person does about it. */
  readonly remedy: string;
}

/** The first row that covers a vendor code; rows with a longer code must stand before shorter prefixes. */
export function findRow(rows: readonly ErrorRow[], code: string): ErrorRow | undefined {
  return rows.find((row) => (row.code.endsWith("*") ? code.startsWith(row.code.slice(0, -1)) : row.code === code));
}

/** What a status alone says, for answers without a known code. A 404 without a known code is no proof that a user is gone. */
export function categoryOfStatus(status: number): Category {
  if (status === 401) return "auth";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) return "routing";
  if (status === 408 || status >= 500) return "transient";
  if (status === 429) return "throttled";
  return "invalid";
}

/** The wait a service asks for, in milliseconds: `Retry-After` in seconds or as a date, or Alibaba's `x-acs-retry-after` in milliseconds. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const alibaba = Number(headers["x-acs-retry-after"]);
  if (Number.isFinite(alibaba) && alibaba > 0) return alibaba;
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
