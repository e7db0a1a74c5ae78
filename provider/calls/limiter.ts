import type { Failure } from "../model/service";
import type { Clock } from "./clock";

/** First step of the back-off after a failure, in milliseconds (the AWS and smithy SDKs' standard retry mode). */
const BASE_MS = 100;
/** The same after a throttle: a service that limits calls recovers more slowly than one that stumbled. */
const THROTTLE_BASE_MS = 500;
/** The longest computed wait. */
const CAP_MS = 20_000;

/**
 * How long to wait before the next attempt, in milliseconds: exponential with full jitter, so that callers who failed together
 * do not return together. What the service asks for is honoured in full and jittered upwards only.
 * @param attempt failures so far, 1 or more
 * @param random a number in [0, 1)
 * @param retryAfterMs what the service asked for
 */
export function backoffMs(attempt: number, throttled: boolean, random: () => number, retryAfterMs = 0): number {
  const ceiling = Math.min(CAP_MS, (throttled ? THROTTLE_BASE_MS : BASE_MS) * 2 ** (attempt - 1));
  return retryAfterMs + Math.floor(random() * ceiling);
}

/** Slowest pace, in calls per second: below it a run would seem to hang (smithy: minimal fill rate). */
const MIN_RATE = 0.5;
/** A first guess takes this share of the measured rate, and one refusal never cuts deeper (smithy: beta). */
const CUT = 0.7;
/** After a refusal the pace starts this share below the limit, is back at it after one recovery, and this much above after two. */
const STEP = 0.1;
/** Shortest and longest recovery, in seconds' worth of accepted calls. It doubles while the limit proves right. */
const RECOVERY_S = 2;
const LONGEST_RECOVERY_S = 16;
/** Fewest calls of a recovery, so that a slow service is not probed at every other call. */
const RECOVERY_CALLS = 8;
/** Cuts after which the first guess, which grows with every accepted call, makes way for the steady curve. */
const GUESSES = 3;

/**
 * Learns how many calls per second a service accepts, from its refusals and from what it accepted between two of them: whatever
 * the size of its bucket or window, that is its rate. Cuts and recovers like smithy's adaptive retry mode (share 0.7, cubic), but
 * counts progress in accepted calls and not in time, so that an idle hour teaches nothing.
 *
 * An epoch is the time between two cuts. Refusals of calls sent in an earlier epoch say nothing new: 64 calls that met the
 * limit together are one event.
 */
class Pace {
  /** The current epoch; a call belongs to the one in which it is sent. */
  epoch = 0;
  /** Cuts in a row without any accepted call in between. */
  barren = 0;
  private measuredFrom = 0;
  private accepts = 0;
  /** What the service is thought to accept, in calls per second; `undefined` while it has refused nothing. */
  private limit: number | undefined;
  private guesses = 0;
  private recovery = RECOVERY_S;
  /** Calls accepted in the running second and in the one before. */
  private second = { at: 0, count: 0, before: 0 };

  /** Calls per second; infinite before the first refusal. */
  get rate(): number {
    if (this.limit === undefined) return Number.POSITIVE_INFINITY;
    if (this.guesses < GUESSES) return this.limit + this.accepts;
    const way = this.accepts / Math.max(RECOVERY_CALLS, this.recovery * this.limit) - 1;
    return Math.max(MIN_RATE, this.limit * (1 + STEP * way ** 3));
  }

  /** A call sent in `epoch` was accepted at `now` (milliseconds). */
  accepted(epoch: number, now: number): void {
    const at = Math.floor(now / 1000);
    if (at !== this.second.at)
      this.second = { at, count: 0, before: at === this.second.at + 1 ? this.second.count : 0 };
    this.second.count++;
    this.barren = 0;
    if (epoch === this.epoch) this.accepts++;
    // Answers to the burst that met the first refusal may come after it; they belong to the first guess.
    else if (epoch === 0 && this.epoch === 1) this.limit = Math.max(this.limit ?? 0, this.firstGuess());
  }

  /** A call sent in `epoch` was refused at `now`. True when that was news and led to a cut. */
  refused(epoch: number, now: number): boolean {
    if (epoch !== this.epoch) return false;
    this.epoch++;
    if (this.limit !== undefined && this.accepts === 0) {
      // Nothing got through since the last cut, so this says nothing about the rate: go on measuring.
      this.barren++;
      return true;
    }
    this.limit = this.limit === undefined ? this.firstGuess() : this.learn(this.limit, now);
    this.accepts = 0;
    this.measuredFrom = now;
    return true;
  }

  private firstGuess(): number {
    return Math.max(1, CUT * Math.max(this.second.count, this.second.before));
  }

  private learn(limit: number, now: number): number {
    const rate = this.rate;
    const measured = (this.accepts * 1000) / Math.max(1, now - this.measuredFrom);
    const next = Math.max(MIN_RATE, Math.min(rate, Math.max(measured, CUT * rate)));
    if (this.guesses < GUESSES) this.guesses = this.accepts >= RECOVERY_CALLS / 2 ? GUESSES : this.guesses + 1;
    else
      this.recovery =
        next > limit * 0.8 && rate < limit * 1.5 ? Math.min(this.recovery * 2, LONGEST_RECOVERY_S) : RECOVERY_S;
    return next;
  }
}

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
