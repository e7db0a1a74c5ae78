import { gather } from "../../../provider/calls/gather";
import type { BatchSpec, Outcome } from "../../../provider/model/service";
import { VirtualClock } from "./virtual-clock";

const USERS = 1_000;
const LATENCY_MS = 50;

interface Engine {
  /** Steps under way at once. */
  readonly parallel: number;
  /** What the engine itself does for one user, one after the other: checkpoints and all. In milliseconds. */
  readonly stepMs: number;
}

/** Users of their own as the engine creates them, where a creation answers without ids: a call that creates, and one that looks. */
async function creation({ parallel, stepMs }: Engine): Promise<{ readonly calls: number; readonly ms: number }> {
  const clock = new VirtualClock();
  let calls = 0;
  const run = async (items: readonly number[]): Promise<readonly Outcome<number>[]> => {
    calls++;
    await clock.sleep(LATENCY_MS);
    return items.map((value) => ({ ok: true, value }));
  };
  const batch = (operation: string): ((item: number) => Promise<number>) => {
    const spec: BatchSpec<number, number> = { operation, limit: 200, run };
    return gather(spec, clock);
  };
  const [create, look] = [batch("BatchCreateUsers"), batch("ListUsers")];
  let turn = Promise.resolve();
  const engine = (): Promise<void> => (turn = turn.then(() => clock.sleep(stepMs)));
  let next = 0;
  const slot = async (): Promise<void> => {
    for (let user = next++; user < USERS; user = next++) {
      await engine();
      await create(user);
      await look(user);
    }
  };
  const start = clock.now();
  await clock.run(Promise.all(Array.from({ length: parallel }, slot)));
  return { calls, ms: clock.now() - start };
}

/**
 * Fewer calls or less time: where the engine does its part in less time than a call takes, those under way are too few for both.
 */
test.each([
  { parallel: 8, stepMs: 4, calls: 1_000, times: 5.5 },
  { parallel: 8, stepMs: 15, calls: 800, times: 1.5 },
  { parallel: 8, stepMs: 25, calls: 400, times: 1.4 },
  { parallel: 8, stepMs: 46, calls: 300, times: 1.25 },
  { parallel: 8, stepMs: 120, calls: 300, times: 1.05 },
  { parallel: 8, stepMs: 370, calls: 320, times: 1.05 },
  { parallel: 64, stepMs: 15, calls: 60, times: 1.05 },
  { parallel: 64, stepMs: 46, calls: 120, times: 1.05 },
])("1,000 users, $parallel at once, $stepMs ms each, cost at most $calls calls and $times times the engine's time", async (one) => {
  const { calls, ms } = await creation(one);
  expect(calls).toBeLessThanOrEqual(one.calls);
  expect(ms).toBeLessThanOrEqual(one.times * USERS * one.stepMs);
});

test.each([15, 46])("an engine that does one at a time, %i ms each, hardly waits for others who never come", async (stepMs) => {
  const { calls, ms } = await creation({ parallel: 1, stepMs });
  expect(calls).toBe(2 * USERS);
  expect(ms).toBeLessThanOrEqual(1.1 * USERS * (stepMs + 2 * LATENCY_MS));
});
