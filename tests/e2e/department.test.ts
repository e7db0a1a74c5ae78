import { Draw } from "../contract/model/draw";
import { accountsOf, directoriesOfPeople, expected } from "./department/directories";
import { Department, type Home } from "./department/department";
import { befall } from "./department/events";
import { ProgramText } from "./department/program";
import { EngineProject, ExternalEmulator, hasLanguage, killTree } from "./harness";

/** Departments of a normal run; `npm run soak -- --engine 60` plays more. */
const DEPARTMENTS = Number(process.env["ROLLCALL_E2E_SCHEDULES"] ?? 1);
/** The seed of the first: one that nobody has played before, unless one is asked for. */
const SEED = Number(process.env["ROLLCALL_E2E_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
/** Runs of each after the first. */
const RUNS = 4;
/** Within so many milliseconds a run is killed. */
const LONGEST_MS = 3_000;

/** One department through the engine, with what has happened so far. */
class Life {
  readonly story: string[] = [];
  private readonly draw: Draw;
  private readonly department: Department;
  private readonly text: ProgramText;
  private readonly project: EngineProject;
  /** Accounts by key as the last run left them, without those that somebody has deleted since. */
  private left: ReadonlyMap<string, string> = new Map();
  /** Where people were declared in the last run. */
  private homes: ReadonlyMap<string, Home> = new Map();

  constructor(
    seed: number,
    private readonly emulator: ExternalEmulator,
  ) {
    this.draw = new Draw(seed);
    const directory = this.draw.pick(directoriesOfPeople);
    const host = this.draw.pick(["dynamic", hasLanguage("typescript") ? "plugin" : "dynamic"] as const);
    this.department = new Department(directory, this.draw, host);
    this.story.push(`${directory.name}, ${host}`);
    this.text = new ProgramText(this.department, emulator.line.eiam.rootOrganizationalUnitId);
    const plugin = host === "plugin";
    this.project = EngineProject.create({ program: this.text.program(), language: "javascript", plugin, env: emulator.environment() });
  }

  async play(): Promise<void> {
    await this.run();
    for (let run = 0; run < RUNS; run++) {
      this.story.push(...befall(this.department));
      await this.run(await this.meddle());
    }
    expect(await this.project.up("--refresh", "--expect-no-changes")).toSucceed();
  }

  end(): void {
    this.project.remove();
  }

  private async accounts() {
    const { directory } = this.department;
    return accountsOf(directory, await this.emulator.users(directory.name));
  }

  /**
   * What somebody does at the console before the run, which then has to look. Whoever comes to another resource in this run is left in
   * peace: an account that differs is not taken over.
   */
  private async meddle(): Promise<readonly string[]> {
    const { directory, people } = this.department;
    const [victim] = people.filter(({ key, home }) => this.homes.get(key) === home && this.draw.chance(0.05));
    if (victim === undefined) return [];
    const isDeleted = this.draw.chance(0.5);
    const change = isDeleted ? ({ remove: true } as const) : { set: { [directory.shown.text]: this.department.value() } };
    await this.emulator.drift({ service: directory.name, user: victim.key, ...change });
    if (isDeleted) this.left = new Map([...this.left].filter(([key]) => key !== victim.key));
    this.story.push(`${victim.key} is ${isDeleted ? "deleted" : "edited"} at the console`);
    return ["--refresh"];
  }

  /** Applies the program, perhaps after a run that is killed, and looks at everybody. */
  private async run(args: readonly string[] = []): Promise<void> {
    for (const [name, content] of this.text.files()) this.project.write(name, content);
    this.project.writeProgram(this.text.program());
    if (this.draw.chance(0.2)) {
      const running = this.project.startUp(...args);
      await new Promise((resolve) => setTimeout(resolve, this.draw.number(LONGEST_MS)));
      await killTree(running);
      await this.project.cancel();
      this.story.push("(a run is killed)");
    }
    const done = await this.project.up(...args);
    expect(done).toSucceed();
    this.story.push("-");
    const { people, away } = this.department;
    const now = await this.accounts();
    expect([...now.keys()].sort()).toEqual([...people, ...away].map(({ key }) => key).sort());
    for (const person of people) expect([person.key, now.get(person.key)]).toMatchObject([person.key, expected(person)]);
    const ids = new Map([...now].map(([key, { id }]) => [key, id]));
    // Nobody who was there has another account than before.
    for (const [key, id] of this.left) if (ids.has(key)) expect([key, ids.get(key)]).toEqual([key, id]);
    this.left = ids;
    this.homes = new Map(people.map(({ key, home }) => [key, home]));
  }
}

test.each(Array.from({ length: DEPARTMENTS }, (_, index) => SEED + index))(
  "department %i: people join, leave, return and move, addresses and groups pass on, files are written again, and nobody loses an account",
  async (seed) => {
    const emulator = await ExternalEmulator.start({ seed: 1 });
    const life = new Life(seed, emulator);
    try {
      await life.play();
    } catch (error) {
      const again = `npm run soak -- --schedules 0 --engine 1 --seed ${seed}`;
      throw new Error(
        `department ${seed} (again: ${again}):\n${life.story.join("\n")}\n${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      life.end();
      await emulator.stop();
    }
  },
);
