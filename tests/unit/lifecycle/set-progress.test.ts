import { progressOf } from "../../../provider/lifecycle/many/progress";
import { FakeCloud } from "./fake-cloud";

/** Lines told while people are done one after the other, each after so many milliseconds. */
async function lines(total: number, each: number, failing: (index: number) => boolean = () => false): Promise<readonly string[]> {
  let now = 1_000;
  const said: string[] = [];
  const { kind, service } = new FakeCloud().context();
  const told = progressOf({ kind, service: { ...service, now: () => now }, say: (line) => said.push(line) }, "created", total);
  for (let index = 0; index < total; index++) {
    now += each;
    await told(Promise.resolve({ failures: failing(index) ? ["failed"] : [] }));
  }
  return said;
}

test("work over five seconds tells how far it is, ever less often, and the end speaks for itself", async () => {
  expect(await lines(10_000, 6)).toEqual([
    "eds users of the set: 834 of 10,000 created",
    "eds users of the set: 2,501 of 10,000 created",
    "eds users of the set: 5,835 of 10,000 created",
  ]);
});

test("short work passes without a word, and whoever failed does not count", async () => {
  expect(await lines(1_000, 4)).toEqual([]);
  expect(await lines(10, 1_000, (index) => index % 2 === 0)).toEqual(["eds users of the set: 2 of 10 created"]);
});
