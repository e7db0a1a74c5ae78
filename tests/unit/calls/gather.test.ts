import fc from "fast-check";
import type { Category } from "../../../provider/model/category";
import { RollcallError } from "../../../provider/model/error";
import { gather } from "../../../provider/calls/gather";
import type { BatchSpec, Outcome } from "../../../provider/model/service";
import { VirtualClock } from "./virtual-clock";

const failure = (category: Category, summary: string = category): RollcallError =>
  new RollcallError({ code: "ERR_CLOUD", summary, remedy: "", category });

interface Log<I> {
  readonly calls: (readonly I[])[];
  readonly starts: number[];
  widest: number;
}

/** A batch API that takes `latencyMs` and answers each member with itself, unless told otherwise. */
function api<I>(
  clock: VirtualClock,
  options: Partial<BatchSpec<I, I>> & { readonly limit: number; readonly latencyMs?: number },
  answer: (items: readonly I[]) => readonly Outcome<I>[] = echo,
) {
  const log: Log<I> = { calls: [], starts: [], widest: 0 };
  let flying = 0;
  const submit = gather<I, I>(
    {
      operation: "CreateUsers",
      run: async (items) => {
        log.calls.push(items);
        log.starts.push(clock.now());
        log.widest = Math.max(log.widest, ++flying);
        try {
          await clock.sleep(options.latencyMs ?? 50);
          return answer(items);
        } finally {
          flying--;
        }
      },
      ...options,
    },
    clock,
  );
  return { log, submit };
}

function echo<I>(items: readonly I[]): readonly Outcome<I>[] {
  return items.map((value) => ({ ok: true, value }));
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe("gathering", () => {
  test("a request alone leaves after a few milliseconds", async () => {
    const clock = new VirtualClock();
    const start = clock.now();
    const { log, submit } = api<number>(clock, { limit: 100 });
    expect(await clock.run(submit(7))).toBe(7);
    expect((log.starts[0] ?? Infinity) - start).toBeLessThanOrEqual(3);
  });

  test.each([1, 2, 63, 64, 100, 101, 250, 1000])("%i together take as few calls as the limit allows", async (count) => {
    const clock = new VirtualClock();
    const start = clock.now();
    const { log, submit } = api<number>(clock, { limit: 100 });
    expect(await clock.run(Promise.all(numbers(count).map(submit)))).toEqual(numbers(count));
    expect(log.calls).toHaveLength(Math.ceil(count / 100));
    // The rest that fills no call does not wait for the full ones to return.
    if (count <= 800) expect(Math.max(...log.starts) - start).toBeLessThanOrEqual(3);
  });

  test("64 that arrive over some milliseconds share a call", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100 });
    const arrive = numbers(64).map(async (index) => {
      await clock.sleep(index / 10);
      return submit(index);
    });
    await clock.run(Promise.all(arrive));
    expect(log.calls).toHaveLength(1);
  });

  test("a burst that does not end is cut", async () => {
    const clock = new VirtualClock();
    const start = clock.now();
    const { log, submit } = api<number>(clock, { limit: 100_000 });
    await clock.run(Promise.all(numbers(60).map(async (index) => clock.sleep(index).then(() => submit(index)))));
    expect((log.starts[0] ?? Infinity) - start).toBeLessThanOrEqual(13);
  });

  test("what trickles in while a call is in flight collects behind it", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100, latencyMs: 50 });
    const trickle = numbers(100).map(async (index) => {
      await clock.sleep(index * 10);
      return submit(index);
    });
    await clock.run(Promise.all(trickle));
    // One call per return of the one before: about 1000 ms / 55 ms.
    expect(log.calls.length).toBeLessThanOrEqual(22);
    expect(log.widest).toBe(1);
  });

  test("nobody waits long behind a call that hangs", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100, latencyMs: 60_000 });
    const first = submit(1);
    await clock.pass(20);
    const start = clock.now();
    const second = submit(2);
    await clock.run(Promise.all([first, second]));
    expect((log.starts[1] ?? Infinity) - start).toBeLessThanOrEqual(2_000);
  });

  test("an engine that has fewer under way than before is waited for once", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100 });
    await clock.run(Promise.all(numbers(20).map(submit)));
    const one = async (): Promise<number> => {
      const start = clock.now();
      await clock.run(submit(1));
      return clock.now() - start;
    };
    expect(await one()).toBeLessThanOrEqual(50 + 500 + 10);
    expect(await one()).toBeLessThanOrEqual(50 + 10);
    expect(log.calls).toHaveLength(3);
  });

  test("an API without a batch form gets one call each, under its concurrency", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 1, concurrency: 3 });
    await clock.run(Promise.all(numbers(10).map(submit)));
    expect(log.calls).toEqual(numbers(10).map((index) => [index]));
    expect(log.widest).toBe(3);
  });

  test("identical members may share a call, and each gets its own outcome", async () => {
    const clock = new VirtualClock();
    let answered = 0;
    const submit = gather<string, number>(
      { operation: "RemoveUsers", limit: 10, run: async (items) => items.map(() => ({ ok: true, value: answered++ })) },
      clock,
    );
    expect(await clock.run(Promise.all([submit("bob"), submit("bob"), submit("bob")]))).toEqual([0, 1, 2]);
  });

  test("a member that the answer forgets is uncertain", async () => {
    const clock = new VirtualClock();
    const { submit } = api<number>(clock, { limit: 10 }, (items) => echo(items.slice(0, 1)));
    const [first, second] = await clock.run(Promise.allSettled([submit(1), submit(2)]));
    expect(first).toEqual({ status: "fulfilled", value: 1 });
    expect(second).toMatchObject({ status: "rejected", reason: { code: "ERR_UNCERTAIN", category: "no-answer" } });
  });
});

describe("a call that fails as a whole", () => {
  const failing =
    (category: Category, bad: ReadonlySet<number>) =>
    (items: readonly number[]): readonly Outcome<number>[] => {
      if (items.some((item) => bad.has(item))) throw failure(category);
      return echo(items);
    };

  test.each(["invalid", "not-found", "already-exists", "precondition", "quota"] as const)(
    "for one bad member (%s) is halved until that member stands alone",
    async (category) => {
      const clock = new VirtualClock();
      const { log, submit } = api<number>(clock, { limit: 100, bisect: true }, failing(category, new Set([37])));
      const results = await clock.run(Promise.allSettled(numbers(100).map(submit)));
      expect(results.flatMap((result, index) => (result.status === "rejected" ? [index] : []))).toEqual([37]);
      expect(results[37]).toMatchObject({ reason: { category } });
      expect(log.calls.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(100)) + 1);
    },
  );

  test.each([
    "auth",
    "forbidden",
    "throttled",
    "transient",
    "no-answer",
    "unreachable",
    "routing",
    "parent-missing",
    "concurrent",
  ] as const)("for no member's fault (%s) fails for all, once", async (category) => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100, bisect: true }, failing(category, new Set([37])));
    const results = await clock.run(Promise.allSettled(numbers(100).map(submit)));
    expect(results.every((result) => result.status === "rejected")).toBe(true);
    expect(log.calls).toHaveLength(1);
  });

  test("is not halved where the API says which member was bad", async () => {
    const clock = new VirtualClock();
    const { log, submit } = api<number>(clock, { limit: 100 }, failing("invalid", new Set([37])));
    await clock.run(Promise.allSettled(numbers(100).map(submit)));
    expect(log.calls).toHaveLength(1);
  });

  test("with something that is no Rollcall error still fails every member with a code", async () => {
    const clock = new VirtualClock();
    const { submit } = api<number>(clock, { limit: 10 }, () => {
      throw new TypeError("oops");
    });
    await expect(clock.run(submit(1))).rejects.toMatchObject({ code: "ERR_CLOUD" });
  });
});

test("every member gets exactly its own outcome, whatever arrives when and fails how", async () => {
  const member = fc.record({
    delay: fc.integer({ min: 0, max: 200 }),
    group: fc.constantFrom("a", "b", "c"),
    fate: fc.constantFrom("ok", "ok", "ok", "member fails", "poisons"),
    value: fc.integer({ min: 0, max: 5 }),
  });
  const property = fc.asyncProperty(
    fc.array(member, { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.integer({ min: 0, max: 30 }),
    async (members, limit, concurrency, bisects, latencyMs) => {
      const clock = new VirtualClock();
      let order = 0;
      let flying = 0;
      const seen: number[] = [];
      const submit = gather<(typeof members)[number] & { readonly id: number }, number>(
        {
          operation: "CreateUsers",
          limit,
          concurrency,
          groupBy: ({ group }) => group,
          ...(bisects && { bisect: true as const }),
          run: async (items) => {
            expect(items.length).toBeGreaterThan(0);
            expect(items.length).toBeLessThanOrEqual(limit);
            expect(new Set(items.map(({ group }) => group)).size).toBe(1);
            expect(++flying).toBeLessThanOrEqual(concurrency);
            await clock.sleep((latencyMs * (order++ % 3)) / 2);
            flying--;
            if (items.some(({ fate }) => fate === "poisons")) throw failure("invalid", `poisoned by ${items.length}`);
            seen.push(...items.map(({ id }) => id));
            return items.map(({ fate, id }) =>
              fate === "ok" ? { ok: true, value: id } : { ok: false, error: failure("already-exists", String(id)) },
            );
          },
        },
        clock,
      );
      const results = await clock.run(
        Promise.allSettled(
          members.map(async (one, id) => {
            await clock.sleep(one.delay);
            return submit({ ...one, id });
          }),
        ),
      );
      results.forEach((result, id) => {
        const fate = members[id]?.fate;
        if (fate === "ok" && (bisects || result.status === "fulfilled")) expect(result).toEqual({ status: "fulfilled", value: id });
        else if (fate === "member fails" && bisects) expect(result).toMatchObject({ reason: { summary: String(id) } });
        else if (fate === "poisons" && bisects) expect(result).toMatchObject({ reason: { summary: "poisoned by 1" } });
        else expect(result).toMatchObject({ status: "rejected" });
      });
      expect(new Set(seen).size).toBe(seen.length);
    },
  );
  await fc.assert(property, { numRuns: 200 });
}, 60_000);
