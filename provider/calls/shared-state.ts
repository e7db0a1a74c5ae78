import { kept } from "../model/kept";
import type { Clock } from "./clock";
import { Limiter } from "./limiter";

/** Size of the budget: about a hundred repeats before a service that keeps failing is left alone (smithy retry quota). */
const CAPACITY = 500;
const COST = 5;
/** A time-out has cost the service (and the user) more than an answer that says no. */
const TIMEOUT_COST = 10;
/** What a success at first try gives back. */
const REFILL = 1;

/**
 * Bounds how many repeats all calls of an account may make while the service fails, so that thousands of users do not
 * hammer a dying service. Throttles do not draw on it: the limiter paces them and the deadline ends them.
 */
export class RetryBudget {
  private left = CAPACITY;

  /** Takes the price of one repeat. Returns what was taken, or `undefined` when the budget is spent. */
  draw(timedOut: boolean): number | undefined {
    const cost = timedOut ? TIMEOUT_COST : COST;
    if (cost > this.left) return undefined;
    this.left -= cost;
    return cost;
  }

  /** A call succeeded; `drawn` is what its last repeat took, 0 for a first try. */
  refill(drawn: number): void {
    this.left = Math.min(CAPACITY, this.left + Math.max(drawn, REFILL));
  }
}

/** What all resource types of a process share for one account, because the service counts them together. */
export interface CallState {
  readonly budget: RetryBudget;
  limiterFor(operation: string): Limiter;
  /** Runs tasks one at a time, in the order of asking; a failed task does not hold up the next. */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
  /** Whether a waiting line for this operation is due; counts as said when it is. */
  mayTell(operation: string): boolean;
}

/** Shortest time between two waiting lines of one operation, in milliseconds. */
const TELL_EVERY_MS = 30_000;

const states = new Map<string, CallState>();

/**
 * The shared state of an account; the same text gives the same state for the life of the process.
 * @param account names directory, endpoint and key id, never a secret
 */
export function callStateFor(account: string, clock: Clock, random: () => number): CallState {
  return kept(states, account, () => newCallState(clock, random));
}

/** A state of its own, shared with nobody. */
export function newCallState(clock: Clock, random: () => number): CallState {
  const limiters = new Map<string, Limiter>();
  const toldAt = new Map<string, number>();
  let tail: Promise<unknown> = Promise.resolve();
  return {
    budget: new RetryBudget(),
    limiterFor: (operation) => kept(limiters, operation, () => new Limiter(clock, random)),
    exclusive(task) {
      const done = tail.then(task);
      tail = done.catch(() => undefined);
      return done;
    },
    mayTell(operation) {
      const now = clock.now();
      const last = toldAt.get(operation);
      if (last !== undefined && now - last < TELL_EVERY_MS) return false;
      toldAt.set(operation, now);
      return true;
    },
  };
}
