import type { FieldTable } from "../../../provider/model/field";
import type { Fields } from "../../../provider/model/values";
import type { Draw } from "./draw";
import { type People, withField } from "./people";
import type { Roster } from "./roster";

/** What befalls people beyond plain edits: they come back, their keys change case, and what is theirs moves to others. */
export class Lives {
  /** The last declarations of those who left. */
  private readonly left = new Map<string, Fields>();

  /** @param together one set declares everybody, so that values can move between people */
  constructor(
    private readonly people: People,
    private readonly roster: Roster,
    private readonly draw: Draw,
    readonly together: boolean,
  ) {}

  /** The plain changes between two runs, and these. */
  befall(): void {
    const { roster, draw } = this;
    const before = new Map(roster.program);
    roster.change();
    for (const name of before.keys()) this.left.delete(name);
    for (const [name, user] of before) if (!roster.program.has(name)) this.left.set(name, user);
    if (this.together) this.handOver(before);
    for (const [name, user] of this.left) if (draw.chance(0.5)) roster.set(name, draw.chance(0.3) ? roster.edited(user) : user);
    if (this.people.disabled !== undefined)
      for (const name of draw.some([...roster.program.keys()], 0.3)) this.soften(name, draw.chance(0.7));
    if (this.people.respells === true) for (const name of draw.some([...roster.program.keys()], 0.1)) this.respell(name);
    if (draw.chance(0.4)) this.exchange();
    this.tellApart();
  }

  /** Somebody who comes anew may find another with the key: then one of them gets a key of his own, as a program must have it. */
  private tellApart(): void {
    const { naturalKey } = this.people.directory.kinds.User;
    const taken = new Set<string>();
    for (const [name, user] of [...this.roster.program]) {
      const key = String(user[naturalKey]);
      const own = taken.has(key.toLowerCase()) ? `${key.slice(0, 5)}${this.roster.next()}` : key;
      if (own !== key) this.roster.set(name, withField(user, naturalKey, own));
      taken.add(own.toLowerCase());
    }
  }

  /**
   * Values that must be unique go round among two or three people of a set.
   * @param quiet state is known to be right. Otherwise keys go round only among people who declare the same fields: an account
   *   taken over keeps what its new owner does not declare, which the docs state as a limit
   * @returns whether there was anything to exchange
   */
  exchange(quiet = false): boolean {
    if (!this.together) return false;
    const { naturalKey, fields } = this.people.directory.kinds.User;
    const group = this.draw.pick(this.people.movable);
    const able = [...this.roster.program].filter(
      ([, user]) => owns(user, group) && (!group.includes(naturalKey) || !isBound(user, fields)),
    );
    const [first] = able;
    const alike = able.filter(([, user]) => quiet || !group.includes(naturalKey) || declaredBy(user) === declaredBy(first?.[1] ?? {}));
    const owners = alike.slice(0, this.draw.pick([2, 3]));
    if (owners.length < 2) return false;
    owners.forEach(([name], index) => this.take(name, owners[(index + 1) % owners.length]?.[1] ?? {}, group));
    return true;
  }

  /** From now on the account is disabled when the person goes. @param silent the program leaves open whether it is now */
  soften(name: string, silent: boolean): void {
    const user = this.roster.program.get(name);
    if (user === undefined) return;
    const { status: _status, disabled: _disabled, ...open } = user;
    this.roster.set(name, withField(silent ? open : user, "onDelete", "disable"));
  }

  /** The key in another case, which is the same person. */
  private respell(name: string): void {
    const { naturalKey } = this.people.directory.kinds.User;
    const user = this.roster.program.get(name);
    const key = String(user?.[naturalKey]);
    const other = key.charAt(0) === key.charAt(0).toUpperCase() ? key.toLowerCase() : key.charAt(0).toUpperCase() + key.slice(1);
    if (user !== undefined) this.roster.set(name, withField(user, naturalKey, other));
  }

  /** A joiner gets what a leaver had, whose account ends in the same run; that leaver does not come back. */
  private handOver(before: ReadonlyMap<string, Fields>): void {
    const [joiner] = [...this.roster.program.keys()].filter((name) => !before.has(name));
    const group = this.draw.pick(this.people.movable);
    const gives = [...this.left].find(
      ([name, user]) => before.has(name) && owns(user, group) && (user["onDelete"] ?? "delete") === "delete",
    );
    if (joiner === undefined || gives === undefined || this.draw.chance(0.5)) return;
    this.take(joiner, gives[1], group);
    this.left.delete(gives[0]);
  }

  private take(name: string, from: Fields, group: readonly string[]): void {
    const user = this.roster.program.get(name) ?? {};
    this.roster.set(
      name,
      group.reduce((taken, field) => withField(taken, field, from[field]), user),
    );
  }
}

/** The program declares something of the account that no action changes, so that its key cannot become another person's. */
function isBound(user: Fields, fields: FieldTable): boolean {
  return Object.entries(fields).some(([field, { change }]) => change.kind === "replaces" && user[field] !== undefined);
}

function declaredBy(user: Fields): string {
  return Object.keys(user).sort().join();
}

function owns(user: Fields, group: readonly string[]): boolean {
  return group.every((field) => user[field] !== undefined && user[field] !== "");
}
