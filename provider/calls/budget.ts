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
