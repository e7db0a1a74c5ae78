import { Company } from "../../../provider/calls/company";
import { gather } from "../../../provider/calls/gather";
import { VirtualClock } from "./virtual-clock";

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** An engine that has at most `parallel` users under way, sends one every `paceMs`, and creates and looks up each. */
async function createdBy(engine: { readonly parallel: number; readonly paceMs: number; readonly users: number }) {
  const clock = new VirtualClock();
  const company = new Company(clock);
  const calls: number[] = [];
  const batch = (operation: string): ((item: number) => Promise<number>) =>
    gather(
      {
        operation,
        limit: 200,
        run: async (items) => {
          calls.push(items.length);
          await clock.sleep(50);
          return items.map((value) => ({ ok: true, value }));
        },
      },
      clock,
      company,
    );
  const create = batch("BatchCreateUsers");
  const lookUp = batch("ListUsers");
  const start = clock.now();
  const underWay = new Set<Promise<void>>();
  const made: Promise<void>[] = [];
  const play = async (): Promise<void> => {
    for (const user of numbers(engine.users)) {
      while (underWay.size === engine.parallel) await Promise.race(underWay);
      const life: Promise<void> = create(user)
        .then(lookUp)
        .then(() => void underWay.delete(life));
      underWay.add(life);
      made.push(life);
      await clock.sleep(engine.paceMs);
    }
    await Promise.all(made);
  };
  await clock.run(play());
  return { calls, tookMs: clock.now() - start };
}

test.each([
  { parallel: 8, paceMs: 13 },
  { parallel: 8, paceMs: 75 },
  { parallel: 16, paceMs: 40 },
  { parallel: 5, paceMs: 3 },
  { parallel: 2, paceMs: 100 },
])("users of their own fill calls as far as the engine has them under way at once: %j", async ({ parallel, paceMs }) => {
  const { calls, tookMs } = await createdBy({ parallel, paceMs, users: 200 });
  // Until the pace is known, and where it ends, calls carry fewer.
  expect(calls.length).toBeLessThanOrEqual((2 * 200 * 1.25) / parallel + 12);
  expect(tookMs).toBeLessThanOrEqual(200 * paceMs + (calls.length / 2) * 160 + 3_000);
});

test("who comes one after another waits for nobody", async () => {
  const { calls, tookMs } = await createdBy({ parallel: 1, paceMs: 5, users: 50 });
  expect(calls).toHaveLength(100);
  expect(tookMs).toBeLessThanOrEqual(50 * (5 + 2 * 54) + 500);
});
