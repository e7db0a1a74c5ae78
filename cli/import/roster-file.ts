import { extname } from "node:path";
import parsePhoneNumber from "libphonenumber-js/min";
import { stringify } from "yaml";
import { equalValues } from "../../provider/model/compare";
import { directories } from "../../provider/directories";
import type { Kind } from "../../provider/model/kind";
import { type FieldSpec, fieldThatMeans } from "../../provider/model/field";
import { RollcallError } from "../../provider/model/error";
import { type Fields, type Json, type Observed, text } from "../../provider/model/values";
import { parseRoster, type RosterRow } from "../../sdk/lib/roster/parse";
import type { ReferenceStyle } from "../../sdk/lib/roster/references";
import type { RosterSource } from "../../sdk/lib/roster/sheet";
import { isShownDate } from "../../sdk/lib/roster/dated-key";
import { isMarkedKey, withKeyMark } from "../../sdk/lib/roster/no-person";
import { nameWithMark } from "../../sdk/lib/roster/placeholders";
import { markedForSheets, unforced } from "../../sdk/lib/roster/written";
import { readValue } from "../../sdk/lib/roster/value";
import type { Normalise } from "./declare";

/** How a roster hands a value of this user to the directory: what its reader makes of the cell that would be written. */
export function rosterValues(kind: Kind, user: Observed): Normalise {
  const apart = fieldThatMeans(kind.fields, "phone-region");
  const region = apart === undefined ? undefined : text(user.fields[apart]);
  return (field, value) => {
    const { secret, means } = kind.fields[field] ?? {};
    const isText = typeof value === "string" && secret !== true && means !== "phone";
    const cell = isText ? markedText(kind, field, value, isMarkedKey) : cellText(value, kind.fields[field]);
    const { fields, problems } = readValue(cell, { field }, kind, region, {});
    const [problem] = problems;
    return problem === undefined ? { fields } : { problem };
  };
}

/** Whom a roster declares. */
export interface RosterPeople {
  /** As cells hold them: by ids, or with names in place of the ids of groups and units. */
  readonly people: readonly Fields[];
  /** What the cells of groups and units hold. Default: ids. */
  readonly references?: ReferenceStyle;
}

/**
 * What to write into a roster that declares exactly these users: CSV, YAML or a workbook by the file's extension.
 * @throws RollcallError ERR_ROSTER when it would be read back as anything else.
 */
export async function rosterContent(file: string, kind: Kind, roster: RosterPeople): Promise<string | Uint8Array> {
  if (extname(file).toLowerCase() !== ".xlsx") return rosterText(file, kind, roster);
  // Only who writes a workbook waits for its writer to load.
  const { workbookBytes } = await import("./workbook");
  const bytes = workbookBytes(rosterTable(kind, roster.people));
  checkReadBack({ file, bytes }, kind, roster);
  return bytes;
}

/**
 * The text of a CSV or YAML roster, by the file's extension; see {@link rosterContent}.
 * @throws RollcallError ERR_ROSTER when it would be read back as anything else.
 */
export function rosterText(file: string, kind: Kind, roster: RosterPeople): string {
  const { people } = roster;
  const text = [".yaml", ".yml"].includes(extname(file).toLowerCase())
    ? stringify({ users: people.map((person) => marked(kind, person, isMarkedKey)) }, { lineWidth: 0 })
    : csvText(kind, people);
  checkReadBack({ file, text }, kind, roster);
  return text;
}

function checkReadBack(source: RosterSource, kind: Kind, { people, references = "ids" }: RosterPeople): void {
  const { rows } = parseRoster({ ...source, directory: kind.directory.name, directories, references, env: {} });
  const strange = people.find((fields, index) => !equalValues(fields, readBack(rows[index])));
  if (strange === undefined && rows.length === people.length) return;
  throw new RollcallError({
    code: "ERR_ROSTER",
    summary: `a roster cannot hold these users: what is read back differs${strange === undefined ? "" : ` for ${String(strange[kind.naturalKey])}`}`,
    remedy: "Use --to typescript, or leave that user out with --pattern.",
  });
}

/** What a row says, with the names that it writes in place of what they stand for. */
function readBack(row: RosterRow | undefined): Fields | undefined {
  if (row?.references === undefined) return row?.fields;
  const named = Object.entries(row.references).map(([field, { texts, many }]): readonly [string, Json] => [
    field,
    many ? texts : (texts[0] ?? ""),
  ]);
  return { ...row.fields, ...Object.fromEntries(named) };
}

/** Names of columns, and below them what each person's cells hold. */
function rosterTable(kind: Kind, people: readonly Fields[]): readonly (readonly string[])[] {
  const used = Object.keys(kind.fields).filter((field) => people.some((person) => field in person));
  const columns = [kind.naturalKey, ...used.filter((field) => field !== kind.naturalKey)];
  return [
    columns,
    ...people
      .map((person) => marked(kind, person, (key) => withKeyMark(key) !== key))
      .map((person) =>
        columns.map((field) => (person[field] === undefined ? "" : cellText(person[field], kind.fields[field]))),
      ),
  ];
}

/** Names that read like nothing at all are marked as names; an apostrophe that reads like a mark, and what reads like a formula, get one in front. */
function marked(kind: Kind, person: Fields, isDoubtfulKey: (key: string) => boolean): Fields {
  return Object.fromEntries(
    Object.entries(person).map(([field, value]) => [
      field,
      typeof value === "string" ? markedText(kind, field, value, isDoubtfulKey) : value,
    ]),
  );
}

function markedText(
  { fields, naturalKey }: Kind,
  field: string,
  value: string,
  isDoubtfulKey: (key: string) => boolean,
): string {
  const isDoubtful = field === naturalKey && (isShownDate(value) || isDoubtfulKey(value));
  if (unforced(value) !== value || value.startsWith("=") || isDoubtful) return `'${value}`;
  return fields[field]?.means === "name" ? nameWithMark(value) : value;
}

/** With a byte order mark, without which Excel in Chinese takes UTF-8 for GBK. */
function csvText(kind: Kind, people: readonly Fields[]): string {
  const used = Object.keys(kind.fields).filter((field) => people.some((person) => field in person));
  const columns = [kind.naturalKey, ...used.filter((field) => field !== kind.naturalKey)];
  const cell = (person: Fields, field: string): string => {
    const text = person[field] === undefined ? "" : cellText(person[field], kind.fields[field]);
    if (field === kind.naturalKey && text.startsWith("#")) throw refuseComment(text);
    if (field === kind.naturalKey && withKeyMark(text) !== text) return quoted(withKeyMark(text));
    return quoted(typeof person[field] === "boolean" ? text : keptAsText(text, kind.fields[field]?.means === "phone"));
  };
  const lines = people.map((person) => columns.map((field) => cell(person, field)));
  return `\ufeff${[columns, ...lines].map((cells) => `${cells.join(",")}\n`).join("")}`;
}

/** A cell that Excel shows, and saves again, as it stands here: telephone numbers in groups; other numbers, dates and what looks like a formula behind an apostrophe. */
function keptAsText(cell: string, isPhone: boolean): string {
  if (!isPhone || !/^\+?\d+$/.test(cell)) return markedForSheets(cell);
  const calling = cell.startsWith("+") ? parsePhoneNumber(cell)?.countryCallingCode : undefined;
  return calling === undefined ? inGroups(cell) : `+${calling} ${inGroups(cell.slice(calling.length + 1))}`;
}

/** Groups of four digits from the end: what has spaces in it is no number to a spreadsheet. */
function inGroups(digits: string): string {
  return digits.replace(/\B(?=(?:\d{4})+$)/g, " ");
}

function refuseComment(person: string): RollcallError {
  return new RollcallError({
    code: "ERR_ROSTER",
    summary: `the key ${person} begins with #, so its line would count as a comment once a spreadsheet has saved the CSV`,
    remedy: "Write a .yaml roster instead, or leave that user out with --pattern.",
  });
}

/** A value as a cell holds it: lists between `;`, names with values as `name=value`. */
function cellText(value: Json, spec: FieldSpec | undefined): string {
  if (Array.isArray(value)) return value.map(itemText).join(";");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, member]) => `${name}=${String(member)}`)
      .join(";");
  return spec?.means === "name" ? nameWithMark(String(value)) : String(value);
}

function itemText(item: Json): string {
  return typeof item === "object" && item !== null ? Object.values(item).map(String).join("=") : String(item);
}

function quoted(cell: string): string {
  return /[",;\t\r\n#]|^\s|\s$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
