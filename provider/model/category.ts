/**
 * What a failure means, whichever cloud said it. Retries, the lifecycle and the remedies look at the category and never at
 * a vendor's code; each directory's `errors.ts` maps codes to categories.
 */
export type Category =
  /** The account, network or host could not be used: wrong key, bad signature, expired token, clock. */
  | "auth"
  /** The key is good but may not do this. Never means that a user is missing. */
  | "forbidden"
  /** The request is wrong and will stay wrong. */
  | "invalid"
  /** A user (or other named member) does not exist. The only category that may count as "gone". */
  | "not-found"
  /** The instance, tenant or service around the user is missing or not enabled. Never drops a user. */
  | "parent-missing"
  | "already-exists"
  /** Another account has a value, beside the natural key, that only one may have. */
  | "value-taken"
  /** Slow down and repeat; the service did nothing. */
  | "throttled"
  /** A limit that waiting does not lift. */
  | "quota"
  /** Another write was in progress; the service did nothing. */
  | "concurrent"
  /** The state of the user forbids this: synchronised from elsewhere, still in use. */
  | "precondition"
  /** The service failed; whether it acted is unknown. */
  | "transient"
  /** No readable answer: time-out, reset, HTML, truncated. Whether the service acted is unknown. */
  | "no-answer"
  /** Nothing reached the service: connection refused, name not resolved. */
  | "unreachable"
  /** Wrong action, version, path or host. Never means that a user is missing. */
  | "routing";

/** Categories after which it is unknown whether the service acted, so that a create must look before it repeats. */
export function isAmbiguous(category: Category): boolean {
  return category === "transient" || category === "no-answer";
}

/** Categories that a repeat may cure. */
export function isRepeatable(category: Category): boolean {
  return isAmbiguous(category) || category === "throttled" || category === "concurrent" || category === "unreachable";
}

/** One row of an error table: a vendor code, the start of one when it ends with `*`, or the end of one when it starts with `*`. */
export interface ErrorRow {
  readonly code: string;
  readonly category: Category;
  /** One sentence: what a person does about it. */
  readonly remedy: string;
}

/** Rows of one category: vendor codes, each with its remedy. */
export function rowsOf(category: Category, remedies: Readonly<Record<string, string>>): readonly ErrorRow[] {
  return Object.entries(remedies).map(([code, remedy]) => ({ code, category, remedy }));
}

/** The other way out where a group or unit is missing: its id comes from state, and nothing in the program is wrong. */
export const MADE_HERE = "If this program makes it, run pulumi up --refresh to make it again.";

/** What helps where the service refuses the keys. */
export const CHECK_KEYS =
  "Check the keys in the source that the message names, their expiry and this machine's clock; keys saved in the stack need pulumi refresh --run-program after a rotation.";

/** The row that fits a vendor code best: the code itself, else the longest start or end of it. */
export function findRow(rows: readonly ErrorRow[], code: string): ErrorRow | undefined {
  const exact = rows.find((row) => row.code === code);
  if (exact !== undefined) return exact;
  return rows
    .filter((row) => covers(row, code))
    .reduce<ErrorRow | undefined>(
      (best, row) => (best === undefined || row.code.length > best.code.length ? row : best),
      undefined,
    );
}

function covers(row: ErrorRow, code: string): boolean {
  if (row.code.endsWith("*")) return code.startsWith(row.code.slice(0, -1));
  return row.code.startsWith("*") && code.endsWith(row.code.slice(1));
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

/**
 * The wait a service asks for, in milliseconds: Alibaba's `x-acs-retry-after` in milliseconds, or `Retry-After` in seconds or
 * as a date, which counts from the answer's own `Date`, so that this machine's clock does not matter.
 */
export function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const alibaba = Number(headers["x-acs-retry-after"]);
  if (Number.isFinite(alibaba) && alibaba > 0) return alibaba;
  const value = headers["retry-after"];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const wait = Date.parse(value) - Date.parse(headers["date"] ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
