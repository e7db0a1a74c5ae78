import type { Draw } from "../../contract/model/draw";
import type { DirectoryOfPeople } from "./directories";

/** Where people are declared: in a roster as users or as a set, in the program as a user or in a set. */
export const HOMES = ["staff", "desk", "alone", "team"] as const;
export type Home = (typeof HOMES)[number];

/** A set may end somebody and exchange values between its members in one run. */
export const isSet = (home: Home): boolean => home === "desk" || home === "team";

export interface Person {
  readonly key: string;
  email: string;
  text: string;
  /** Resource names of groups. */
  groups: string[];
  home: Home;
  /** What becomes of the account when the person leaves; `undefined`: it ends. */
  readonly onDelete?: "retain" | "disable";
  /** Where the person goes in the next run; in this one the account is let go of. */
  goes?: Home;
}

export interface Group {
  readonly resource: string;
  name: string;
}

const NAMES = "ann_li bob_wu carla dieter emre_k fatima gao_yi hana_s ivan_p joe_xu kim_ma lars_b mei_he nora_z otto_f".split(" ");

/** The people and groups that a program declares, as an administrator knows them. */
export class Department {
  people: Person[] = [];
  /** Who has left and kept the account, before this run. */
  away: Person[] = [];
  groups: Group[] = [];
  /** How the files of the rosters are written. */
  readonly formats: Record<"staff" | "desk", "csv" | "excel" | "yaml"> = { staff: "csv", desk: "csv" };
  private count = 0;
  /** Names are given once. */
  private readonly names: string[];

  /**
   * @param account name of the account in the program; of several at different places, people and groups may have the same names
   * @param passing who joins or leaves anywhere in this run: nobody does both, since whoever goes to another account needs two runs
   */
  constructor(
    readonly directory: DirectoryOfPeople,
    readonly draw: Draw,
    /** The program has dynamic resources, or those of the plugin. */
    readonly host: "dynamic" | "plugin" = "dynamic",
    readonly account = "",
    readonly passing = new Set<string>(),
    /** Another account of the program is at the same place, where names are given once. */
    readonly twin?: Department,
  ) {
    this.names = NAMES.filter((_, index) => twin === undefined || index >= NAMES.length / 2);
    if (twin !== undefined) for (const name of this.names) twin.take(name);
    for (let made = 0; made < 3; made++) this.found();
    for (const home of account === "" ? [...HOMES, ...HOMES] : HOMES) this.hire(home);
  }

  /** A number that nobody has yet. */
  next(): number {
    return ++this.count;
  }

  /** A value of the field that may change. */
  value(): string {
    return this.directory.textOf(this.next());
  }

  address(key: string): string {
    return `${key}.${this.next()}@example.com`;
  }

  /** Somebody joins. @returns the name; `undefined` when everybody has been here */
  hire(home: Home): string | undefined {
    const { draw } = this;
    const key = this.names.find((name) => !this.passing.has(name));
    if (key === undefined) return undefined;
    this.passing.add(key);
    this.take(key);
    const onDelete = draw.pick([undefined, undefined, "retain", this.directory.canDisable ? "disable" : "retain"] as const);
    const groups = onDelete === undefined ? this.some() : [];
    this.people.push({ key, email: this.address(key), text: this.value(), groups, home, ...(onDelete && { onDelete }) });
    return key;
  }

  /** The name is given. */
  take(key: string): void {
    if (this.names.includes(key)) this.names.splice(this.names.indexOf(key), 1);
  }

  /** A new group. */
  found(): Group {
    const number = this.next();
    const group = { resource: `${this.account}g${number}`, name: this.nameOfGroup(number) };
    this.groups.push(group);
    return group;
  }

  nameOfGroup(number: number): string {
    return `Team-${this.twin === undefined ? "" : this.account}${number}`;
  }

  /** Resource names of some groups. */
  some(): string[] {
    return this.draw.some(this.groups, 0.4).map(({ resource }) => resource);
  }

  of(home: Home): readonly Person[] {
    return this.people.filter((person) => person.home === home);
  }
}
