import type { Failure } from "../../../provider/model/service";
import { Limiter } from "../../../provider/calls/limiter";
import { bucket, fixedWindow, runAll, simulate, type Gate } from "./limited-service";
import { seeded, VirtualClock } from "./virtual-clock";

const throttle: Failure = { category: "throttled", cloudCode: "Throttling", message: "slow down" };

/** The engine's default width. */
const WIDTH = 64;
const USERS = 500;

describe("500 calls, 64 at a time", () => {
  const cases: readonly {
    readonly name: string;
    readonly gate: () => Gate;
    readonly idealS: number;
    readonly refusals: number;
    readonly latencyMs?: number;
    readonly retryAfter?: string;
  }[] = [
    { name: "5/s, bucket of 1", gate: () => bucket(5, 1), idealS: 499 / 5, refusals: 90 },
    { name: "5/s, bucket of 2", gate: () => bucket(5, 2), idealS: 498 / 5, refusals: 90 },
    { name: "5/s, bucket of 5", gate: () => bucket(5, 5), idealS: 495 / 5, refusals: 90 },
    { name: "5/s, bucket of 50", gate: () => bucket(5, 50), idealS: 450 / 5, refusals: 90 },
    { name: "5/s, bucket of 100", gate: () => bucket(5, 100), idealS: 400 / 5, refusals: 90 },
    { name: "5 in each second", gate: () => fixedWindow(5, 1000), idealS: 99, refusals: 90 },
    { name: "5/s, bucket of 5, asking for a second", gate: () => bucket(5, 5), idealS: 495 / 5, refusals: 90, retryAfter: "1" },
    { name: "5/s, bucket of 5, answers after 2 ms", gate: () => bucket(5, 5), idealS: 495 / 5, refusals: 90, latencyMs: 2 },
    { name: "5/s, bucket of 5, answers after 300 ms", gate: () => bucket(5, 5), idealS: 495 / 5, refusals: 130, latencyMs: 300 },
    { name: "1/s, bucket of 5", gate: () => bucket(1, 5), idealS: 495, refusals: 110 },
    { name: "20/s, bucket of 20", gate: () => bucket(20, 20), idealS: 24, refusals: 90 },
    { name: "100/s, bucket of 50", gate: () => bucket(100, 50), idealS: 4.5, refusals: 90 },
    { name: "50 in each ten seconds", gate: () => fixedWindow(50, 10_000), idealS: 90, refusals: 130 },
  ];

  test.each(cases)("$name: within 1.3 of the ideal time, few refused", async ({ gate, idealS, refusals, latencyMs, retryAfter }) => {
    const clock = new VirtualClock();
    const start = clock.now();
    const simulation = simulate(clock, gate(), {
      seed: 7,
      ...(latencyMs !== undefined && { latencyMs }),
      ...(retryAfter !== undefined && { retryAfter }),
    });
    await clock.run(runAll(USERS, WIDTH, simulation.call));
    expect(simulation.accepted).toBe(USERS);
    expect((clock.now() - start) / 1000).toBeLessThanOrEqual(1.3 * idealS);
    expect(simulation.refused).toBeLessThanOrEqual(refusals);
  });

  test.each([1, 2, 3, 4, 5])("5/s, bucket of 5, other jitter (%i)", async (seed) => {
    const clock = new VirtualClock();
    const start = clock.now();
    const simulation = simulate(clock, bucket(5, 5), { seed });
    await clock.run(runAll(USERS, WIDTH, simulation.call));
    expect((clock.now() - start) / 1000).toBeLessThanOrEqual(1.3 * 99);
    // 59 of the first 64 meet the limit before anybody can know of it.
    expect(simulation.refused).toBeLessThanOrEqual(59 + 30);
  });
});

test("nothing is held back while the service refuses nothing", async () => {
  const clock = new VirtualClock();
  const start = clock.now();
  const simulation = simulate(clock, () => true);
  await clock.run(runAll(WIDTH, WIDTH, simulation.call));
  expect(Math.max(...simulation.arrivals) - start).toBeLessThanOrEqual(30);
});

test("a limit that is lifted is found again", async () => {
  const clock = new VirtualClock();
  const slow = bucket(2, 2);
  const open = clock.now() + 60_000;
  const simulation = simulate(clock, (now) => now >= open || slow(now));
  await clock.run(runAll(2_000, WIDTH, simulation.call));
  expect(clock.now()).toBeLessThanOrEqual(open + 120_000);
});

describe("a limiter", () => {
  const setUp = () => {
    const clock = new VirtualClock();
    return { clock, limiter: new Limiter(clock, seeded(1)) };
  };

  test("honours what the service asks for, for every call of the operation", async () => {
    const { clock, limiter } = setUp();
    const first = await limiter.admit(false, 600_000);
    const start = clock.now();
    limiter.refused(first ?? { epoch: 0 }, { ...throttle, retryAfterMs: 7_000 });
    await clock.run(Promise.all([limiter.admit(false, 600_000), limiter.admit(true, 600_000)]));
    expect(clock.now() - start).toBeGreaterThanOrEqual(7_000);
    expect(limiter.refusal?.cloudCode).toBe("Throttling");
  });

  test("lets repeats go before first attempts", async () => {
    const { clock, limiter } = setUp();
    limiter.refused((await limiter.admit(false, 600_000)) ?? { epoch: 0 }, throttle);
    const order: string[] = [];
    const waits = (["first", "repeat"] as const).map(async (what) => {
      await limiter.admit(what === "repeat", 600_000);
      order.push(what);
    });
    await clock.run(Promise.all(waits));
    expect(order).toEqual(["repeat", "first"]);
  });

  test("a call without any other ahead of it foresees no wait, a long queue one by the rate", async () => {
    const { limiter } = setUp();
    expect(limiter.expectedWaitMs(false)).toBe(0);
    limiter.refused((await limiter.admit(false, 600_000)) ?? { epoch: 0 }, throttle);
    for (let waiting = 0; waiting < 20; waiting++) void limiter.admit(false, 600_000);
    expect(limiter.expectedWaitMs(false)).toBeGreaterThan(15_000);
    expect(limiter.expectedWaitMs(true)).toBeLessThan(2_000);
  });

  test("tells those who wait when the service asks for longer than they can", async () => {
    const { clock, limiter } = setUp();
    const first = await limiter.admit(false, 600_000);
    const early = await limiter.admit(false, 600_000);
    limiter.refused(first ?? { epoch: 0 }, throttle);
    const queued = limiter.admit(false, 600_000);
    limiter.refused(early ?? { epoch: 0 }, { ...throttle, retryAfterMs: 3_600_000 });
    const start = clock.now();
    expect(await clock.run(queued)).toBeUndefined();
    expect(await limiter.admit(true, 600_000)).toBeUndefined();
    expect(clock.now() - start).toBeLessThan(5_000);
  });
});
