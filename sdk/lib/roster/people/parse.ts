import { describeShared, exclusiveValues } from "../../../../provider/model/unique-values";
import type { Kind } from "../../../../provider/model/kind";
import type { Fields } from "../../../../provider/model/values";
import {
  checkColumnMap,
  checkColumns,
  checkDefaults,
  describeMissing,
  missingFields,
  namesNothing,
} from "../columns/check-columns";
import { chooseDirectories, type Directories } from "../columns/choose-directory";
import { warnOfEmptyTexts } from "./empty-texts";
import { isDirectoryColumn } from "../columns/headers";
import { foldKey, visible } from "../cell/hygiene";
import { warnOfLoneRows } from "./lone-rows";
import { overlap, type Period, readPeriod, standing } from "../columns/period";
import { type Person, readPerson } from "./person";
import { describePlace, type Place, type Problem, problemsError, somePlaces } from "../problem";
import type { Reference, ReferenceStyle } from "./references";
import { openSheet, type RosterSource } from "../file/sheet";
import { dayOfRoster } from "./today";
import type { Env } from "../cell/secret";
import { warnOfTwins } from "./twins";

/** Every person who has the key of another, or another value that must be unique in the directory. */
function findDuplicates(people: readonly Person[]): readonly Problem[] {
  return [...repeatedKeys(people), ...sharedValues(people)];
}

/** The first who has something at the same time as somebody else: two rows that are never declared on one day do not clash. */
class Holders {
  private readonly holders = new Map<string, Person[]>();

  /** Notes the person, unless somebody else has `what` on a day of the person's: then that one is the answer. */
  take(what: string, person: Person): Person | undefined {
    const holders = this.holders.get(what) ?? [];
    const other = holders.find(({ period }) => overlap(period, person.period));
    if (other === undefined) this.holders.set(what, [...holders, person]);
    return other;
  }
}

/** Every person whose key another person of the same directory has already, letter by letter or but for case and width. */
function repeatedKeys(people: readonly Person[]): readonly Problem[] {
  const problems: Problem[] = [];
  const holders = new Holders();
  for (const person of people) {
    if (person.key === undefined) continue;
    const other = holders.take(`${person.kind.directory.name}\n${foldKey(person.key)}`, person);
    if (other !== undefined)
      problems.push({ place: person.keyPlace, text: `${visible(person.key)}: ${clash(person, other)}` });
  }
  return problems;
}

function sharedValues(people: readonly Person[]): readonly Problem[] {
  const holders = new Holders();
  return people.flatMap((person) =>
    exclusiveValues(person.kind, person.fields).flatMap(({ field, token }) => {
      const other = holders.take(token, person);
      if (other === undefined) return [];
      const owner = `${other.key === undefined ? "somebody" : visible(other.key)} (${describePlace(other.placeOf(field))})`;
      const own = person.key === undefined ? "" : `${visible(person.key)}: `;
      return [{ place: person.placeOf(field), text: `${own}${describeShared(person.kind, field, owner)}` }];
    }),
  );
}

function clash(person: Person, other: Person): string {
  const field = person.kind.naturalKey;
  const before = describePlace(other.keyPlace);
  const parent = person.kind.parentFields.find((name) => person.fields[name] !== other.fields[name]);
  if (parent !== undefined)
    return `${field} is already declared at ${before} with another ${parent}. Give each ${parent} a roster of its own, with a namePrefix.`;
  return person.key === other.key
    ? `${field} is already declared at ${before}. Keep one of the two.`
    : `${field} differs from ${JSON.stringify(visible(other.key ?? ""))} (${before}) only in case or character width. Keep one, or tell them apart clearly.`;
}

/** What {@link parseRoster} reads and by which rules. */
export interface RosterOptions extends RosterSource {
  /** The directories whose users a roster may declare. */
  readonly directories: Directories;
  /** The directory of people whose `directory` cell is empty or missing. */
  readonly directory?: string;
  /** Values, by SDK field name, for fields that a person leaves open. */
  readonly defaults?: Fields;
  /** Where `env:NAME` in secret cells is looked up, and the day of a preview that is asked about another one. */
  readonly env: Env;
  /** What the cells of group and unit columns hold. Default: `ids`. */
  readonly references?: ReferenceStyle;
  /** In which days begin and end, by its IANA name. Default: Asia/Shanghai. */
  readonly timeZone?: string;
  /** Milliseconds since the epoch. Default: the machine's time. */
  readonly now?: number;
}

/** One validated declaration. */
export interface RosterRow {
  readonly directory: string;
  readonly kind: Kind;
  /** The natural key, e.g. the EndUserId. Unique within its directory. */
  readonly key: string;
  /** Every declared field, defaults included, by SDK name. Holds secrets in clear. */
  readonly fields: Fields;
  /** Groups and units that the row names, by field; absent when it names none. The fields stand as unknown. */
  readonly references?: Readonly<Record<string, Reference>>;
  readonly place: Place;
}

/** Somebody who is in the file but not declared today. */
export interface AbsentPerson {
  readonly directory: string;
  readonly key: string;
  readonly period: Period;
}

/** A roster that may be applied as it is. */
export interface ParsedRoster {
  /** In the order of the file. */
  readonly rows: readonly RosterRow[];
  /** Whose last day is over; absent when there are none. */
  readonly over?: readonly AbsentPerson[];
  /** Sentences worth telling once; they hold no value of a secret. */
  readonly warnings: readonly string[];
  /** Whether the file itself names directories, so that one key may stand for several users. */
  readonly namesDirectories: boolean;
}

/**
 * Reads a roster and validates every person in it before anything else happens. No network; the file and `env` are all it looks at.
 * @throws RollcallError `ERR_ROSTER` when the file cannot be used, or with every problem of every person at once.
 */
export function parseRoster(options: RosterOptions): ParsedRoster {
  const { file, directories, env, defaults = {} } = options;
  const today = dayOfRoster(options.timeZone, env, options.now ?? Date.now());
  const sheet = openSheet(options);
  const homeless: Problem[] = [];
  const untimely: Problem[] = [];
  const chosen = sheet.entries.map((entry) => ({
    entry,
    period: readPeriod(entry, untimely),
    shared: chooseDirectories(entry, directories, options.directory, homeless),
  }));
  const used = [...new Set(chosen.flatMap(({ shared }) => shared))];
  const misnamed = checkColumnMap(options.columns ?? {}, used);
  if (misnamed.length > 0) throw problemsError(file, misnamed);
  const missing = new Map(used.map((kind) => [kind, missingFields(sheet, kind, defaults)]));
  const people = chosen.flatMap(({ entry, period, shared }) =>
    shared.map((kind) =>
      readPerson(entry, {
        kind,
        shared,
        used,
        defaults,
        env,
        period,
        style: options.references ?? "ids",
        reported: missing.get(kind) ?? new Set(),
      }),
    ),
  );
  const problems = [
    ...sheet.problems,
    ...homeless,
    ...untimely,
    ...checkColumns(sheet, used),
    ...checkDefaults(defaults, used),
    ...[...missing].flatMap(([kind, names]) => describeMissing(sheet, kind, names)),
    ...(namesNothing(sheet, used) ? [] : people.flatMap((person) => person.problems)),
    ...findDuplicates(people),
  ];
  if (sheet.entries.length === 0 && problems.length === 0) {
    problems.push({
      text: "The file declares nobody. Add people, or remove the roster from the program if nobody is left.",
    });
  }
  if (problems.length > 0) throw problemsError(file, problems);
  const over = people
    .filter(({ period }) => standing(period, today) === "after")
    .map(({ kind, key = "", period }) => ({ directory: kind.directory.name, key, period }));
  return {
    rows: people
      .filter(({ period }) => standing(period, today) === "in")
      .map(({ kind, key = "", fields, references, place }) => ({
        directory: kind.directory.name,
        kind,
        key,
        fields,
        ...(Object.keys(references).length > 0 && { references }),
        place,
      })),
    ...(over.length > 0 && { over }),
    warnings: [
      ...sheet.warnings,
      ...warnOfLoneRows(chosen),
      ...warnOfEmptyTexts(sheet.entries),
      ...warnOfTwins(people),
      ...counted(
        people.flatMap(({ inClear }) => inClear),
        ["A password stands", "passwords stand"],
        (places) => `in clear at ${places}. Write env:NAME in the cell and keep the password in the environment.`,
      ),
      ...counted(
        people.flatMap(({ mayBeNothing }) => mayBeNothing),
        ["A name is", "names are"],
        (places) =>
          `taken as written at ${places}, although programs write that word where there is nothing. Empty the cell if nobody is called so; write text: in front if somebody is.`,
      ),
    ],
    namesDirectories: sheet.columns
      .concat(sheet.entries.flatMap(({ cells }) => cells))
      .some(({ name }) => isDirectoryColumn(name)),
  };
}

/** A warning that begins with how many places there are; none where there are none. @param what of one, and behind the number of several */
function counted(
  all: readonly Place[],
  [one, several]: readonly [one: string, several: string],
  sentence: (places: string) => string,
): readonly string[] {
  const places = [...new Set(all.map(describePlace))];
  const what = places.length === 1 ? one : `${places.length} ${several}`;
  return places.length === 0 ? [] : [`${what} ${sentence(somePlaces(places))}`];
}
