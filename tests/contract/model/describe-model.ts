import { appendFileSync } from "node:fs";
import { FAULT_KINDS } from "../../../emulator/faults/kinds";
import type { People } from "./people";
import { Schedule } from "./schedule";
import { violations } from "./verdict";
import { fetchDouble } from "./wire";

/** Schedules of one directory in a normal run, and the seed of the first. */
const SCHEDULES = Number(process.env["ROLLCALL_MODEL_SCHEDULES"] ?? 500);
const SEED = Number(process.env["ROLLCALL_MODEL_SEED"] ?? 1);
/** Schedules of one test, so that a failure shows early. */
const BATCH = 50;

/** Plays random schedules of one directory against a plain model of who must exist. */
export function describeModel(people: People): void {
  const { name } = people.directory;
  const injected: Record<string, number> = {};
  const tally = { schedules: 0, runs: 0, kills: 0, calls: 0, created: 0 };

  beforeAll(() => {
    jest.spyOn(globalThis, "fetch").mockImplementation(fetchDouble);
  });
  afterAll(() => {
    jest.restoreAllMocks();
    const report = process.env["ROLLCALL_MODEL_REPORT"];
    if (report !== undefined) appendFileSync(report, `${JSON.stringify({ directory: name, ...tally, injected })}\n`);
  });

  async function play(seed: number): Promise<string | undefined> {
    const schedule = new Schedule(people, seed);
    let wrong: readonly string[];
    try {
      await schedule.play();
      wrong = await violations(schedule);
    } catch (error) {
      wrong = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    }
    count(schedule);
    if (SCHEDULES === 1) wrong = wrong.length > 0 ? [...wrong, ...schedule.story] : [];
    if (wrong.length === 0) return undefined;
    return `schedule ${seed} of ${name}:\n- ${wrong.join("\n- ")}\nReplay it: npm run soak -- --seed ${seed} --directory ${name} --schedules 1`;
  }

  function count({ cloud, runs, kills }: Schedule): void {
    tally.schedules++;
    tally.runs += runs;
    tally.kills += kills;
    tally.calls += Object.values(cloud.ledger.counts()).reduce((sum, calls) => sum + calls, 0);
    tally.created += cloud.deeds.filter(({ what }) => what === "created").length;
    for (const [kind, times] of Object.entries(cloud.faults.report().injected)) injected[kind] = (injected[kind] ?? 0) + times;
  }

  for (let first = SEED; first < SEED + SCHEDULES; first += BATCH) {
    const last = Math.min(first + BATCH, SEED + SCHEDULES) - 1;
    test(`${name}, schedules ${first} to ${last}: the cloud equals the program, once each, and nobody else is touched`, async () => {
      const failed: string[] = [];
      for (let seed = first; seed <= last; seed++) {
        const wrong = await play(seed);
        if (wrong !== undefined) failed.push(wrong);
      }
      if (failed.length > 0) throw new Error(failed.join("\n\n"));
    }, 600_000);
  }

  // Fewer need not meet the rarest kind.
  if (SCHEDULES >= 500) {
    test(`${name}: every kind of fault was injected`, () => {
      const expected = Object.keys(FAULT_KINDS).filter((kind) => kind !== "partial" || ["eds"].includes(name));
      expect(expected.filter((kind) => !(kind in injected))).toEqual([]);
    });
  }
}
