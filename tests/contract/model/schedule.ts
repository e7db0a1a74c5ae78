import type { DiaryEntry } from "../../../provider/lifecycle/diary";
import type { Fields } from "../../../provider/model/values";
import { VirtualClock } from "../../unit/calls/virtual-clock";
import { Draw } from "./draw";
import { asSet, byPerson, type Converting, converting, type Form, single } from "./form";
import { InProcessCloud, type StoredUser } from "./in-process-cloud";
import { Lives } from "./lives";
import { Roster } from "./roster";
import type { People } from "./people";
import { Turns } from "./turns";
import { type ProviderProcess, startProvider } from "./process";
import { randomFaults } from "./random-faults";
import { Remedies } from "./remedies";
import { type RunResult, SmallEngine } from "./small-engine";
import type { Death } from "./wire";

/** Where every schedule's time begins. */
const START = Date.UTC(2027, 0, 1);
/** Every so manieth schedule declares its people as one set; the next one makes a set of them on the way. */
const SETS = 4;
/** In every so manieth of them, and of the others, people also come back, keys change case and values move. */
const LIVES = 3;
/**
 * Runs with `pulumi up --refresh` that a person would make until everything is as declared: what check refuses is told first,
 * then what only a look at the cloud shows, then what the service refuses.
 */
const PATIENCE = 3;
/** One more where values move: whoever is to have what an account outside state holds must wait until that one is taken over. */
const PATIENCE_WITH_LIVES = 4;

/** What a schedule did and left. */
export class Schedule {
  readonly clock = new VirtualClock(START);
  readonly draw: Draw;
  readonly cloud: InProcessCloud;
  readonly form: Form;
  readonly engine: SmallEngine;
  readonly roster: Roster;
  readonly lives: Lives | undefined;
  private readonly converting: Converting | undefined;
  private readonly turns: Turns;
  private readonly remedies: Remedies;
  /** Everything anybody could read: lines, errors. */
  readonly texts: string[] = [];
  /** Natural keys that a failure has named, or a pending operation that would make the account. */
  readonly reported = new Set<string>();
  /** Natural keys of accounts that a state has lost with its checkpoint, so that only the diary can name them. */
  readonly lost = new Set<string>();
  /** The file in the project's folder. */
  readonly diary: DiaryEntry[] = [];
  /** What happened, run by run, for whoever replays it. */
  readonly story: string[] = [];
  bystanders: readonly StoredUser[] = [];
  /** Natural keys of everybody who was there before the first run. */
  before: ReadonlySet<string> = new Set();
  runs = 0;
  kills = 0;
  /** Steps and calls of the last run, which must do nothing. */
  idle: { readonly steps: readonly string[]; readonly writes: number } = { steps: ["not run"], writes: 0 };
  /** What quiet runs did not do that they must. */
  readonly broken: string[] = [];
  /** What still failed after the last of the clean runs. */
  unhealed: RunResult["failures"] = [];

  constructor(
    readonly people: People,
    seed: number,
  ) {
    this.draw = new Draw(seed);
    this.converting = seed % SETS === 1 ? converting(people.directory) : undefined;
    this.form = this.converting ?? (seed % SETS === 0 ? asSet(people.directory) : single);
    this.engine = new SmallEngine(this.form);
    this.cloud = new InProcessCloud(people.naming, seed, this.clock);
    this.roster = new Roster(people, this.draw);
    const living = Math.floor(seed / SETS) % LIVES === 0;
    this.lives = living ? new Lives(people, this.roster, this.draw, seed % SETS === 0) : undefined;
    this.turns = new Turns(people, this.roster, this.cloud, this.draw);
    this.remedies = new Remedies({
      people,
      roster: this.roster,
      cloud: this.cloud,
      engine: this.engine,
      bystanders: () => this.bystanders,
      keepKey: (name) => this.keepKey(name),
    });
  }

  /** Plays it to the end. */
  async play(): Promise<void> {
    const now = jest.spyOn(Date, "now").mockImplementation(() => this.clock.now());
    try {
      await this.clock.run(this.acts());
    } finally {
      now.mockRestore();
    }
  }

  private async acts(): Promise<void> {
    await this.cloud.furnish(this.people.furnish);
    await this.plant(this.roster.bystanders());
    this.bystanders = await this.cloud.users();
    await this.plant(this.roster.existing());
    this.before = new Set((await this.cloud.users()).map((user) => String(user[this.people.naming.key])));
    const trouble = 1 + this.draw.number(4);
    for (let run = 0; run < trouble; run++) {
      if (run > 0) await this.between();
      // Now and then somebody runs `pulumi destroy`, and the program again afterwards.
      await this.troubledRun(run > 0 && this.draw.chance(0.1) ? new Map() : this.roster.program);
    }
    this.cloud.setFaults([]);
    await this.heal();
    if (this.lives !== undefined && this.unhealed.length === 0) await this.live(this.lives);
  }

  /** Without any trouble: a set exchanges values in one run; somebody is disabled and comes back to the same account. */
  private async live(lives: Lives): Promise<void> {
    if (lives.exchange(true)) await this.quietly("exchanging values");
    const couldCome = (user: Fields): boolean => user["password"] !== undefined || this.people.needsPassword?.(user) !== true;
    const name = [...this.roster.program].find(([, user]) => couldCome(user))?.[0];
    if (name === undefined || this.people.disabled === undefined) return;
    lives.soften(name, true);
    this.roster.adopt(name, "match");
    await this.quietly("onDelete disable");
    const user = this.roster.program.get(name);
    const account = this.engine.people().get(name)?.id;
    if (user === undefined) return;
    this.roster.program.delete(name);
    await this.quietly("leaving");
    const [left] = (await this.cloud.users()).filter((one) => one[this.people.naming.id] === account);
    if (left === undefined || !this.people.disabled(left)) this.broken.push(`${this.keyOf(user)} left and was not disabled`);
    this.roster.set(name, user);
    const lines = this.texts.length;
    await this.quietly("returning");
    if (this.engine.people().get(name)?.id !== account) this.broken.push(`${this.keyOf(user)} came back to another account`);
    const said = `user ${this.keyOf(user)}: the account was disabled and is enabled again`;
    if (!this.texts.slice(lines).some((line) => line.endsWith(said)))
      this.broken.push(`no line says that ${this.keyOf(user)} is enabled again`);
  }

  /** A plain run that must succeed, after which another has nothing to do. */
  private async quietly(what: string): Promise<void> {
    this.broken.push(...(await this.up(false)).failures.map(({ text }) => `${what} fails: ${text}`));
    const writes = this.cloud.writes;
    const { steps, failures } = await this.up();
    this.broken.push(...[...steps, ...failures.map(({ text }) => text)].map((step) => `the run after ${what} is not a no-op: ${step}`));
    if (this.cloud.writes > writes) this.broken.push(`the run after ${what} wrote`);
  }

  /** Users who are there before the program is. */
  private async plant(users: readonly Fields[]): Promise<void> {
    const { provider } = await this.process(single);
    for (const user of users) await provider.create(user);
  }

  private process(form: Form, death?: Death, onDeath?: () => void): Promise<ProviderProcess> {
    return startProvider({
      directory: this.people.directory,
      cloud: this.cloud,
      form,
      draw: this.draw,
      diary: this.diary,
      say: (line) => this.texts.push(line),
      death,
      ...(onDeath !== undefined && { onDeath }),
    });
  }

  /** Whoever moves to a set stays who he was until the resource of his own has gone. @returns whether he was to be renamed */
  private keepKey(name: string): boolean {
    const { naturalKey } = this.people.directory.kinds.User;
    const own = this.engine.state.get(name)?.inputs[naturalKey];
    if (this.converting === undefined || own === undefined || own === this.roster.program.get(name)?.[naturalKey]) return false;
    this.roster.restore(name, naturalKey, own);
    return true;
  }

  /** What happens from one run to the next. */
  private async between(): Promise<void> {
    await this.clock.sleep(1_000 + this.draw.number(120_000));
    if (this.lives === undefined) this.roster.change();
    else this.lives.befall();
    await this.turns.befall();
    if (this.converting !== undefined && this.draw.chance(0.5)) {
      this.converting.convert();
      for (const name of this.roster.program.keys()) this.keepKey(name);
    }
    const keys = this.roster.keys();
    if (this.draw.chance(0.15) && keys.length > 0) await this.cloud.remove(this.draw.pick(keys));
  }

  private async troubledRun(program: ReadonlyMap<string, Fields>): Promise<void> {
    const { draw } = this;
    const faults = randomFaults(this.people, this.roster.keys(), this.roster.next(), draw);
    const lag = draw.chance(0.15) ? draw.pick([200, 1_000, 4_000]) : 0;
    this.cloud.setFaults(faults, lag);
    const death = draw.chance(0.4) ? { at: 1 + draw.number(10), seen: draw.chance(0.5) } : undefined;
    const saved = draw.chance(0.7);
    const options = { refresh: draw.chance(0.3), parallel: draw.pick([1, 3, 16]) };
    this.tell("run", { program: [...program], faults, lag, death, saved, options });
    const { provider, wire } = await this.process(this.form, death, () => this.crash(saved));
    const run = this.engine.up(provider, program, options);
    const result = await Promise.race([run, wire.killed]);
    this.runs++;
    if (result !== undefined) this.note(result);
  }

  private crash(saved: boolean): void {
    this.kills++;
    const { pending, lost, failures } = this.engine.kill(saved);
    this.tell("killed", { pending, lost });
    this.hear(failures);
    const held = new Set([...this.engine.people().values()].map(({ fields }) => this.keyOf(fields)));
    for (const { name, inputs } of pending) {
      for (const [, declared] of this.form.declared(name, inputs))
        // Where another resource has an account of that name, the operation may have made a second one, after that one had gone.
        (held.has(this.keyOf(declared)) ? this.lost : this.reported).add(this.keyOf(declared));
    }
    for (const fields of lost) if (!held.has(this.keyOf(fields))) this.lost.add(this.keyOf(fields));
  }

  keyOf(fields: Readonly<Record<string, unknown>>): string {
    return String(fields[this.people.directory.kinds.User.naturalKey]);
  }

  private note({ failures, steps }: RunResult): void {
    this.tell("ended", { steps, failures });
    this.hear(failures);
  }

  /** What a run prints names people, also when it is killed later. */
  private hear(failures: RunResult["failures"]): void {
    for (const { name, text } of failures) {
      this.texts.push(text);
      for (const person of this.concerned(name, text)) this.report(person.name);
    }
  }

  private concerned(name: string, text: string): readonly { readonly name: string; readonly text: string }[] {
    return byPerson(name, text, this.roster.program, this.people.directory.kinds.User.naturalKey);
  }

  private tell(what: string, details: Readonly<Record<string, unknown>>): void {
    this.story.push(`${what} ${JSON.stringify(details)}`);
  }

  private report(name: string): void {
    const declared = this.roster.program.get(name);
    if (declared !== undefined) this.reported.add(this.keyOf(declared));
  }

  /** What a person does when the trouble is over: runs again, and follows the advice of the errors. */
  private async heal(): Promise<void> {
    for (let attempt = 1; attempt <= (this.lives === undefined ? PATIENCE : PATIENCE_WITH_LIVES); attempt++) {
      await this.clock.sleep(60_000);
      const result = await this.up();
      this.unhealed = result.failures;
      // Where only groups that the program names are looked at, one that it names from now on may show somebody who is in it.
      const settled = this.people.seesNamedGroups !== true || result.steps.length === 0;
      if (result.failures.length === 0 && settled) break;
      for (const { name, text } of result.failures)
        for (const person of this.concerned(name, text)) await this.remedies.follow(person.name, person.text);
    }
    const writes = this.cloud.writes;
    const { steps, failures } = await this.up();
    this.idle = { steps: [...steps, ...failures.map(({ text }) => text)], writes: this.cloud.writes - writes };
  }

  private async up(refresh = true): Promise<RunResult> {
    const { provider } = await this.process(this.form);
    const result = await this.engine.up(provider, this.roster.program, { refresh, parallel: 64 });
    this.runs++;
    this.note(result);
    return result;
  }
}
