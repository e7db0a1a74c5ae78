import { seeded } from "../unit/calls/virtual-clock";
import { randomFaults } from "./crash/faults";
import { type CrashPeople, crashPeople, type Form, FORMS, program } from "./crash/people";
import { EngineProject, ExternalEmulator, findCanaries, findCanariesBelow, killTree, type RunningProcess } from "./harness";

/** Schedules in a normal run, of two directories by chance; `npm run soak -- --engine 60` for the long one. */
const SCHEDULES = Number(process.env["ROLLCALL_E2E_SCHEDULES"] ?? 2);
/** The seed of the first: one that nobody has played before, unless one is asked for. */
const SEED = Number(process.env["ROLLCALL_E2E_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
/** Long enough for a kill to fall between two calls. */
const LATENCY_MS = 150;
/** Longer than the emulator takes for any call that was on its way when the process was killed: latency, and the fault `slow`. */
const SLOWEST_MS = 1_200;

const seeds = Array.from({ length: SCHEDULES }, (_, index) => SEED + index);

function peopleOf(seed: number): CrashPeople {
  const people = crashPeople[seed % crashPeople.length];
  if (people === undefined) throw new Error("there are no people");
  return people;
}

/** Each round of the directories has another form. */
function formOf(seed: number): Form {
  return FORMS[Math.floor((seed - 1) / crashPeople.length) % FORMS.length] ?? "users";
}

/** The address of somebody. Under two accounts bob, who joins, takes the one that alice has had. */
function addressOf(seed: number, version: string, name: string): string {
  return formOf(seed) === "accounts" && name === "bob" ? `first.alice.${seed}` : `${version}.${name}.${seed}`;
}

type User = Readonly<Record<string, unknown>>;

describe("the engine and the provider under random faults, killed with kill -9", () => {
  let emulator: ExternalEmulator;

  beforeAll(async () => {
    process.stdout.write(
      `crash: ${SCHEDULES} schedules, seed ${SEED} (again: npm run soak -- --schedules 0 --engine ${SCHEDULES} --seed ${SEED})\n`,
    );
    emulator = await ExternalEmulator.start({ latencyMs: LATENCY_MS, seed: 1 });
    // People of another state, with names like those of the schedules.
    const others = EngineProject.create({
      program: seeds.map((seed) => bystandersOf(seed)).join("\n"),
      language: "javascript",
      env: emulator.environment(),
    });
    expect(await others.up()).toSucceed();
    others.remove();
  });
  afterAll(() => emulator.stop());

  function bystandersOf(seed: number): string {
    const people = peopleOf(seed);
    const names = ["alic", "alicee"].map((name) => `s${seed}_${name}`);
    return program(
      people.directory,
      Object.fromEntries(names.map((name) => [name, people.declare(name, `by.${name}`, "Bystander-Secret-1", emulator.line)])),
    );
  }

  /** Kills the run once the cloud has seen this many calls; the run may be over by then. */
  async function killAfter(calls: number, running: RunningProcess): Promise<void> {
    let over = false;
    const ended = running.done.then(() => (over = true));
    while (!over) {
      const seen = Object.values(await emulator.calls()).reduce((sum, count) => sum + count, 0);
      if (seen >= calls) break;
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
    await killTree(running);
  }

  /** Users of the schedule by natural key; more than one of a name would show as an array of two. */
  async function found({ directory, key }: CrashPeople, prefix: string): Promise<ReadonlyMap<string, readonly User[]>> {
    const users = (await emulator.users(directory)).filter((user) => String(user[key]).startsWith(prefix));
    const byName = new Map<string, User[]>();
    for (const user of users) byName.set(String(user[key]), [...(byName.get(String(user[key])) ?? []), user]);
    return byName;
  }

  /** What docs/reliability.md tells a person to do after a kill. */
  async function recover(project: EngineProject): Promise<readonly string[]> {
    const cancelled = await project.cancel();
    const cleared = await project.refresh("--clear-pending-creates");
    expect(cleared).toSucceed();
    const up = await project.up();
    expect(up).toSucceed();
    return [cancelled.all, cleared.all, up.all];
  }

  test.each(seeds.map((seed) => [seed, seed] as const))(
    "schedule %i: the next run converges, nobody twice, nobody else touched (replay: ROLLCALL_E2E_SEED=%i ROLLCALL_E2E_SCHEDULES=1 npm test -- e2e crash)",
    async (seed) => {
      const random = seeded(seed);
      const people = peopleOf(seed);
      const prefix = `s${seed}_`;
      const canary = `Cr4sh-Canary-${seed}-${Math.floor(random() * 1e9)}`.slice(0, 30);
      const declare = (names: readonly string[], version: string) =>
        Object.fromEntries(
          names.map((name) => [name, people.declare(`${prefix}${name}`, addressOf(seed, version, name), canary, emulator.line)]),
        );
      const checkpoints: Readonly<Record<string, string>> =
        random() < 0.5 ? {} : { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
      // Who stays goes to the other account.
      const text = (names: readonly string[], version: string): string =>
        program(people.directory, declare(names, version), formOf(seed), version === "first" ? "north" : "south");
      const project = EngineProject.create({
        program: text(["alice", "gone"], "first"),
        language: "javascript",
        env: emulator.environment(),
      });
      const outputs: string[] = [];
      try {
        const bystanders = await found(people, prefix);
        expect([...bystanders.keys()].sort()).toEqual([`${prefix}alic`, `${prefix}alicee`]);
        // Half of the schedules kill a first run, the others one that also changes and deletes.
        const begun = random() < 0.5;
        if (begun) outputs.push((await project.up()).all);
        const wanted = ["alice", "bob", "carol", "dave", "erin"].filter((_name, index) => index < 3 || random() < 0.4);
        project.writeProgram(text(wanted, "last"));
        project.setEnvironment(checkpoints);
        await emulator.resetCalls();
        // Somebody else meddles with people whom state holds; what it does to others is theirs to settle.
        const victim = { user: begun ? `${prefix}alice` : `${prefix}nobody`, meddle: `set.${people.text}=meddled.${seed}@example.com` };
        const faults = randomFaults(people.directory, victim, random);
        await emulator.faults(faults.join("\n"));
        const running = project.startUp();
        await killAfter(1 + Math.floor(random() * 8), running);
        // What the process had sent is still on its way: the service, or the other hand, acts after the slowest answer's time.
        await new Promise((resolve) => setTimeout(resolve, SLOWEST_MS));
        await emulator.faults("");
        outputs.push(running.output());
        project.setEnvironment({ PULUMI_EXPERIMENTAL: undefined, PULUMI_SKIP_CHECKPOINTS: undefined });
        const afterKill = await found(people, prefix);
        outputs.push(...(await recover(project)));
        const now = await found(people, prefix);
        expect([...now.keys()].sort()).toEqual([...wanted, "alic", "alicee"].map((name) => `${prefix}${name}`).sort());
        for (const [name, users] of now) {
          expect(users).toHaveLength(1);
          const [before] = bystanders.get(name) ?? [];
          if (before !== undefined) expect(users[0]).toEqual(before);
          else expect(users[0]?.[people.text]).toBe(`${addressOf(seed, "last", name.slice(prefix.length))}@example.com`);
          // Whoever was there after the kill is the same account still: nobody was made anew.
          const [survivor] = afterKill.get(name) ?? [];
          if (survivor !== undefined) expect(users[0]?.[people.id]).toBe(survivor[people.id]);
        }
        expect(await project.up("--expect-no-changes")).toSucceed();
        const drift = await project.rollcall("drift", "--stack", "test", "--format", "json");
        // Bystanders are managed by nobody here, so that something differs; whoever is ours does not.
        expect(drift).toMatchObject({ code: 7 });
        expect(JSON.parse(drift.stdout)).toMatchObject({ counts: { deleted: 0, edited: 0, clean: wanted.length }, unseen: [] });
        outputs.push(drift.all, project.stateText());
        expect(outputs.flatMap((text, index) => findCanaries(text, [canary], `output ${index}`))).toEqual([]);
        expect(findCanariesBelow([project.backend, emulator.data], [canary])).toEqual([]);
      } finally {
        project.remove();
      }
    },
  );
});
