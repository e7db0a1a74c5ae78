import type { Clock } from "../../../provider/calls/clock";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** A clock that stands still while anything can run and then jumps to the next timer. */
export class VirtualClock implements Clock {
  private timers: Timer[] = [];
  private order = 0;

  constructor(private time = 1_000_000) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.timers.push({ at: this.time + Math.max(0, ms), order: this.order++, wake });
    });
  }

  /** Lets time pass until the work is done; fails when nothing is left that could finish it. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.then(
      () => (done = true),
      () => (done = true),
    );
    for (await breathe(); !done; await breathe()) {
      if (!this.jump()) throw new Error("the work waits for something that no timer brings");
    }
    await settled;
    return work;
  }

  /** Lets this many milliseconds pass. */
  async pass(ms: number): Promise<void> {
    await this.run(this.sleep(ms));
  }

  private jump(): boolean {
    let next: Timer | undefined;
    for (const timer of this.timers) {
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) next = timer;
    }
    if (next === undefined) return false;
    this.timers = this.timers.filter((timer) => timer !== next);
    this.time = Math.max(this.time, next.at);
    next.wake();
    return true;
  }
}

/** Everything that can run without time passing has run. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Repeatable numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
