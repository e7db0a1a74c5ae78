import { RollcallError, shortRow } from "../../../provider/model/error";

/** The most problems one error lists; the rest is counted. */
const SHOWN = 500;

/** Where something stands in a roster. Lines count from 1. Columns count cells in CSV and workbooks (C in a spreadsheet is 3), characters in YAML. */
export interface Place {
  readonly file: string;
  /** The sheet of a workbook. */
  readonly sheet?: string;
  readonly line: number;
  readonly column?: number;
}

/** One thing wrong with a roster: where, and a sentence or two with rule and remedy. Never holds the value of a secret. */
export interface Problem {
  /** Absent for what stands in no file, such as an argument. */
  readonly place?: Place;
  readonly text: string;
}

/** A place as editors and terminals understand it, `people.csv:7:3`, or as spreadsheets do, `people.xlsx:Sheet1!C7`. */
export function describePlace({ file, sheet, line, column }: Place): string {
  if (sheet !== undefined)
    return `${file}:${quotedSheet(sheet)}!${column === undefined ? "" : columnLetters(column)}${line}`;
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

/** A sheet's name as formulas write it. */
function quotedSheet(sheet: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? sheet : `'${sheet.replace(/'/g, "''")}'`;
}

function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest === 0 ? "" : columnLetters(rest)}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** How many places a warning names before it counts the rest. */
const PLACES_SHOWN = 5;

/** The first of some places, and how many there are besides. */
export function somePlaces(places: readonly string[]): string {
  return shortRow(places, PLACES_SHOWN);
}

/** A warning of what stands at some places; none where there are no places. */
export function warningAt(places: readonly string[], sentence: string): readonly string[] {
  return places.length === 0 ? [] : [`${somePlaces(places)}: ${sentence}`];
}

/** A failure that concerns the roster as a whole, code `ERR_ROSTER`. */
export function rosterError(summary: string, remedy: string, cause?: unknown): RollcallError {
  return new RollcallError({ code: "ERR_ROSTER", summary, remedy, ...(cause !== undefined && { cause }) });
}

/** All problems of a roster as one error, in the order of the file: the first 500 in full, the rest as a count. */
export function problemsError(file: string, problems: readonly Problem[]): RollcallError {
  const lines = inOrder(problems).map(({ place, text }) =>
    place === undefined ? text : `${describePlace(place)} ${text}`,
  );
  const distinct = [...new Set(lines)];
  const rest = distinct.length - SHOWN;
  const shown = distinct.slice(0, SHOWN).concat(rest > 0 ? [`… and ${rest} more`] : []);
  const count = distinct.length === 1 ? "1 problem" : `${distinct.length} problems`;
  return rosterError(
    `${file} has ${count}:\n${shown.map((line) => `  ${line}\n`).join("")}No user of this roster was touched.`,
    distinct.length === 1 ? "Correct it and run again." : "Correct them and run again.",
  );
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
