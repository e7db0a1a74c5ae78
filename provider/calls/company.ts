import type { Clock } from "./clock";

/** Least silence after which nobody else is expected, in milliseconds. */
const LEAST_QUIET_MS = 20;
/** Most silence that is waited through, however slow the engine and the service are, in milliseconds. */
const MOST_QUIET_MS = 500;
/** Longest wait for company in all, in milliseconds. */
const LONGEST_MS = 2_000;
/** How many of the longest pauses between two requests make a silence. */
const PAUSES = 3;
/** What is left of the longest pause at the next request: pauses grow with the engine's state, and shrink where it writes none. */
const FADING = 0.95;
/** How many usual calls make a silence. */
const CALLS = 2;
/** Weight of the newest call in what is usual. */
const WEIGHT = 0.25;

/**
 * How long calls of one service that are not full wait for others. The engine has only so many resources under way at once
 * (`--parallel`) and sends the next as it learns of answers: once as many wait as ever were under way, nobody else can come.
 * While fewer wait, the others are in another call, or on their way; the pace seen so far says for how long. A silence says that
 * the engine has no more now, so that it is waited through once.
 */
export class Company {
  readonly #clock: Clock;
  /** Requests not answered yet, and the most of them there were since the last silence. */
  #open = 0;
  #most = 0;
  /** Those of them that are in a call. */
  #travelling = 0;
  #lastEvent = 0;
  #pauseMs = 0;
  #callMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request has come. @param behindMs time since the one for which it keeps company, if there is one */
  arrived(behindMs: number | undefined): void {
    this.#lastEvent = this.#clock.now();
    this.#most = Math.max(this.#most, ++this.#open);
    this.#pauseMs = Math.max(behindMs ?? 0, FADING * this.#pauseMs);
  }

  /** Makes a call for so many requests. */
  async travel<T>(count: number, call: () => Promise<T>): Promise<T> {
    const left = this.#clock.now();
    this.#travelling += count;
    try {
      return await call();
    } finally {
      this.#travelling -= count;
      this.#lastEvent = this.#clock.now();
      this.#callMs += WEIGHT * (this.#lastEvent - left - this.#callMs);
    }
  }

  /** Requests have their answers. */
  answered(count: number): void {
    this.#open -= count;
  }

  /**
   * Whether others may follow those that wait for one call.
   * @param limit how many it takes: more at once are a set, whose members have all come
   */
  isDue(waiting: number, limit: number): boolean {
    // Where all wait, somebody has to go first.
    const isStuck = this.#open >= this.#most && this.#travelling === 0;
    return this.#most <= limit && waiting < this.#most && !isStuck;
  }

  /** Whether those that wait have waited enough. @param since when the first of them came */
  isOver(since: number): boolean {
    const now = this.#clock.now();
    const quietMs = Math.max(LEAST_QUIET_MS, PAUSES * this.#pauseMs, CALLS * this.#callMs);
    if (now - since >= LONGEST_MS) return true;
    if (now - this.#lastEvent < Math.min(quietMs, MOST_QUIET_MS)) return false;
    this.#most = this.#open;
    return true;
  }
}
