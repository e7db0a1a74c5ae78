import type { Clock } from "../../../provider/calls/clock";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still while anything can run and then jumps to the next timer. */
export class VirtualClock implements Clock {
  /** The next one last. Of those for one moment, the first to fall asleep wakes first. */
  private readonly timers: Timer[] = [];

  constructor(private time = 1_000_000) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      const at = this.time + Math.max(0, ms);
      this.timers.splice(this.place(at), 0, { at, wake });
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

  /** Where a timer belongs: before the first that is due no later. */
  private place(at: number): number {
    let [low, high] = [0, this.timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.timers[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private jump(): boolean {
    const next = this.timers.pop();
    if (next === undefined) return false;
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
