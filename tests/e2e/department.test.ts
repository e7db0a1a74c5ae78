import { Draw } from "../contract/model/draw";
import { Branch } from "./department/branch";
import { Department } from "./department/department";
import { directoriesOfPeople } from "./department/directories";
import { befall, cross } from "./department/events";
import { EngineProject, ExternalEmulator, hasLanguage, killTree } from "./harness";

/** Departments of a normal run; `npm run soak -- --engine 60` plays more. */
const DEPARTMENTS = Number(process.env["ROLLCALL_E2E_SCHEDULES"] ?? 1);
/** The seed of the first: one that nobody has played before, unless one is asked for. */
const SEED = Number(process.env["ROLLCALL_E2E_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
/** Runs of each after the first. */
const RUNS = 4;
/** Within so many milliseconds a run is killed. */
const LONGEST_MS = 3_000;

/** One department, or two in accounts of their own, through the engine, with what has happened so far. */
class Life {
  readonly story: string[] = [];
  private readonly branches: readonly Branch[];
  private readonly passing = new Set<string>();
  private readonly project: EngineProject;
  private readonly host: "dynamic" | "plugin";

  constructor(
    private readonly draw: Draw,
    emulators: readonly ExternalEmulator[],
  ) {
    const [first, second] = emulators;
    this.host = hasLanguage("typescript") ? draw.pick(["dynamic", "plugin"] as const) : "dynamic";
    const departments: Department[] = [];
    this.branches = emulators.map((emulator, index) => {
      const account = emulators.length === 1 ? "" : (["north", "south"][index] ?? "");
      this.passing.clear();
      const twin = index > 0 && first === second ? departments[0] : undefined;
      const directory = twin?.directory ?? draw.pick(directoriesOfPeople);
      const department = new Department(directory, draw, this.host, account, this.passing, twin);
      departments.push(department);
      return new Branch(department, emulator);
    });
    this.story.push(...this.branches.map(({ department: { account, directory } }) => `${account} ${directory.name}, ${this.host}`.trim()));
    const plugin = this.host === "plugin";
    const env = first?.environment() ?? {};
    this.project = EngineProject.create({ program: this.program(), language: "javascript", plugin, env });
  }

  async play(): Promise<void> {
    await this.run();
    for (let run = 0; run < RUNS; run++) {
      this.passing.clear();
      const before = this.branches.flatMap(({ department }) => department.people.map((one) => [one, JSON.stringify(one)] as const));
      for (const { department } of this.branches) this.story.push(...befall(department));
      const asBefore = new Set(before.flatMap(([one, text]) => (JSON.stringify(one) === text ? [one] : [])));
      const [home, abroad] = this.draw.chance(0.5) ? this.branches : [...this.branches].reverse();
      if (home !== undefined && abroad !== undefined) this.story.push(...cross(home.department, abroad.department, asBefore));
      const edits = await Promise.all(this.branches.map((branch) => branch.meddle()));
      this.story.push(...edits.flatMap((text) => text ?? []));
      await this.run(edits.some((text) => text !== undefined) ? ["--refresh"] : []);
    }
    expect(await this.project.up("--refresh", "--expect-no-changes")).toSucceed();
  }

  end(): void {
    this.project.remove();
  }

  /** The settings of a second account come from a resource under the first one. */
  private program(): string {
    const anchor = 'const anchor = new eds.Group("anchor", { groupName: "Anchor" }, { provider: north });\n';
    const later = (settings: string): string =>
      `Object.fromEntries(Object.entries(${settings}).map(([name, value]) => [name, anchor.groupId.apply(() => value)]))`;
    const parts = this.branches.map((branch, index) =>
      index === 0 ? branch.program((settings) => settings) : `${anchor}${branch.program(later)}`,
    );
    const [library, account] = this.host === "plugin" ? ["rollcall-sdk", "Provider: Account"] : ["rollcall", "Account"];
    return [`const { ${account}, Roster, eds, eiam, workspace, cloudidentity } = require("${library}");`, ...parts].join("\n");
  }

  /** Applies the program, perhaps after a run that is killed, and looks at everybody. */
  private async run(args: readonly string[] = []): Promise<void> {
    for (const branch of this.branches) branch.writeFiles(this.project);
    this.project.writeProgram(this.program());
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
    for (const branch of this.branches) {
      const others = this.branches.filter((other) => other !== branch && other.emulator === branch.emulator);
      await branch.look(others.map(({ department }) => department));
    }
  }
}

test.each(Array.from({ length: DEPARTMENTS }, (_, index) => SEED + index))(
  "department %i: people join, leave, return and move, addresses and groups pass on, files are written again, and nobody loses an account",
  async (seed) => {
    const draw = new Draw(seed);
    const worlds = draw.pick([[1], [1], [1, 2], [1, 1]]);
    const emulators = await Promise.all([...new Set(worlds)].map((world) => ExternalEmulator.start({ seed: world })));
    const life = new Life(
      draw,
      worlds.flatMap((world) => emulators[world - 1] ?? []),
    );
    try {
      await life.play();
    } catch (error) {
      const again = `npm run soak -- --schedules 0 --engine 1 --seed ${seed}`;
      throw new Error(
        `department ${seed} (again: ${again}):\n${life.story.join("\n")}\n${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      life.end();
      for (const emulator of emulators) await emulator.stop();
    }
  },
);
