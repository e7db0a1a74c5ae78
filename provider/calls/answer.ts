import type { Category } from "../errors/category";

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

/** Judges an answer: `undefined` for success. Code first, status second. */
export type Classify = (answer: Answer) => Failure | undefined;
