import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../provider/directories";
import { RollcallError } from "../../provider/model/error";
import type { Kind } from "../../provider/model/kind";
import type { Fields } from "../../provider/model/values";
import { readLimits } from "../../provider/config/limits";
import { accountOf } from "./account-of";
import { placesOf } from "./declared-user";
import { announceDayLeavers, type DayLeaver, leaversByDay } from "./day-leavers";
import { type DeclaredUser, departures, objection, stayers } from "./departures";
import { followersOf } from "./followers";
import { handoverObjection, handovers } from "./handovers";
import { INLINE, InlineRun } from "./inline-run";
import { asTheEngineSees, readEngineOptions, UNKNOWN_OPTIONS } from "./engine-options";
import { type LastState, type ManagedUser, newcomerTest, readLastState, stackName } from "./managed-users";
import { LastResorts } from "./last-resorts";
import { type Admission, candidateOf, type Declared, declaredUsers, isPerson, type Pending } from "./pending";
import { type Turns, turnsOf } from "./turns";
import { oncePerRun } from "./one-copy";
import { cleanerOf, headCount, problemsOf } from "./problems";
import { runError } from "./run-error";
import { programSettings } from "./settings";

/** A program that keeps its event loop busy without declaring anybody gets its users registered after this. */
const QUIET_MS = 2_000;

/**
 * Holds every user of the running program back until all of them are validated, so that one bad line creates nobody, and
 * until it is known that the run deletes no more users than the stack allows.
 * The engine stops at the first failing check, possibly after it has created others, so the sdk looks at all of them first:
 * `__provider` is an input that resolves only then.
 */
export class Program {
  private waiting: Pending[] = [];
  private readonly admitted = new Map<DeclaredUser, Pending>();
  /** Users who are admitted but wait for a value that somebody else gives away. */
  private readonly queuing = new Set<Pending>();
  /** Whom rosters have until a day that is over. */
  private readonly over: DayLeaver[] = [];
  /** Who is declared still, by whom the stack managed; as last judged. */
  private staying: ReadonlyMap<ManagedUser, DeclaredUser> = new Map();
  private readonly lastResorts = new LastResorts();
  private idleSeen = false;
  private exiting = false;
  /** The program itself has failed: nobody it declared before may go, and whom it did not come to declare is not missing. */
  private failed = false;
  private timer: NodeJS.Timeout | undefined;
  /** Unknown when the stack's last state could not be read. */
  private last: LastState | undefined;
  private reading: Promise<LastState | void> = Promise.resolve();
  /** Why nothing may be done to what the last state holds. */
  private damage: RollcallError | undefined;
  /** The state's users are as the engine's own options have them. */
  private optionsKnown = false;

  /** The run of a program that is a function of a process which goes on. */
  private readonly inline: InlineRun | undefined;
  /** What the program waits for. */
  private readonly holds = new Set<Promise<unknown>>();

  /** Watches the program that is being run, even if it declares nobody any more. */
  constructor() {
    // Not `hasMonitor`: a copy of the engine library beside the one that runs the program connects only when it is asked to.
    if (pulumi.runtime.getMonitor() === undefined) return;
    this.readManaged();
    this.inline = InlineRun.current();
    if (this.inline === undefined) this.watchProcess();
    else this.schedule();
  }

  private watchProcess(): void {
    // Node's `beforeExit` is the moment at which a program has nothing left to do but wait for us: every constructor that
    // depends on no user has run, after any `await` of the program's own.
    process.on("beforeExit", () => (this.exiting ? this.endQueues() : this.decideAtExit()));
    const fail = (): void => void (this.failed = true);
    process.once("uncaughtExceptionMonitor", fail);
    process.once("unhandledRejection", fail);
  }

  private decideAtExit(): void {
    // While an instance is asked for keys the process goes on, and its end comes again.
    if (this.lastResorts.ask(this.waiting, programSettings) !== undefined) return;
    this.exiting = true;
    this.decide("at exit");
  }

  /** Nothing is under way and still somebody waits: the program's own order of resources is the other way round. */
  private endQueues(): void {
    for (const pending of this.queuing) pending.admit(this.admission(pending));
    this.queuing.clear();
  }

  /** Registers a declaration; resolves when it may go to the engine, rejects when any declaration is refused. */
  declare(declared: Declared): Promise<Admission> {
    return new Promise((admit, refuse) => {
      this.waiting.push({
        ...declared,
        places: placesOf(declared.opts),
        account: accountOf(declared.opts),
        admit,
        refuse,
      });
      this.schedule();
    });
  }

  /** Notes whom a roster does not declare any more because the last day is over, so that they are told from people who are missing. */
  noteOver(people: readonly DayLeaver[]): void {
    for (const person of people) this.over.push(person);
  }

  /** Notes what the program waits for, such as a look-up, so that an inline run is not judged before. */
  holdFor(pending: Promise<unknown>): void {
    if (this.inline === undefined) return;
    this.holds.add(pending);
    const over = (): void => void this.holds.delete(pending);
    pending.then(over, over);
  }

  /** What the stack's last state kept of a roster; nothing when that cannot be read. */
  async rosterOutputs(name: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.reading)?.rosterOutputs.get(name) ?? {};
  }

  /** Tells whom the stack's last state did not hold; nobody when that cannot be read. */
  async newcomers(): Promise<(kind: Kind, fields: Fields) => boolean> {
    const last = await this.reading;
    if (last === undefined) return () => false;
    const isNewcomer = newcomerTest(last.users);
    return (kind, fields) => isNewcomer(kind, [], undefined, fields);
  }

  /** Users declared later (in an `apply` on another user) go one tick at a time. */
  private schedule(): void {
    if (this.idleSeen) {
      if (this.waiting.length === 1) setImmediate(() => this.decide("while running"));
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.rest(), QUIET_MS).unref();
  }

  /** The program has been quiet for a while. An inline run goes on only when all is known that a program's end would have told. */
  private async rest(): Promise<void> {
    if (this.inline !== undefined) {
      await this.reading;
      do {
        await Promise.allSettled(this.holds);
        // What follows from their answers begins, and what is rejected is told.
        await new Promise(setImmediate);
      } while (this.holds.size > 0);
    }
    this.decide("while running");
  }

  /**
   * @param when at exit, an error is thrown as the program's own: nothing else shows it without a prefix of the engine's, and
   * the held users then simply never go. So they do where an inline run is stopped; elsewhere (tests with mocks, programs that stay busy)
   * each of them is refused.
   */
  private decide(when: "at exit" | "while running"): void {
    clearTimeout(this.timer);
    if (this.failed) return;
    const asking = this.lastResorts.ask(this.waiting, programSettings);
    if (asking !== undefined)
      return void asking.then(() => (this.waiting.length > 0 || this.inline !== undefined) && this.decide(when));
    this.idleSeen = true;
    const group = this.waiting;
    this.waiting = [];
    const error = this.refusal(group) ?? this.admit(group, when);
    if (error === undefined) return this.inline?.goOn();
    if (this.inline !== undefined) return this.inline.stop(error.message);
    if (when === "at exit") throw error;
    for (const pending of group) pending.refuse(error);
  }

  private refusal(group: readonly Pending[]): Error | undefined {
    if (this.damage !== undefined) return runError(`Rollcall stops this run: ${this.damage.message}`);
    const settings = programSettings();
    const isNewcomer = this.last === undefined ? () => false : newcomerTest(this.last.users);
    const candidates = group.map((pending) => candidateOf(pending, isNewcomer));
    const problems = problemsOf(candidates, settings, this.lastResorts.problems);
    if (problems.length > 0) {
      const bad = new Set(problems.flatMap(({ people }) => people)).size;
      const clean = cleanerOf(candidates);
      const lines = problems.map(({ label, text }) => `  ${label}: ${clean(text)}`);
      const are = candidates.every(isPerson) ? "users" : "users, groups and units";
      const what = bad === 0 ? "this run" : `${bad} of ${headCount(candidates)} ${are}`;
      return runError(`Rollcall refuses ${what}; nothing was created or changed.\n${lines.join("\n")}`);
    }
    for (const pending of group) for (const user of declaredUsers(pending)) this.admitted.set(user, pending);
    return undefined;
  }

  /** Lets users go, each after those who give away what it takes; or tells why the run must not go on. */
  private admit(group: readonly Pending[], when: "at exit" | "while running"): Error | undefined {
    try {
      let judged = this.judge(when);
      if (judged.reason !== undefined && this.askEngine()) judged = this.judge(when);
      const { reason, turns, lastDays } = judged;
      if (when === "at exit" && lastDays.size > 0) void pulumi.log.info(announceDayLeavers(lastDays));
      const notes = [this.optionsKnown ? [] : [UNKNOWN_OPTIONS], this.inline === undefined ? [] : [INLINE]].flat();
      if (reason !== undefined) return runError(this.withoutSecrets([reason, ...notes].join("\n")));
      for (const pending of group) this.go(pending, [...(turns.waits.get(pending) ?? [])]);
      return undefined;
    } catch (error) {
      if (error instanceof RollcallError) return runError(error.message);
      throw error;
    }
  }

  /** A sentence of the guard may name somebody by a key, or hold an alias, that the program keeps secret. */
  private withoutSecrets(text: string): string {
    const clean = cleanerOf(
      [...new Set(this.admitted.values())].map((pending) => ({
        properties: pending.known(),
        secrets: pending.secrets(),
      })),
    );
    return clean(text);
  }

  private judge(when: "at exit" | "while running"): {
    readonly reason: string | undefined;
    readonly turns: Turns<Pending>;
    readonly lastDays: ReadonlyMap<ManagedUser, string>;
  } {
    // Groups and units are no accounts: nobody is counted who is one, and a run that has one keeps it.
    const now = [...this.admitted.keys()].filter(isPerson);
    const { users, accounts } = this.last ?? { users: [], accounts: [] };
    const before = users.filter(isPerson);
    const [account, ...others] = accounts;
    const staying = stayers(before, now);
    this.staying = staying;
    const lastDays = leaversByDay(before, staying, this.over);
    const found = { ...departures(before, now), lastDays };
    // While the program runs, a person who is missing may still be declared; what is replaced is known already. Of an inline program
    // nobody tells the end, and a run that is stopped for nothing does less harm than one that deletes.
    const isWhole = when === "at exit" || this.inline !== undefined;
    const departing = objection(isWhole ? found : { ...found, leaving: [] }, readLimits(programSettings()));
    // Of several accounts in the state, whose is whose is not told.
    const moves =
      others.length > 0 ? [] : handovers({ before, now, staying }).filter(({ to }) => to.account === account);
    const turns = turnsOf(moves, (user) => this.admitted.get(user));
    const vain = moves.filter(({ from, free }) => "never" in free && (isWhole || staying.has(from)));
    return { reason: departing ?? handoverObjection(vain, turns.circle), turns, lastDays };
  }

  /** Before a run is stopped, the engine is asked for the options that spare accounts. @returns whether that may change anything */
  private askEngine(): boolean {
    if (this.last === undefined || this.optionsKnown) return false;
    const options = readEngineOptions(stackName());
    if (options === undefined) return false;
    this.optionsKnown = true;
    this.last = { ...this.last, users: asTheEngineSees(this.last.users, options, [...this.admitted.keys()]) };
    return true;
  }

  private admission(pending: Pending): Admission {
    return { followers: isPerson(pending) ? [] : followersOf(pending, this.last?.users ?? [], this.staying) };
  }

  private go(pending: Pending, givers: readonly Pending[]): void {
    // Where no end of the program shows, nobody would find two who wait for each other; a value that is still taken is free in the next run.
    if (givers.length === 0 || this.inline !== undefined) return pending.admit(this.admission(pending));
    this.queuing.add(pending);
    void Promise.all(givers.map((giver) => giver.registered())).then(() => {
      this.queuing.delete(pending);
      pending.admit(this.admission(pending));
    });
  }

  /** The look-up is a call of the program's own, so the program cannot become idle before it is answered. */
  private readManaged(): void {
    this.reading = readLastState(directories).then(
      (last) => (this.last = last),
      (error: unknown) => {
        if (error instanceof RollcallError) this.damage = error;
        else
          void pulumi.log.warn(
            `The deletion guard is off for this run: the stack's last state could not be read (${String(error)}).`,
          );
      },
    );
  }
}

/** The running program, however many copies of this package declare its users. */
export function program(): Program {
  return oncePerRun(() => new Program(), isProgram);
}

function isProgram(value: unknown): value is Program {
  return typeof value === "object" && value !== null && "declare" in value;
}
