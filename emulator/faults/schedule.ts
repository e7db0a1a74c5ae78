import type { Random } from "../random";
import type { FaultRule } from "./kinds";

/** Decides at which of a rule's calls it strikes. Counts calls and strikes; the same seed decides alike. */
export class Schedule {
  #calls = 0;
  #strikes = 0;

  constructor(
    private readonly options: FaultRule["options"],
    private readonly random: Random,
  ) {}

  get calls(): number {
    return this.#calls;
  }

  get strikes(): number {
    return this.#strikes;
  }

  /** Counts one matching call and says whether it is struck. */
  strikesNow(): boolean {
    this.#calls += 1;
    // Drawn for every call, so that other options do not shift the sequence.
    const drawn = this.random();
    const { p, first, every, after, at, count } = this.options;
    const struck =
      (typeof p !== "number" || drawn < p) &&
      (typeof first !== "number" || this.#calls <= first) &&
      (typeof every !== "number" || this.#calls % every === 0) &&
      (typeof after !== "number" || this.#calls > after) &&
      (!Array.isArray(at) || at.includes(String(this.#calls))) &&
      (typeof count !== "number" || this.#strikes < count);
    return struck;
  }

  /** Counts a strike that took place. */
  struck(): void {
    this.#strikes += 1;
  }
}
