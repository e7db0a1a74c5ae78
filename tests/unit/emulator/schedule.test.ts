import { Schedule } from "../../../emulator/faults/schedule";
import { TokenBucket } from "../../../emulator/faults/token-bucket";
import { seededRandom } from "../../../emulator/random";

function struckCalls(options: ConstructorParameters<typeof Schedule>[0], calls = 12): number[] {
  const schedule = new Schedule(options, seededRandom(1));
  const struck: number[] = [];
  for (let call = 1; call <= calls; call += 1) {
    if (!schedule.strikesNow()) continue;
    schedule.struck();
    struck.push(call);
  }
  return struck;
}

test.each<[object, number[]]>([
  [{ first: 2 }, [1, 2]],
  [{ every: 5 }, [5, 10]],
  [{ after: 10 }, [11, 12]],
  [{ at: ["3", "7"] }, [3, 7]],
  [{ every: 2, count: 2 }, [2, 4]],
  [{ after: 4, first: 6 }, [5, 6]],
  [{ p: 0 }, []],
  [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
])("%j strikes the calls %j", (options, calls) => {
  expect(struckCalls({ ...options })).toEqual(calls);
});

test("a probability holds on average and repeats with the seed", () => {
  const struck = struckCalls({ p: 0.25 }, 4000);
  expect(struck.length).toBeGreaterThan(900);
  expect(struck.length).toBeLessThan(1100);
  expect(struckCalls({ p: 0.25 }, 4000)).toEqual(struck);
});

test("a bucket gives its burst at once and then its rate", () => {
  const bucket = new TokenBucket(5, 2, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([true, true, false]);
  expect([bucket.take(199), bucket.take(200), bucket.take(200)]).toEqual([false, true, false]);
  let taken = 0;
  for (let now = 201; now <= 10_200; now += 1) if (bucket.take(now)) taken += 1;
  expect(taken).toBe(50);
});
