import { kept } from "../provider/model/kept";
import * as pulumi from "@pulumi/pulumi";
import { type DirectoryName, directories } from "../provider/directories";
import { RollcallError } from "../provider/model/error";
import type { Kind } from "../provider/model/kind";
import { type Bag, defined, type Fields, mapped, UNKNOWN } from "../provider/model/values";
import { plain } from "./lib/classes/watch-values";
import { providerOf } from "./lib/run/account-of";
import { program } from "./lib/gate/program";
import { runError } from "./lib/run/run-error";
import { kindClass } from "./lib/classes/kind-class";
import { setClass } from "./lib/classes/set-class";
import { noteOrigins } from "./lib/run/origin";
import { checkRosterCall } from "./lib/classes/roster-call";
import type { ColumnMap } from "./lib/roster/columns/columns";
import { type ParsedRoster, parseRoster, type RosterRow } from "./lib/roster/people/parse";
import { setMembers } from "./lib/roster/people/set-members";
import type { ReferenceStyle } from "./lib/roster/people/references";
import { memoryOf, type NameMemory } from "./lib/names/memory";
import { RosterNames } from "./lib/names/roster-names";
import { otherDayRefusal } from "./lib/roster/people/today";
import type { RosterFormat } from "./lib/roster/file/format";
import { tellUnheardOptions } from "./lib/classes/unheard-options";

/** What a roster is made of. */
export interface RosterArgs {
  /** Path of a CSV, YAML or Excel file (`.xlsx`), relative to the folder of the program. */
  readonly file: string;
  /** The directory of everybody whose `directory` column is empty or missing. */
  readonly directory?: DirectoryName;
  /** Fields for everybody who leaves them open, by SDK name; outputs of other resources are welcome. */
  readonly defaults?: Bag;
  /** Default: by the file's extension. */
  readonly format?: RosterFormat;
  /** The sheet of a workbook. Default: the first one. */
  readonly sheet?: string;
  /** What the columns of another system's file mean: a field or alias by the column's name, or `null` for a column to leave out. */
  readonly columns?: ColumnMap;
  /** The line of a CSV, or the row of a sheet, that names the columns, counted from 1. Lines above it are no people. Default: the first that is not empty. */
  readonly headerLine?: number;
  /** Any label of the WHATWG Encoding standard. Default: by byte order mark, else UTF-8, else GB18030. */
  readonly encoding?: string;
  /**
   * What the cells of group and unit columns hold: `ids`, the default, or `names`, such as `All staff` or the path `设计部/视觉组`, with `id:` in
   * front of an id. What the program declares is found first, then what the directory has.
   */
  readonly references?: ReferenceStyle;
  /** The zone in which the days of the columns `from` and `until` begin and end, by its IANA name. Default: `Asia/Shanghai`. */
  readonly timeZone?: string;
  /**
   * What the people become in the stack. `users`, the default: each a resource of its own. `set`: one set for each directory,
   * named after the roster, for thousands of people.
   */
  readonly as?: "users" | "set";
  /** Goes before each user's natural key to make the resource's name. Of no effect with `as: "set"`. */
  readonly namePrefix?: string;
  /**
   * What a child was before, by its name: `() => [{ parent: pulumi.rootStackResource }]` for people (or sets) that stood at the
   * top of the stack.
   */
  readonly aliases?: (name: string) => NonNullable<pulumi.ResourceOptions["aliases"]>;
}

/**
 * The people of a CSV, YAML or Excel file as users. Each is a child resource, or a member of a set, named by natural key, so the
 * order of the file does not matter. Everybody is validated before anybody is declared.
 */
export class Roster extends pulumi.ComponentResource {
  /**
   * The resource of each user by natural key; by `directory/key` when the file has a `directory` column. With `as: "set"`
   * that is the set which keeps the user.
   */
  readonly users: Readonly<Record<string, pulumi.CustomResource>>;
  readonly count: pulumi.Output<number>;

  /** @throws pulumi.RunError with every problem of the file at once, before anything is declared. */
  constructor(name: string, args: RosterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    program().attempt(() => checkRosterCall(name, args, opts));
    const defaults = args.defaults ?? {};
    const parsed = program().attempt(() => parse(args, plainDefaults(defaults)));
    super("rollcall:index:Roster", name, {}, opts);
    program().noteOver(
      (parsed.over ?? []).map(({ directory, key, period }) => ({ directory, key, until: period.until ?? "" })),
    );
    noteOrigins(this, parsed.rows);
    tellUnheardOptions(opts.ignoreChanges, this);
    for (const warning of parsed.warnings) void pulumi.log.warn(warning, this);
    // An account reaches children of a component by itself only when its package is known by then, so it is passed on.
    const optionsOf = (child: string): pulumi.CustomResourceOptions =>
      defined({ parent: this, aliases: args.aliases?.(child), provider: opts.provider });
    const names = namesOf(parsed.rows, args.file, opts, this, name);
    const fieldsOf = (row: RosterRow): Bag => ({ ...withDeferred(row.fields, defaults), ...names?.fieldsOf(row) });
    const resourceOf =
      args.as === "set"
        ? declareSets(name, parsed, defaults, optionsOf(name), names)
        : (row: RosterRow) => {
            const child = `${args.namePrefix ?? ""}${row.key}`;
            return new (kindClass(row.kind))(child, fieldsOf(row), optionsOf(child));
          };
    this.users = Object.fromEntries(
      parsed.rows.map((row) => [parsed.namesDirectories ? `${row.directory}/${row.key}` : row.key, resourceOf(row)]),
    );
    if (args.as !== "set" && parsed.rows.length > MANY) void pulumi.log.info(aboutSets(parsed.rows.length), this);
    this.count = pulumi.output(parsed.rows.length);
    this.registerOutputs({ count: this.count, ...(names !== undefined && { references: names.memory }) });
  }
}

/** People of a roster above whom it is told what a set would take. */
const MANY = 200;

/** Measured (docs/scale.md): a run with 1,000 users of their own without checkpoints, and what 9,000 members more cost a set. */
const SECONDS_PER_USER = 0.016;
const SECONDS_PER_MEMBER = 0.0012;

function aboutSets(people: number): string {
  const [users, set] = [SECONDS_PER_USER, SECONDS_PER_MEMBER].map((each) => Math.max(1, Math.round(people * each)));
  return `${people} users as resources of their own cost the engine about ${users} s a run, as members of a set about ${set} s. To move without touching anybody: rollcall convert --to set on an exported state, then as: "set" in the program (docs/user-set.md#moving-people).`;
}

function parse(args: RosterArgs, defaults: Fields): ParsedRoster {
  const otherDay = pulumi.runtime.isDryRun() ? undefined : otherDayRefusal(process.env);
  if (otherDay !== undefined) throw runError(otherDay.message);
  try {
    return parseRoster({ ...args, defaults, directories, env: process.env });
  } catch (error) {
    throw error instanceof RollcallError ? runError(error.message) : error;
  }
}

/** One set for each directory of the file; tells which of them keeps a row. */
function declareSets(
  name: string,
  { rows }: ParsedRoster,
  defaults: Bag,
  opts: pulumi.CustomResourceOptions,
  names: RosterNames | undefined,
): (row: RosterRow) => pulumi.CustomResource {
  const sets = new Map<Kind, pulumi.CustomResource>();
  return ({ kind }) =>
    kept(sets, kind, () => {
      const own = rows.filter((row) => row.kind === kind);
      const { shared, users } = setMembers(own, kind.naturalKey, plainDefaults(defaults));
      const members = Object.fromEntries(
        own.map((row) => [row.key, { ...withDeferred(users[row.key] ?? {}, defaults), ...names?.fieldsOf(row) }]),
      );
      return new (setClass(kind))(name, { ...withDeferred(shared, defaults), users: members }, opts);
    });
}

/** The names of groups and units in a roster; absent when it names none. */
function namesOf(
  rows: readonly RosterRow[],
  file: string,
  opts: pulumi.ComponentResourceOptions,
  roster: Roster,
  name: string,
): RosterNames | undefined {
  if (rows.every(({ references }) => references === undefined)) return undefined;
  const account = providerOf(opts) ?? roster.getProvider("pulumi-nodejs:dynamic:Resource");
  const before = async (): Promise<NameMemory> => memoryOf((await program().rosterOutputs(name))["references"]);
  return new RosterNames(rows, { file, account, before, newcomers: () => program().newcomers() }, roster);
}

/** Bag for validation: what depends on other resources counts as unknown and is left to the provider's check. */
function plainDefaults(defaults: Bag): Fields {
  return mapped(defined(defaults), (value) => plain(value) ?? UNKNOWN);
}

function withDeferred(fields: Fields, defaults: Bag): Bag {
  return mapped(fields, (value, name) => (value === UNKNOWN ? defaults[name] : value));
}
