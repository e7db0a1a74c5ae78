import { type Category, categoryOfStatus, type ErrorRow, findRow, retryAfter } from "./category";
import type { RollcallError } from "./error";
import type { Bag } from "./values";

/** One HTTP answer, read but not judged. */
export interface Answer {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` for an empty one. */
  readonly body: unknown;
  /** Set when the body was neither empty nor JSON (HTML of a proxy, a truncated answer): what it was, without its text. */
  readonly unreadable?: string;
}

/** Why an attempt brought no answer at all. */
export class NoAnswer extends Error {
  constructor(
    readonly category: Extract<Category, "no-answer" | "unreachable" | "auth">,
    message: string,
  ) {
    super(message);
    this.name = "NoAnswer";
  }
}

/** What a directory's error table makes of an answer that is not a success. */
export interface Failure {
  readonly category: Category;
  /** The vendor's own code; empty when the answer had none. */
  readonly cloudCode: string;
  /** The vendor's own message, not yet redacted. */
  readonly message: string;
  readonly requestId?: string;
  readonly status?: number;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly remedy?: string;
}

/** The service's own clock, in milliseconds since the epoch, by its `Date` header. */
export function dateOf({ headers }: Answer): number | undefined {
  const date = Date.parse(headers["date"] ?? "");
  return Number.isNaN(date) ? undefined : date;
}

/** Clocks that differ by less are no cause of anything: signatures are refused from 15 minutes on, and the `Date` header was under way. */
const NOTICED_MS = 60_000;

/** How far this machine's clock is off by an answer, `3 min ahead of`, where that is enough to matter. */
export function clockOff(answer: Answer, now: number): string | undefined {
  const ahead = now - (dateOf(answer) ?? now);
  if (Math.abs(ahead) < NOTICED_MS) return undefined;
  return `${Math.round(Math.abs(ahead) / 60_000)} min ${ahead > 0 ? "ahead of" : "behind"}`;
}

/** Judges an answer: `undefined` for success. Code first, status second. */
export type Classify = (answer: Answer) => Failure | undefined;

/**
 * An answer that is not a success, as the row of its code judges it, else its status.
 * @param message the vendor's own, where the answer has one
 * @param byStatus what the status means where no row knows the code
 */
export function refusalOf(
  { status, headers }: Answer,
  rows: readonly ErrorRow[],
  said: { readonly code: string; readonly message: string | undefined; readonly requestId: string | undefined },
  byStatus = categoryOfStatus,
): Failure {
  const row = findRow(rows, said.code);
  const wait = retryAfter(headers);
  return {
    category: row?.category ?? byStatus(status),
    cloudCode: said.code,
    message: said.message ?? `HTTP ${status}`,
    status,
    ...(said.requestId !== undefined && { requestId: said.requestId }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(row !== undefined && { remedy: row.remedy }),
  };
}

/** An answer from which nothing can be told. @param message why */
export function noVerdict({ status }: Answer, message: string): Failure {
  return { category: "no-answer", cloudCode: "", message, status };
}

/** How one member of a batch fared. */
export type Outcome<O> =
  { readonly ok: true; readonly value: O } | { readonly ok: false; readonly error: RollcallError };

/** One API call, ready to be sent any number of times (each attempt is signed again). */
export interface ServiceCall {
  /** The API's own name, e.g. `CreateUsers`: key of the rate limiter and part of error texts. */
  readonly operation: string;
  /**
   * `read`: no effect. `repeatable`: sending it twice is the same as once. `once`: repeated only when the service certainly
   * did nothing (throttled, refused connection); otherwise the caller looks first.
   */
  readonly effect: "read" | "repeatable" | "once";
  /** One signed attempt. Rejects with NoAnswer when there is none within `timeoutMs`. */
  send(timeoutMs: number): Promise<Answer>;
  /** What a successful answer does not hold, so that it tells nothing and counts as none: `the answer holds no Users`. */
  lacks?(body: Bag): string | undefined;
}

/** How single requests are gathered into calls that take many. */
export interface BatchSpec<I, O> {
  readonly operation: string;
  /** The most members the API takes in one call. 1 for an API without a batch form. */
  readonly limit: number;
  /** Members with different group texts never share a call (batch-wide settings, one group per call). */
  readonly groupBy?: (item: I) => string;
  /** Calls in flight at once. Default 8. */
  readonly concurrency?: number;
  /**
   * The call fails as a whole for one bad member, or its atomicity is unknown: a failure that one member can have caused is
   * traced by halving, so that the others succeed. Members sent twice by it must be harmless to repeat.
   */
  readonly bisect?: true;
  /** Sends one call; outcomes in the order of `items`. A rejection counts for every member. */
  run(items: readonly I[]): Promise<readonly Outcome<O>[]>;
}

/** One cloud service under one account: the only way out of the provider. */
export interface Service {
  /** Sends a call under rate limit, retry budget and deadline; resolves with the body of the successful answer. */
  call(call: ServiceCall): Promise<unknown>;
  /** A function that takes one member and gathers those that arrive together. */
  batch<I, O>(spec: BatchSpec<I, O>): (item: I) => Promise<O>;
  /** A failure named inside a successful answer (EDS `FailedUsers`), as the cleaned error of the one member it belongs to. */
  error(failure: Failure, operation: string): RollcallError;
  /**
   * Runs tasks one at a time within the account, in the order of asking: for a service that allows one write at a time
   * (CloudIdentity `ConcurrentException`). Reads stay outside. A task must not ask for another exclusive task.
   */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Learns values that must never be printed, and cleans texts of them. */
  readonly secrets: Secrets;
}

/** Values that must not leave the process in any text. */
export interface Secrets {
  learn(value: string): void;
  /** The text without any learned value, in clear or as URL, JSON, base64 or form encoding of it. */
  clean(text: string): string;
}
