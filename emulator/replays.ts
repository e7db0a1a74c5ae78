const WINDOW_MS = 3_600_000;

/** Remembers texts that must not be used twice (signature nonces) for an hour, longer than any signature stays valid. */
export class Replays {
  #current = new Set<string>();
  #previous = new Set<string>();
  #startedAt: number;

  constructor(private readonly now: () => number) {
    this.#startedAt = now();
  }

  /** True the first time. */
  firstUse(text: string): boolean {
    const now = this.now();
    if (now - this.#startedAt > WINDOW_MS) {
      this.#previous = this.#current;
      this.#current = new Set();
      this.#startedAt = now;
    }
    if (this.#current.has(text) || this.#previous.has(text)) return false;
    this.#current.add(text);
    return true;
  }
}
