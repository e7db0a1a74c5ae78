import type { DirectoryName } from "../../provider/directory";
import type { Fields } from "../../provider/user";
import { checkColumnMap } from "./check-column-map";
import { checkColumns, checkDefaults, describeMissing, missingFields } from "./check-columns";
import { chooseDirectories } from "./choose-directory";
import type { Directories } from "./choose-directory";
import { findDuplicates } from "./duplicates";
import { isDirectoryColumn } from "./headers";
import { readPerson } from "./person";
import type { Person } from "./person";
import { describePlace, problemsError } from "./problem";
import type { Place, Problem } from "./problem";
import type { Env } from "./secrets";
import { openSheet } from "./sheet";
import type { RosterSource } from "./sheet";

/** What {@link parseRoster} reads and by which rules. */
export interface RosterOptions extends RosterSource {
  /** The directories whose users a roster may declare. */
  readonly directories: Directories;
  /** The directory of people whose `directory` cell is empty or missing. */
  readonly directory?: DirectoryName;
  /** Values, by SDK field name, for fields that a person leaves open. */
  readonly defaults?: Fields;
  /** Where `env:NAME` in secret cells is looked up. */
  readonly env: Env;
}

/** One validated declaration. */
export interface RosterRow {
  readonly directory: DirectoryName;
  /** The natural key, e.g. the EndUserId. Unique within its directory. */
  readonly key: string;
  /** Every declared field, defaults included, by SDK name. Holds secrets in clear. */
  readonly fields: Fields;
  readonly place: Place;
}

/** A roster that may be applied as it is. */
export interface ParsedRoster {
  /** In the order of the file. */
  readonly rows: readonly RosterRow[];
  /** Sentences worth telling once; they hold no value of a secret. */
  readonly warnings: readonly string[];
  /** Whether the file itself names directories, so that one key may stand for several users. */
  readonly namesDirectories: boolean;
}

/** How many places a warning names before it counts the rest. */
const PLACES_SHOWN = 5;

/**
 * Reads a roster and validates every person in it before anything else happens. No network; the file and `env` are all it looks at.
 * @throws RollcallError `ERR_ROSTER` when the file cannot be used, or with every problem of every person at once.
 */
export function parseRoster(options: RosterOptions): ParsedRoster {
  const { file, directories, env, defaults = {} } = options;
  const { sheet, warnings } = openSheet(options);
  const homeless: Problem[] = [];
  const chosen = sheet.entries.map((entry) => ({ entry, shared: chooseDirectories(entry, directories, options.directory, homeless) }));
  const used = [...new Set(chosen.flatMap(({ shared }) => shared))];
  const misnamed = checkColumnMap(options.columns ?? {}, used);
  if (misnamed.length > 0) throw problemsError(file, misnamed);
  const missing = new Map(used.map((directory) => [directory, missingFields(sheet, directory, defaults)]));
  const people = chosen.flatMap(({ entry, shared }) =>
    shared.map((directory) => readPerson(entry, { directory, shared, used, defaults, env, reported: missing.get(directory) ?? new Set() })),
  );
  const problems = [
    ...sheet.problems,
    ...homeless,
    ...checkColumns(sheet, used),
    ...checkDefaults(defaults, used),
    ...[...missing].flatMap(([directory, names]) => describeMissing(sheet, directory, names)),
    ...people.flatMap((person) => person.problems),
    ...findDuplicates(people),
  ];
  if (sheet.entries.length === 0 && problems.length === 0) {
    problems.push({ text: "declares nobody. Add people, or remove the roster from the program if nobody is left." });
  }
  if (problems.length > 0) throw problemsError(file, problems);
  return {
    rows: people.map(({ directory, key = "", fields, place }) => ({ directory: directory.name, key, fields, place })),
    warnings: [...warnings, ...warnOfClearSecrets(people)],
    namesDirectories: sheet.columns.concat(sheet.entries.flatMap(({ cells }) => cells)).some(({ name }) => isDirectoryColumn(name)),
  };
}

function warnOfClearSecrets(people: readonly Person[]): readonly string[] {
  const places = [...new Set(people.flatMap(({ inClear }) => inClear.map(describePlace)))];
  if (places.length === 0) return [];
  const more = places.length > PLACES_SHOWN ? ` and ${places.length - PLACES_SHOWN} more` : "";
  const what = places.length === 1 ? "A password stands" : `${places.length} passwords stand`;
  return [`${what} in clear at ${places.slice(0, PLACES_SHOWN).join(", ")}${more}. Write env:NAME in the cell and keep the password in the environment.`];
}
