import type { Clock } from "../../../../provider/calls/clock";

/** Waits up to this long are waited out, so that calls which arrive together still travel together. In milliseconds. */
const REAL_MS = 20;

/** The machine's time, except that nobody waits: a longer sleep moves time on instead. */
export class SkippingClock implements Clock {
  private ahead = 0;

  now(): number {
    return Date.now() + this.ahead;
  }

  /** Moves time on, in milliseconds. */
  advance(ms: number): void {
    this.ahead += ms;
  }

  async sleep(ms: number): Promise<void> {
    const due = this.now() + ms;
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, ms <= REAL_MS ? REAL_MS : 1)));
    this.advance(Math.max(0, due - this.now()));
  }
}
