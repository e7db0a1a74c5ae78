import { backoffMs } from "../../../provider/calls/limiter";
import { RetryBudget } from "../../../provider/calls/shared-state";

describe("back-off", () => {
  const most = (): number => 0.999999;

  test.each([
    [1, false, 99],
    [2, false, 199],
    [5, false, 1_599],
    [8, false, 12_799],
    [9, false, 19_999],
    [60, false, 19_999],
    [1, true, 499],
    [3, true, 1_999],
    [7, true, 19_999],
  ])("after %i failures (throttled: %s) is at most %i ms", (attempt, throttled, expected) => {
    expect(backoffMs(attempt, throttled, most)).toBe(expected);
  });

  test("has full jitter: it may be nothing at all", () => {
    expect(backoffMs(8, true, () => 0)).toBe(0);
  });

  test("never undercuts what the service asks for", () => {
    expect(backoffMs(1, true, () => 0, 30_000)).toBe(30_000);
    expect(backoffMs(1, true, most, 30_000)).toBe(30_499);
  });
});

describe("the retry budget", () => {
  const spend = (budget: RetryBudget, timedOut: boolean): number => {
    let repeats = 0;
    while (budget.draw(timedOut) !== undefined) repeats++;
    return repeats;
  };

  test("pays a hundred repeats, or fifty after time-outs", () => {
    expect(spend(new RetryBudget(), false)).toBe(100);
    expect(spend(new RetryBudget(), true)).toBe(50);
  });

  test("a success returns what its last repeat took, or one", () => {
    const budget = new RetryBudget();
    spend(budget, false);
    budget.refill(10);
    expect(spend(budget, false)).toBe(2);
    for (let calls = 0; calls < 5; calls++) budget.refill(0);
    expect(spend(budget, false)).toBe(1);
  });

  test("never holds more than it started with", () => {
    const budget = new RetryBudget();
    for (let calls = 0; calls < 50; calls++) budget.refill(10);
    expect(spend(budget, false)).toBe(100);
  });
});
