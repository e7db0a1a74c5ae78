import type { Pending } from "./pending";

/** A run without an end that shows, in which nobody was done for so long, has nothing left to do but wait for us. */
const STALLED_MS = 10_000;

/** Declarations that may go, of which some wait for those who give away what they take. */
export class Queue {
  private readonly waiting = new Set<Pending>();
  private stall: NodeJS.Timeout | undefined;

  constructor(private readonly go: (pending: Pending) => void) {}

  get isEmpty(): boolean {
    return this.waiting.size === 0;
  }

  /** Lets somebody go, after the givers. */
  join(pending: Pending, givers: Iterable<Pending>): void {
    const before = [...givers];
    if (before.length === 0) return this.go(pending);
    this.waiting.add(pending);
    void Promise.all(before.map((giver) => giver.registered())).then(() => {
      this.waiting.delete(pending);
      this.go(pending);
    });
  }

  /** Lets everybody go: they wait for resources that wait for them, since the program's own order is the other way round. */
  end(): void {
    for (const pending of this.waiting) this.go(pending);
    this.waiting.clear();
  }

  /** Finds that out where no end of the program shows it. @param group who may go from now on */
  watch(group: readonly Pending[]): void {
    const wait = (): void => {
      clearTimeout(this.stall);
      if (!this.isEmpty) this.stall = setTimeout(() => this.end(), STALLED_MS).unref();
    };
    if (this.isEmpty) return;
    wait();
    for (const pending of group) void pending.registered().then(wait);
  }
}
