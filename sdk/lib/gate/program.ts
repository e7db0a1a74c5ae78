import * as pulumi from "@pulumi/pulumi";
import { messageOf } from "../../../provider/model/error";
import type { Kind } from "../../../provider/model/kind";
import type { Bag, Fields } from "../../../provider/model/values";
import { accountOf } from "../run/account-of";
import type { DayLeaver } from "./day-leavers";
import { placesOf } from "../run/declared-user";
import { withIgnored } from "./ignored-changes";
import { InlineRun, isRunner } from "../run/inline-run";
import { Judge } from "./judge";
import { LastResorts } from "../run/last-resorts";
import { newcomerTest } from "../run/managed-users";
import { oncePerRun } from "../run/one-copy";
import type { Admission, Declared, Pending } from "./pending";
import { Queue } from "./queue";
import { programSettings } from "../run/settings";
import { type End, watchEnd } from "../run/unfinished";
import { WaitingAccounts } from "./waiting-accounts";

/** A program that keeps its event loop busy without declaring anybody gets its users registered after this. */
const QUIET_MS = 2_000;
/** Until the question for the state is on its way. */
const AHEAD_MS = 20;

/**
 * Holds every user of the running program back until all of them are validated, so that one bad line creates nobody, and
 * until it is known that the run deletes no more users than the stack allows.
 * The engine stops at the first failing check, possibly after it has created others, so the sdk looks at all of them first:
 * `__provider` is an input that resolves only then.
 */
class Program {
  private waiting: Pending[] = [];
  /** Users who are admitted, and whose values have become known. */
  private settled: Pending[] = [];
  private readonly judge = new Judge();
  readonly accounts = new WaitingAccounts(this.judge, () => this.inline === undefined && !this.idleSeen);
  /** Users who are admitted; some wait for a value that somebody else gives away. */
  private readonly queue = new Queue((pending) => pending.admit(this.judge.admission(pending)));
  private readonly lastResorts = new LastResorts();
  /** The stack's last state is being read; of many people that takes longer than any quiet. */
  private reading = false;
  private idleSeen = false;
  private exiting = false;
  /** The program itself has failed: nobody may go, since people it had no time to declare are not missing. */
  private failed = false;
  private timer: NodeJS.Timeout | undefined;
  /** The run of a program that is a function of a process which goes on. */
  private readonly inline: InlineRun | undefined;
  /** The function that it is goes on, and has not declared anybody. */
  private isOpening = false;
  /** What the program waits for. */
  private readonly holds = new Set<Promise<unknown>>();

  /**
   * Watches the program that is being run, even if it declares nobody any more.
   * @param here what of the run is in this process: the program, or a component that another one asks the plugin for
   */
  constructor(here: "program" | "component" = "program") {
    // Not `hasMonitor`: a copy of the engine library beside the one that runs the program connects only when it is asked to.
    if (here === "component" || pulumi.runtime.getMonitor() === undefined) return;
    this.judge.former.read();
    this.inline = InlineRun.current();
    if (this.inline === undefined) this.watchProcess();
    this.reading = true;
    void this.judge.former.reading.then(() => {
      this.reading = false;
      if (this.waiting.length > 0 || this.inline !== undefined) this.schedule();
    });
  }

  /** An inline program has begun. Until its end, nobody is missing of whom it has declared none yet. */
  begin(end: Promise<unknown>): void {
    if (this.inline === undefined) return;
    this.isOpening = true;
    const { inline } = this;
    const over = (): void => {
      this.isOpening = false;
      if (this.idleSeen || this.waiting.length > 0) return;
      // Most programs of such a process may have nothing to do with us.
      void this.judge.former.reading.then((last) => {
        if (last !== undefined && last.users.length === 0 && this.waiting.length === 0) inline.goOn();
        else this.schedule();
      });
    };
    end.then(over, (error: unknown) => inline.stop(messageOf(error)));
  }

  private watchProcess(): void {
    // Node's `beforeExit` is the moment at which a program has nothing left to do but wait for us: every constructor that
    // depends on no user has run, after any `await` of the program's own.
    const end = watchEnd();
    process.on("beforeExit", () => (this.exiting ? this.endQueues(end.waits) : this.decideAtExit(end)));
    if (isRunner()) process.on("exit", (code) => void (code === 0 && this.decideAtLeave()));
    const fail = (): void => void (this.failed = true);
    process.once("uncaughtExceptionMonitor", fail);
    process.once("unhandledRejection", fail);
  }

  private decideAtExit(end: End): void {
    // While an instance is asked for keys the process goes on, and its end comes again.
    if (this.lastResorts.ask(this.waiting, programSettings) !== undefined) return;
    if (this.holds.size > 0 && this.accounts.release()) return;
    this.exiting = true;
    const uncalled = end.uncalled();
    if (uncalled !== undefined && this.waiting.length === 0 && this.judge.hasNobody)
      this.judge.completeness.noteUncalled(uncalled);
    this.decide("at exit");
  }

  /** The program has left by `process.exit`, so that its end never came. Nothing that takes time is possible any more. */
  private decideAtLeave(): void {
    if (this.exiting || this.failed) return;
    const error = this.judge.lastRefusal();
    if (error === undefined) return;
    process.exitCode = 1;
    process.stderr.write(`${error.message}\n`);
  }

  /**
   * Nothing is under way and still somebody waits: the program's own order of resources is the other way round.
   * @throws pulumi.RunError where the program itself waits, for what never comes, and has not declared everybody
   */
  private endQueues(stillWaits = (): boolean => false): void {
    if (!this.queue.isEmpty || this.failed || !stillWaits()) return this.queue.end();
    this.judge.completeness.noteUnfinished();
    const error = this.judge.lastRefusal();
    if (error !== undefined) throw error;
  }

  /** Reads a declaration. A program that catches the refusal and goes on does not declare all that it would. */
  attempt<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      this.judge.completeness.noteRefused(messageOf(error));
      throw error;
    }
  }

  /** Registers a declaration; resolves when it may go to the engine, rejects when any declaration is refused. */
  declare(declared: Declared): Promise<Admission> {
    const placed = { ...declared, places: placesOf(declared.opts) };
    return new Promise((admit, refuse) => {
      this.waiting.push({
        ...placed,
        known: () => withIgnored(placed, declared.known(), (resource) => this.judge.former.named(resource)),
        account: accountOf(declared.opts),
        admit,
        refuse,
      });
      this.schedule();
    });
  }

  /** Notes whom a roster does not declare any more because the last day is over, so that they are told from people who are missing. */
  noteOver(people: readonly DayLeaver[]): void {
    this.judge.noteOver(people);
  }

  /** Notes what the program waits for, such as a look-up, so that an inline run is not judged before. */
  holdFor(pending: Promise<unknown>): void {
    this.holds.add(pending);
    const over = (): void => void this.holds.delete(pending);
    pending.then(over, over);
  }

  /** What the stack's last state kept of a roster; nothing when that cannot be read. */
  async rosterOutputs(name: string): Promise<Bag> {
    return (await this.judge.former.reading)?.rosterOutputs.get(name) ?? {};
  }

  /** Tells whom the stack's last state did not hold; nobody when that cannot be read. */
  async newcomers(): Promise<(kind: Kind, fields: Fields) => boolean> {
    const last = await this.judge.former.reading;
    if (last === undefined) return () => false;
    const isNewcomer = newcomerTest(last.users);
    return (kind, fields) => isNewcomer(kind, [], undefined, fields);
  }

  /** The id under which the stack's last state held a user, group or unit of its own; nothing when that cannot be read. */
  async idInState(urn: string): Promise<string | undefined> {
    const last = await this.judge.former.reading;
    return last?.users.find((user) => user.urn === urn && user.member === undefined)?.id;
  }

  /** Users declared later (in an `apply` on another user) go one tick at a time. */
  private schedule(): void {
    if (this.isOpening && this.waiting.length === 0) return;
    if (this.idleSeen) {
      if (this.waiting.length === 1) setImmediate(() => this.decide("while running"));
      return;
    }
    clearTimeout(this.timer);
    this.timer = this.reading
      ? setTimeout(() => this.judge.lookAhead(this.waiting), AHEAD_MS).unref()
      : setTimeout(() => void this.rest(), QUIET_MS).unref();
  }

  /** The program has been quiet for a while. An inline run goes on only when all is known that a program's end would have told. */
  private async rest(): Promise<void> {
    if (this.inline !== undefined) {
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
    const error = this.judge.refusal(group, this.lastResorts.problems) ?? this.admit(group, when);
    if (error === undefined) this.accounts.release();
    if (error === undefined) return this.inline?.goOn();
    if (this.inline !== undefined) return this.inline.stop(error.message);
    if (when === "at exit") throw error;
    for (const pending of group) pending.refuse(error);
  }

  /** Lets users go, each after those who give away what it takes; or tells why the run must not go on. */
  private admit(group: readonly Pending[], when: "at exit" | "while running"): Error | undefined {
    const verdict = this.judge.verdict(when, this.inline !== undefined);
    if (verdict instanceof Error) return verdict;
    for (const pending of group) {
      if (verdict.open.has(pending)) this.goWhenSettled(pending);
      else this.queue.join(pending, verdict.waits.get(pending) ?? []);
    }
    if (this.inline !== undefined) this.queue.watch(group);
    return undefined;
  }

  /** Whether people need new accounts may depend on values that other resources of the run give. */
  private goWhenSettled(pending: Pending): void {
    const judge = (): void => {
      if (this.settled.push(pending) === 1) setImmediate(() => this.decideAgain());
    };
    // A resource that fails gives no value, and the engine's library tells that of all that depend on it.
    pending.settled().then(judge, judge);
  }

  private decideAgain(): void {
    const group = this.settled;
    this.settled = [];
    if (this.failed) return;
    const verdict = this.judge.secondVerdict(new Set(group), this.inline !== undefined);
    if (!(verdict instanceof Error)) {
      for (const pending of group) this.queue.join(pending, verdict.waits.get(pending) ?? []);
      if (this.inline !== undefined) this.queue.watch(group);
    } else if (this.inline !== undefined) this.inline.stop(verdict.message);
    else for (const pending of group) pending.refuse(verdict);
  }
}

/** The running program, however many copies of this package declare its users. */
export function program(): Program {
  return oncePerRun(() => new Program(), isProgram);
}

/**
 * Tells that only a component of this run is made here. The program is elsewhere, so that nobody is missing because this process has
 * not heard of them: rosters count their own people, and the Guard everybody's.
 */
export function componentRun(): void {
  oncePerRun(() => new Program("component"), isProgram);
}

function isProgram(value: unknown): value is Program {
  return typeof value === "object" && value !== null && "declare" in value;
}
