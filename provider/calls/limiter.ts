import type { Failure } from "./answer";
import { backoffMs } from "./backoff";
import type { Clock } from "./clock";

/** Slowest pace, in calls per second: below it a run would seem to hang (smithy: minimal fill rate). */
const MIN_RATE = 0.5;
/** A first guess takes this share of the measured rate, and one refusal never cuts deeper (smithy: beta). */
const CUT = 0.7;
/** Once the limit is known, a refusal only steps back by this share of it. */
const STEP_BACK = 0.1;
/** Seconds' worth of accepted calls until the pace is back at the known limit and starts to probe above it. */
const RECOVERY_S = 8;

/** Admission of one attempt; its fate may be told by `accepted` or `refused`; a call without an answer teaches nothing. */
export interface Ticket {
  readonly epoch: number;
}

interface Waiter {
  readonly since: number;
  readonly patienceMs: number;
  readonly resolve: (ticket: Ticket | undefined) => void;
}

/**
 * Paces the calls of one operation under one account. Unlimited until the first refusal; then it learns the service's rate
 * from what was accepted between two refusals, stays just below it, and probes above it on a cubic curve.
 * Refusals of calls sent before the last cut say nothing new and are not counted twice.
 */
export class Limiter {
  private epoch = 0;
  private epochStart: number;
  private accepts = 0;
  /** Calls per second; `undefined` while the service has refused nothing. */
  private guess: number | undefined;
  private limit: number | undefined;
  private lastSent = Number.NEGATIVE_INFINITY;
  private lastAccepted = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private lastRefusal: Failure | undefined;
  /** Cuts in a row without any accepted call in between. */
  private barren = 0;
  private readonly fresh: Waiter[] = [];
  private readonly again: Waiter[] = [];
  private pumping = false;
  private second = { at: 0, count: 0, before: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {
    this.epochStart = clock.now();
  }

  /** What the service last said when it limited a call. */
  get refusal(): Failure | undefined {
    return this.lastRefusal;
  }

  /** Calls per second; infinite before the first refusal. */
  get rate(): number {
    if (this.limit !== undefined) {
      const way = this.accepts / (RECOVERY_S * this.limit);
      return Math.max(MIN_RATE, this.limit * (1 + STEP_BACK * (way - 1) ** 3));
    }
    return this.guess === undefined ? Number.POSITIVE_INFINITY : this.guess + this.accepts;
  }

  /** How long a call that asked now would wait, in milliseconds, as far as can be foreseen. */
  expectedWaitMs(repeat: boolean): number {
    const ahead = this.again.length + (repeat ? 0 : this.fresh.length);
    return Math.max(0, this.nextAt() - this.clock.now()) + (ahead * 1000) / this.rate;
  }

  /**
   * Waits for this call's turn; repeats go before first attempts. Resolves with `undefined` when the service would have
   * accepted nothing of this operation for `patienceMs` by the time it is due: the queue moves, or the caller is told.
   */
  admit(repeat: boolean, patienceMs: number): Promise<Ticket | undefined> {
    if (!this.pumping && this.nextAt() <= this.clock.now()) return Promise.resolve(this.issue());
    return new Promise((resolve) => {
      (repeat ? this.again : this.fresh).push({ since: this.clock.now(), patienceMs, resolve });
      this.dismissHopeless();
      if (!this.pumping) void this.pump();
    });
  }

  /** The service dealt with the call (whatever it said, short of limiting it). */
  accepted(ticket: Ticket): void {
    const now = this.clock.now();
    this.lastAccepted = now;
    const at = Math.floor(now / 1000);
    if (at !== this.second.at) this.second = { at, count: 0, before: at === this.second.at + 1 ? this.second.count : 0 };
    this.second.count++;
    if (ticket.epoch !== this.epoch) return;
    this.accepts++;
    this.barren = 0;
  }

  /** The service refused the call for its rate. A wait that it asks for holds for every call of the operation. */
  refused(ticket: Ticket, refusal: Failure): void {
    const now = this.clock.now();
    this.lastRefusal = refusal;
    this.pausedUntil = Math.max(this.pausedUntil, now + (refusal.retryAfterMs ?? 0));
    if (ticket.epoch === this.epoch) this.cut(now);
    this.dismissHopeless();
  }

  private cut(now: number): void {
    this.learn(now);
    if (this.accepts === 0) this.barren++;
    if (this.barren > 1) this.pausedUntil = Math.max(this.pausedUntil, now + backoffMs(this.barren - 1, true, this.random));
    this.epoch++;
    this.epochStart = now;
    this.accepts = 0;
    this.lastSent = now;
  }

  private learn(now: number): void {
    const rate = this.rate;
    if (this.guess === undefined) {
      this.guess = Math.max(1, CUT * Math.max(this.second.count, this.second.before));
      return;
    }
    const measured = (this.accepts * 1000) / Math.max(1, now - this.epochStart);
    this.limit = Math.max(MIN_RATE, Math.min(rate, Math.max(measured, CUT * rate)));
  }

  private nextAt(): number {
    return Math.max(this.pausedUntil, this.lastSent + 1000 / this.rate);
  }

  private issue(): Ticket {
    this.lastSent = this.clock.now();
    return { epoch: this.epoch };
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    while (this.again.length + this.fresh.length > 0) {
      const wait = this.nextAt() - this.clock.now();
      if (wait > 0) await this.clock.sleep(wait);
      else (this.again.shift() ?? this.fresh.shift())?.resolve(this.issue());
    }
    this.pumping = false;
  }

  private dismissHopeless(): void {
    const due = this.nextAt();
    for (const queue of [this.again, this.fresh]) {
      const stay = queue.filter((waiter) => due - Math.max(waiter.since, this.lastAccepted) <= waiter.patienceMs);
      if (stay.length === queue.length) continue;
      const gone = queue.filter((waiter) => !stay.includes(waiter));
      queue.splice(0, queue.length, ...stay);
      for (const waiter of gone) waiter.resolve(undefined);
    }
  }
}
