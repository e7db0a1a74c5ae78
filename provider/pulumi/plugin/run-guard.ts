import { ends } from "../../lifecycle/kept-accounts";
import { kindPlaceOf } from "../../lifecycle/many/members";
import type { Kind } from "../../model/kind";
import { RollcallError, shortRow } from "../../model/error";
import type { Fields } from "../../model/values";
import { Admission, destroyObjection, type Leaver } from "../deletion-guard";
import type { Managed } from "../held-by-program";

/**
 * The deletion guard of a plugin process, which sees what a program declares but neither the program's end nor the state.
 * The engine checks and compares all that a program still declares before it deletes what the program no longer declares.
 * So where the state is known, which only a component of Rollcall in the program can ask for, the first deletion of a person who was
 * not compared tells exactly who goes: everybody in state who was not compared. Otherwise the process counts.
 */
export class RunGuard extends Admission {
  private checked = 0;
  private readonly compared = new Set<string>();
  /** Names of whom changes end, by the URN of the resource and by place. */
  private readonly ended = new Map<string, ReadonlyMap<string, string>>();
  private state: ReadonlyMap<string, string> | undefined;
  private spared: () => readonly Managed[] | undefined = () => undefined;
  private gone = 0;
  /** Those of them whose resource was not checked. A set that stays was, with the people whom it ends. */
  private beside = 0;

  /** The program still declares a resource that managed so many people. */
  check(people: number): void {
    this.checked += people;
  }

  /**
   * The program has these people, perhaps since this run: state is read while the program runs, and may hold whom it has just made.
   */
  have(kind: Kind, people: readonly Fields[]): void {
    for (const user of people) this.compared.add(kindPlaceOf(kind, user));
  }

  /**
   * The program's resource was compared with state.
   * @param managed the people of the resource
   * @param ended those of them whose account the change would end
   */
  compare(urn: string, kind: Kind, managed: readonly Fields[], ended: readonly Fields[]): void {
    this.have(kind, managed);
    this.ended.set(
      urn,
      deletable(ended.map((declared) => ({ kind, key: String(declared[kind.naturalKey]), declared }))),
    );
  }

  /**
   * Learns who is in state, so that leavers are known and not counted.
   * @param spared the same with the engine's own options, which spare accounts; asked once, before anybody is refused
   */
  know(people: readonly Managed[], spared: () => readonly Managed[] | undefined): void {
    this.state = deletable(people);
    this.spared = spared;
  }

  protected judge(group: readonly Leaver[]): RollcallError | undefined {
    const refused = this.state === undefined ? this.counted(group) : this.exact(group, this.state);
    if (refused === undefined) {
      this.gone += group.length;
      this.beside += this.unchecked(group);
    }
    return refused;
  }

  private unchecked(group: readonly Leaver[]): number {
    return group.filter(({ kind, user }) => !this.compared.has(kindPlaceOf(kind, user))).length;
  }

  private exact(group: readonly Leaver[], state: ReadonlyMap<string, string>): RollcallError | undefined {
    const refused = this.exactly(group, state);
    const spared = refused === undefined ? undefined : this.spared();
    if (spared === undefined) return refused;
    this.know(spared, () => undefined);
    return this.exactly(group, this.state ?? state);
  }

  private exactly(group: readonly Leaver[], state: ReadonlyMap<string, string>): RollcallError | undefined {
    const places = group.map(({ kind, user }) => kindPlaceOf(kind, user));
    // Whom the run has replaced already is no longer in the state that a look-up in the middle of it finds.
    const ended = new Map([...this.ended.values()].flatMap((people) => [...people]));
    const going = new Set([...places, ...ended.keys()]);
    // Somebody who was not compared goes only after the program has ended, so that nobody is still to be compared.
    const isOver = places.some((place) => !this.compared.has(place));
    if (isOver) for (const place of state.keys()) if (!this.compared.has(place)) going.add(place);
    const [{ limits } = { limits: undefined }] = group;
    if (limits === undefined) return undefined;
    const { maxDeletes, maxDeleteShare, allowed } = limits;
    if (going.size <= maxDeletes || going.size <= maxDeleteShare * state.size || going.size === allowed)
      return undefined;
    const names = [...going].map((place) => state.get(place) ?? ended.get(place) ?? "somebody");
    return tooMany(
      `this run would delete ${going.size} of ${Math.max(going.size, state.size)} managed users: ${shortRow(names)}; rollcall:maxDeletes is ${maxDeletes} and rollcall:maxDeleteShare ${maxDeleteShare}`,
      String(going.size),
      isOver ? LEFT_OUT : "",
    );
  }

  private counted(group: readonly Leaver[]): RollcallError | undefined {
    for (const { limits } of group) {
      if (this.checked === 0) {
        const refused = destroyObjection(limits, this.gone, group.length);
        if (refused !== undefined) return refused;
        continue;
      }
      const going = this.gone + group.length;
      const { maxDeletes, maxDeleteShare, allowed } = limits;
      const managed = this.checked + this.beside + this.unchecked(group);
      if (going <= Math.max(maxDeletes, allowed ?? 0) || going <= maxDeleteShare * managed) continue;
      return tooMany(
        `this run deletes no more users: ${this.gone} of at least ${managed} managed ones went before, ${group.length === 1 ? "1 more is" : `${group.length} more are`} asked for; rollcall:maxDeletes is ${maxDeletes} and rollcall:maxDeleteShare ${maxDeleteShare}`,
        "<exactly their number>",
      );
    }
    return undefined;
  }
}

/** By place, everybody whose account a deletion would end. */
function deletable(people: readonly Managed[]): ReadonlyMap<string, string> {
  return new Map(
    people
      .filter(({ declared }) => ends(declared))
      .map(({ kind, declared, key }) => [kindPlaceOf(kind, declared), `${kind.directory.name} ${key}`]),
  );
}

/** Nobody whom a run leaves out is checked or compared, as if the program no longer declared them. */
const LEFT_OUT =
  " A run with --target or --exclude ends fewer: whom it leaves out the engine does not tell, so that they count as well.";

function tooMany(summary: string, number: string, more = ""): RollcallError {
  return new RollcallError({
    code: "ERR_TOO_MANY_DELETES",
    summary,
    remedy: `If this is meant, run once with ROLLCALL_ALLOW_DELETES=${number}.${more}`,
  });
}
