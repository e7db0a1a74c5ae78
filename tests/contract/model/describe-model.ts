import { appendFileSync } from "node:fs";
import { FAULT_KINDS } from "../../../emulator/faults/kinds";
import { PAST_FAILURES } from "./past-failures";
import type { People } from "./people";
import { Schedule } from "./schedule";
import { violations } from "./verdict";
import { fetchDouble } from "./wire";

/** Schedules of one directory and the seed of the first, when a soak asks for them. */
const ASKED = process.env["ROLLCALL_MODEL_SCHEDULES"];
const SEED = Number(process.env["ROLLCALL_MODEL_SEED"] ?? 1);
/** Schedules of a normal run, which nobody has played before. */
const FRESH = 100;
/** So many more may follow until they have met every kind of fault; the rarest comes about once in two hundred. */
const MORE = 3_000;
/** Seeds that are drawn begin beyond those that anybody would choose. */
const DRAWN = 1_000_000_000;
/** Schedules of one test, so that a failure shows early. */
const BATCH = 50;

/** Plays random schedules of one directory against a plain model of who must exist. */
export function describeModel(people: People): void {
  const { name } = people.directory;
  const drawn = DRAWN + Math.floor(Math.random() * DRAWN);
  const groups = ASKED !== undefined ? [range(SEED, Number(ASKED))] : [PAST_FAILURES[name] ?? [], range(drawn, FRESH)];
  const injected: Record<string, number> = {};
  const tally = { schedules: 0, runs: 0, kills: 0, calls: 0, created: 0 };

  beforeAll(() => {
    if (ASKED === undefined)
      process.stdout.write(
        `${name}: ${FRESH} fresh schedules, seed ${drawn} (again: npm run soak -- --directory ${name} --schedules ${FRESH} --seed ${drawn})\n`,
      );
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
    if (ASKED === "1") wrong = wrong.length > 0 ? [...wrong, ...schedule.story] : [];
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

  async function playAll(seeds: readonly number[], enough: () => boolean = () => false): Promise<void> {
    const failed: string[] = [];
    for (const seed of seeds) {
      if (enough()) break;
      const wrong = await play(seed);
      if (wrong !== undefined) failed.push(wrong);
    }
    if (failed.length > 0) throw new Error(failed.join("\n\n"));
  }

  for (const seeds of groups.flatMap(batches)) {
    test(
      `${name}, schedules ${seeds.at(0)} to ${seeds.at(-1)}: the cloud equals the program, once each, and nobody else is touched`,
      () => playAll(seeds),
      600_000,
    );
  }

  if (ASKED === undefined) {
    test(`${name}: every kind of fault was injected`, async () => {
      // Others need not meet the rarest kind.
      const expected = Object.keys(FAULT_KINDS).filter((kind) => kind !== "partial" || ["eds"].includes(name));
      const missing = (): readonly string[] => expected.filter((kind) => !(kind in injected));
      await playAll(range(drawn + FRESH, MORE), () => missing().length === 0);
      expect(missing()).toEqual([]);
    }, 600_000);
  }
}

function range(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function batches(seeds: readonly number[]): readonly (readonly number[])[] {
  return range(0, Math.ceil(seeds.length / BATCH)).map((batch) => seeds.slice(batch * BATCH, (batch + 1) * BATCH));
}
