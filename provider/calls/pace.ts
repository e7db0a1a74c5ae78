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
export class Pace {
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
    if (at !== this.second.at) this.second = { at, count: 0, before: at === this.second.at + 1 ? this.second.count : 0 };
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
    else this.recovery = next > limit * 0.8 && rate < limit * 1.5 ? Math.min(this.recovery * 2, LONGEST_RECOVERY_S) : RECOVERY_S;
    return next;
  }
}
