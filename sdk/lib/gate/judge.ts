import * as pulumi from "@pulumi/pulumi";
import { allowedExchanges, readLimits } from "../../../provider/config/limits";
import { RollcallError } from "../../../provider/model/error";
import { cleanerOf, guardCleaner } from "./clean-texts";
import { Completeness } from "./completeness";
import { announceDayLeavers, type DayLeaver, leaversByDay } from "./day-leavers";
import { type DeclaredUser, type Departures, departures, leavingSets, stayers } from "./departures";
import { doneBefore, objection } from "./objection";
import { UNKNOWN_OPTIONS } from "./engine-options";
import { followersOf, isReplacedUnderLeavers, takenIds } from "./followers";
import { FormerState } from "./former-state";
import { exchangeObjection } from "./exchanges";
import { type Handover, handoverObjection, handovers, handoversWithin } from "./handovers";
import { INLINE } from "../run/inline-run";
import { DeclaredPlaces } from "../run/declared-places";
import { ending, leftBehind, leftBehindObjection } from "./moved-accounts";
import { type LastState, type ManagedUser, newcomerTest } from "../run/managed-users";
import { otherHostObjection, underOtherHost } from "./other-host";
import { type Admission, candidateOf, declaredUsers, isPerson, type Pending, resourceOf } from "./pending";
import { headCount, lookAhead, problemsOf } from "./problems";
import { keptAtEnd, warningsAtEnd } from "./program-end";
import { protectedMembers, protectedObjection } from "./protected-sets";
import { runError } from "../run/run-error";
import { heldElsewhere, isAccountOf } from "./shared-accounts";
import { programSettings } from "../run/settings";
import { type Turns, turnsOf } from "./turns";

/** The last state beside what the program declares. */
interface Weighed {
  readonly last: LastState;
  /** How much was declared: nothing is ever taken back. */
  readonly declared: number;
  /** Who is declared still, by whom the stack managed. */
  readonly staying: ReadonlyMap<ManagedUser, DeclaredUser>;
  readonly found: Departures;
  readonly moves: readonly Handover[];
  readonly turns: Turns<Pending>;
  readonly lastDays: ReadonlyMap<ManagedUser, string>;
}

/** In which order declarations may go. */
export interface Verdict extends Turns<Pending> {
  /** Who must wait until values show whether people get new accounts. */
  readonly open: ReadonlySet<Pending>;
}

/** What speaks for and against letting everybody go who is declared so far. */
interface Weight extends Verdict {
  readonly reason: string | undefined;
  readonly lastDays: Weighed["lastDays"];
}

/**
 * Judges what a program declares: against the documented rules, and against whom the stack had, so that the run deletes no more users
 * than the stack allows and nobody takes what another still has.
 */
export class Judge {
  private readonly admitted = new Map<DeclaredUser, Pending>();
  /** Whom rosters have until a day that is over. */
  private readonly over: DayLeaver[] = [];
  private compared: Weighed | undefined;
  /** Sets that may go: the engine updates them, and they end whom they do not have any more, while the program runs. */
  private readonly sets: Pending[] = [];
  /** Some of those whom a passing verdict let go may be gone already. */
  private begun = false;
  /** Somebody may have been created or changed: an earlier group was let go. */
  private underway = false;
  /** Everybody is declared who will be. */
  private isWhole = false;
  readonly completeness = new Completeness();
  /** Where the accounts are that the program declares. */
  readonly places = new DeclaredPlaces(programSettings);
  readonly former = new FormerState();

  /** Notes people whom a roster no longer declares because their last day is over. */
  noteOver(people: readonly DayLeaver[]): void {
    for (const person of people) this.over.push(person);
  }

  /** The program has declared neither people nor groups so far. */
  get hasNobody(): boolean {
    return this.admitted.size === 0 && this.over.length === 0;
  }

  /** Uses the time for which the engine reads the state; see {@link lookAhead}. */
  lookAhead(group: readonly Pending[]): void {
    for (const pending of group) if (pending.many) lookAhead(candidateOf(pending, () => true));
  }

  /**
   * Why a group of declarations may not go: what breaks a documented rule, all of it at once. Who may go counts from now on.
   * @param keyless why there are no keys, by directory
   */
  refusal(group: readonly Pending[], keyless: ReadonlyMap<string, string>): Error | undefined {
    const { damage, isKnown } = this.former;
    if (damage !== undefined) return runError(`Rollcall stops this run: ${damage.message}`);
    const settings = programSettings();
    const isNewcomer = isKnown ? newcomerTest(this.former.last.users) : () => false;
    const candidates = group.map((pending) => candidateOf(pending, isNewcomer));
    const problems = problemsOf(candidates, settings, keyless);
    if (problems.length > 0) {
      const bad = new Set(problems.flatMap(({ people }) => people)).size;
      const clean = cleanerOf(candidates);
      const lines = problems.map(({ label, text }) => `  ${label}: ${clean(text)}`);
      const are = candidates.every(isPerson) ? "users" : "users, groups and units";
      const what = bad === 0 ? "this run" : `${bad} of ${headCount(candidates)} ${are}`;
      return runError(`Rollcall refuses ${what}${doneBefore(this.underway)}.\n${lines.join("\n")}`);
    }
    this.take(group);
    return undefined;
  }

  /** Counts declarations that break no rule. */
  take(group: readonly Pending[]): void {
    for (const pending of group) {
      if (pending.many) this.sets.push(pending);
      for (const user of declaredUsers(pending)) this.admitted.set(user, pending);
    }
  }

  /** In which order everybody may go, or why the run must not go on. */
  verdict(when: "at exit" | "while running" | "later", isInline: boolean): Verdict | Error {
    try {
      // Of an inline program nobody tells the end, and a run that is stopped for nothing does less harm than one that deletes.
      this.isWhole ||= when === "at exit" || isInline;
      let judged = this.weigh(when === "later");
      if (judged.reason !== undefined && this.askEngine()) judged = this.weigh(when === "later");
      const { reason, lastDays } = judged;
      if (when === "at exit" && lastDays.size > 0) void pulumi.log.info(announceDayLeavers(lastDays));
      if (when === "at exit" && reason === undefined) this.tell();
      const notes = [this.former.optionsKnown ? [] : [UNKNOWN_OPTIONS], isInline ? [INLINE] : []].flat();
      return reason === undefined ? judged : runError(this.withoutSecrets([reason, ...notes].join("\n")));
    } catch (error) {
      if (error instanceof RollcallError) return runError(error.message);
      throw error;
    }
  }

  /** Why a run must not go on whose program has left before its end, with all who are declared on their way; see {@link verdict}. */
  lastRefusal(): Error | undefined {
    this.isWhole = true;
    const verdict = this.verdict("while running", false);
    return verdict instanceof Error ? verdict : undefined;
  }

  /** What a person should know of a run that may go on. */
  private tell(): void {
    const end = {
      former: this.former,
      places: this.places,
      declared: [...this.admitted.keys()],
      sets: this.sets.map(resourceOf),
      compare: () => this.compare(),
      everythingStaying: () => this.everythingStaying(),
    };
    for (const line of keptAtEnd(end)) void pulumi.log.info(this.withoutSecrets(line));
    for (const line of warningsAtEnd(end)) void pulumi.log.warn(this.withoutSecrets(line));
  }

  /** What is declared still, groups and units too, by what the stack managed. */
  private everythingStaying(): ReadonlyMap<ManagedUser, DeclaredUser> {
    return stayers(this.former.last.users, [...this.admitted.keys()]);
  }

  /** In which order these go on, now that their values are known, or why they must not. */
  secondVerdict(settled: ReadonlySet<Pending>, isInline: boolean): Verdict | Error {
    for (const [user, pending] of [...this.admitted]) if (settled.has(pending)) this.admitted.delete(user);
    for (const pending of settled) for (const user of declaredUsers(pending)) this.admitted.set(user, pending);
    this.compared = undefined;
    return this.verdict("later", isInline);
  }

  /** What the engine is told of a declaration that may go. */
  admission(pending: Pending): Admission {
    this.underway ||= !pulumi.runtime.isDryRun();
    if (isPerson(pending)) return { followers: [], taken: this.keysAwaited(pending) };
    if (isReplacedUnderLeavers(pending, this.former.last.users, this.compare().staying)) this.askEngine();
    const before = this.former.last.users;
    return {
      followers: followersOf(pending, before, this.compare().staying),
      taken: takenIds(pending, before, [...this.admitted.keys()]),
    };
  }

  /** Ids of accounts that get another key, which somebody here takes; not where the engine leaves out who is renamed (`--target`). */
  private keysAwaited(pending: Pending): readonly string[] {
    const { moves, staying } = this.compare();
    return moves.flatMap(({ field, from, to }) =>
      field === from.kind.naturalKey && staying.has(from) && this.admitted.get(to) === pending ? (from.id ?? []) : [],
    );
  }

  /** See {@link heldElsewhere}; who moves is refused anyway. */
  private heldElsewhere(): Departures["moved"] {
    const { users, settings, accounts } = this.former.last;
    // The stack's own account alone is one process.
    if (accounts.length < 2 && !this.places.areDeclared) return [];
    const held = heldElsewhere(users, this.everythingStaying(), this.admitted, settings);
    return held.length > 0 && this.askEngine()
      ? this.heldElsewhere()
      : held.filter(({ from }) => from.account !== undefined);
  }

  /** @param isLater somebody may have gone already, after an earlier verdict */
  private weigh(isLater: boolean): Weight {
    const { isWhole } = this;
    const { settings } = this.former.last;
    const elsewhere = this.places.newlyMoved(settings);
    // Whose account is whose, only the engine tells, and only as long as nobody has gone.
    if (elsewhere.size > 0 || this.places.haveOthers(settings)) this.askEngine();
    const { staying, found, moves, turns, lastDays } = this.compare();
    const open = new Set((found.open ?? []).flatMap((user) => this.admitted.get(user) ?? []));
    // While the program runs, a person who is missing may still be declared; what sets end and what is replaced is known already.
    const sets = this.sets.map(resourceOf);
    const leaving = isWhole ? found.leaving : leavingSets(found.leaving, sets);
    const leavers = new Set(leaving);
    const rewritten = (found.rewritten ?? []).filter(({ from }) => isWhole || leavers.has(from));
    const soFar = isLater || !isWhole || open.size > 0;
    const ended =
      elsewhere.size === 0 ? [] : ending(this.former.last.users, this.everythingStaying(), isWhole ? undefined : sets);
    const departing =
      otherHostObjection(underOtherHost(this.former.last.users, this.admitted.keys()), this.underway) ??
      (isWhole ? this.completeness.objection(this.former.last.users, () => this.everythingStaying()) : undefined) ??
      leftBehindObjection(leftBehind(ended, elsewhere)) ??
      protectedObjection(protectedMembers(found, staying, sets)) ??
      objection(
        {
          ...found,
          moved: [...found.moved, ...(isWhole ? this.heldElsewhere() : [])],
          leaving,
          rewritten,
          soFar,
          underway: this.underway,
          begun: this.begun,
        },
        readLimits(programSettings()),
      );
    const mayGo = found.replaced.length + (isWhole ? 0 : leaving.length);
    if (soFar && departing === undefined && !pulumi.runtime.isDryRun()) this.begun ||= mayGo > 0;
    const vain = moves.filter(({ from, free }) => "never" in free && (isWhole || staying.has(from)));
    const reason =
      departing ??
      exchangeObjection(staying, allowedExchanges(programSettings()), this.underway) ??
      handoverObjection(vain, turns.circle, this.underway);
    return { ...turns, reason, open, lastDays };
  }

  /** Compares everybody declared so far with the last state; once, where the program's end asks again about the same people. */
  private compare(): Weighed {
    const { compared } = this;
    const { last } = this.former;
    const declared = this.admitted.size + this.over.length;
    if (compared !== undefined && compared.last === last && compared.declared === declared) return compared;
    // Groups and units are no accounts: nobody is counted who is one, and a run that has one keeps it.
    const now = [...this.admitted.keys()].filter(isPerson);
    const { users, accounts, settings } = last;
    const before = users.filter(isPerson);
    const staying = stayers(before, now);
    const comparison = { before, now, staying };
    const lastDays = leaversByDay(before, staying, this.over);
    // The state may hold an account that this very run has made meanwhile, so that several are no reason to let takers go at once.
    if (accounts.length > 1 && handovers(comparison).length > 0 && this.askEngine()) return this.compare();
    const moves = handoversWithin(accounts, comparison, (account, to) => {
      const pending = this.admitted.get(to);
      return pending !== undefined && isAccountOf(pending, settings.get(account));
    });
    const turns = turnsOf(moves, (user) => this.admitted.get(user));
    const found = { ...departures(before, now, staying), lastDays };
    this.compared = { last, declared, staying, found, moves, turns, lastDays };
    return this.compared;
  }

  /** Before a run is stopped, the engine is asked for the options that spare accounts. @returns whether that may change anything */
  private askEngine(): boolean {
    return this.former.askEngine([...this.admitted.keys()]);
  }

  private withoutSecrets(text: string): string {
    return guardCleaner(this.admitted.values(), this.former.last.users)(text);
  }
}
