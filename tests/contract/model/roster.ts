import type { Fields } from "../../../provider/model/values";
import type { Draw } from "./draw";
import { neighbours, type People, withField } from "./people";

const NAMES = ["alice", "bobby", "carol", "david", "erika", "frank"];

/** The program of a schedule, and the people around it. */
export class Roster {
  readonly program = new Map<string, Fields>();
  /** Every password that a declaration ever held. */
  readonly passwords = new Set<string>();
  /** Every natural key that the program ever declared. */
  readonly everDeclared = new Set<string>();
  private readonly planted = new Map<string, Fields>();
  private count = 0;

  constructor(
    private readonly people: People,
    private readonly draw: Draw,
  ) {
    const names = draw.some(NAMES, 0.6);
    for (const name of names.length === 0 ? ["alice"] : names) this.add(name);
  }

  /** A number never used before, for unique values. */
  next(): number {
    return ++this.count;
  }

  /** Natural keys declared now. */
  keys(): readonly string[] {
    return [...this.program.values()].map((user) => this.keyOf(user));
  }

  /** People whom the program never names, with names like those it does. */
  bystanders(): readonly Fields[] {
    const names = new Set(this.draw.some(NAMES.flatMap(neighbours), 0.15));
    return [...names].map((key) => this.learn(this.people.declare(key, this.next(), this.draw)));
  }

  /** Accounts that the program is to take over: equal ones, and ones that differ where it says adopt. */
  existing(): readonly Fields[] {
    for (const [name, user] of this.program) {
      if (!this.draw.chance(0.15)) continue;
      const { onExisting: _mode, onDelete: _end, ...plain } = user;
      const differs = this.draw.chance(0.5);
      this.planted.set(name, differs ? this.edited(plain) : plain);
      this.set(name, withField(user, "onExisting", differs ? "adopt" : "match"));
    }
    return [...this.planted.values()];
  }

  /** What people do to a program between two runs. */
  change(): void {
    for (const [name, user] of [...this.program]) {
      const what = this.draw.random();
      if (what < 0.12) this.program.delete(name);
      else if (what < 0.16)
        this.set(name, withField(user, this.people.directory.kinds.User.naturalKey, `${this.keyOf(user).slice(0, 5)}${this.next()}`));
      else if (what < 0.6) this.set(name, this.edited(user));
    }
    const absent = NAMES.filter((name) => !this.program.has(name));
    for (const name of this.draw.some(absent, 0.2)) this.add(name);
  }

  adopt(name: string, mode: "adopt" | "match" = "adopt"): void {
    const user = this.program.get(name);
    if (user !== undefined) this.set(name, withField(user, "onExisting", mode));
  }

  /** Puts a field back to what it was. */
  restore(name: string, field: string, value: unknown): void {
    const user = this.program.get(name);
    if (user !== undefined) this.set(name, withField(user, field, typeof value === "string" ? value : undefined));
  }

  private add(name: string): void {
    const { people, draw } = this;
    const ends = people.disabled === undefined ? ["delete", "retain"] : ["delete", "disable", "retain"];
    this.set(name, {
      ...people.declare(name, this.next(), draw),
      ...(draw.chance(0.3) && { onDelete: draw.pick(ends) }),
      ...(draw.chance(0.2) && { onExisting: draw.pick(["match", "adopt", "fail"]) }),
      // Not drawn, so that older seeds go on to mean the same.
      ...(this.count % 7 === 3 && { otherGroups: "keep" }),
    });
  }

  edited(user: Fields): Fields {
    const { people, draw } = this;
    const next = people.edit(user, this.next(), draw);
    return this.learn(draw.chance(0.3) ? people.edit(next, this.next(), draw) : next);
  }

  set(name: string, user: Fields): void {
    this.learn(user);
    this.everDeclared.add(this.keyOf(user));
    this.program.set(name, user);
  }

  private learn(user: Fields): Fields {
    if (typeof user["password"] === "string") this.passwords.add(user["password"]);
    return user;
  }

  private keyOf(user: Fields): string {
    return String(user[this.people.directory.kinds.User.naturalKey]);
  }
}
