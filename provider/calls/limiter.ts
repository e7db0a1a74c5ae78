import type { Failure } from "./answer";
import { backoffMs } from "./backoff";
import type { Clock } from "./clock";
import { Pace } from "./pace";

/** Shortest gap between calls while nothing gets through, in milliseconds: one by one, so that few are refused. */
const BARREN_GAP_MS = 300;

/** Admission of one attempt; its fate is told by `accepted` or `refused`, unless there was no answer. */
export interface Ticket {
  readonly epoch: number;
}

interface Waiter {
  readonly since: number;
  readonly patienceMs: number;
  readonly resolve: (ticket: Ticket | undefined) => void;
}

/**
 * Paces the calls of one operation under one account: unlimited until the service first refuses one, then at the rate that
 * {@link Pace} learns. Repeats go before first attempts. A wait that the service asks for holds for every call.
 */
export class Limiter {
  private readonly pace = new Pace();
  private lastSent = Number.NEGATIVE_INFINITY;
  private lastAccepted = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private lastRefusal: Failure | undefined;
  private readonly fresh: Waiter[] = [];
  private readonly again: Waiter[] = [];
  private pumping = false;

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** What the service last said when it limited a call. */
  get refusal(): Failure | undefined {
    return this.lastRefusal;
  }

  /** How long a call that asked now would wait, in milliseconds, as far as can be foreseen. */
  expectedWaitMs(repeat: boolean): number {
    const ahead = this.again.length + (repeat ? 0 : this.fresh.length);
    return Math.max(0, this.dueAt() - this.clock.now()) + (ahead * 1000) / this.pace.rate;
  }

  /**
   * Waits for this call's turn. Resolves with `undefined` when, by the time the next call is due, the service would have
   * accepted none for `patienceMs`: either the queue moves or those who wait in it are told.
   */
  admit(repeat: boolean, patienceMs: number): Promise<Ticket | undefined> {
    if (!this.pumping && this.dueAt() <= this.clock.now()) return Promise.resolve(this.issue());
    return new Promise((resolve) => {
      const waiter = { since: this.clock.now(), patienceMs, resolve };
      if (this.isHopeless(waiter)) resolve(undefined);
      else (repeat ? this.again : this.fresh).push(waiter);
      if (!this.pumping) void this.pump();
    });
  }

  /** The service dealt with the call, whatever it said, short of limiting it. */
  accepted(ticket: Ticket): void {
    this.lastAccepted = this.clock.now();
    this.pace.accepted(ticket.epoch, this.lastAccepted);
  }

  /** The service refused the call for its rate. */
  refused(ticket: Ticket, refusal: Failure): void {
    const now = this.clock.now();
    this.lastRefusal = refusal;
    let pause = refusal.retryAfterMs ?? 0;
    if (this.pace.refused(ticket.epoch, now)) {
      this.lastSent = now;
      if (this.pace.barren > 0) pause = backoffMs(this.pace.barren, true, this.random, pause);
    }
    this.pausedUntil = Math.max(this.pausedUntil, now + pause);
    this.dismissHopeless();
  }

  private dueAt(): number {
    const gap = Math.max(1000 / this.pace.rate, this.pace.barren > 0 ? BARREN_GAP_MS : 0);
    return Math.max(this.pausedUntil, this.lastSent + gap);
  }

  private issue(): Ticket {
    this.lastSent = this.clock.now();
    return { epoch: this.pace.epoch };
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    while (this.again.length + this.fresh.length > 0) {
      const wait = this.dueAt() - this.clock.now();
      if (wait > 0) await this.clock.sleep(wait);
      else (this.again.shift() ?? this.fresh.shift())?.resolve(this.issue());
    }
    this.pumping = false;
  }

  private isHopeless(waiter: Waiter): boolean {
    return this.dueAt() - Math.max(waiter.since, this.lastAccepted) > waiter.patienceMs;
  }

  private dismissHopeless(): void {
    for (const queue of [this.again, this.fresh]) {
      for (const waiter of queue.splice(0)) {
        if (this.isHopeless(waiter)) waiter.resolve(undefined);
        else queue.push(waiter);
      }
    }
  }
}
