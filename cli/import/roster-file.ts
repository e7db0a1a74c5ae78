import { extname } from "node:path";
import { stringify } from "yaml";
import { equalValues } from "../../provider/model/compare";
import { directories } from "../../provider/directories";
import type { Kind } from "../../provider/model/kind";
import { fieldThatMeans } from "../../provider/model/field";
import { RollcallError } from "../../provider/model/error";
import { type Fields, mapped, type Observed, text } from "../../provider/model/values";
import { parseRoster, type RosterRow } from "../../sdk/lib/roster/people/parse";
import type { ReferenceStyle } from "../../sdk/lib/roster/people/references";
import type { RosterSource } from "../../sdk/lib/roster/file/sheet";
import { readValue } from "../../sdk/lib/roster/people/value";
import { asRead, type CellWriter, cellWriter, csvCell, sheetCell, yamlText } from "./cells";
import type { Normalise } from "./declare";

/** How a roster hands a value of this user to the directory: what its reader makes of the cell that would be written into this file. */
export function rosterValues(kind: Kind, user: Observed, file = "people.csv"): Normalise {
  const apart = fieldThatMeans(kind.fields, "phone-region");
  const region = apart === undefined ? undefined : text(user.fields[apart]);
  return (field, value) => {
    const cell = asRead(file, cellWriter(file)(kind, field, value));
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
  const bytes = workbookBytes(rosterTable(kind, roster.people, sheetCell));
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
    ? // What YAML 1.1 takes for a number, a date or a truth value stands in quotes, so that programs which know no other keep it.
      stringify({ users: people.map((person) => inYaml(kind, person)) }, { lineWidth: 0, compat: "yaml-1.1" })
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
  return { ...row.fields, ...mapped(row.references, ({ texts, many }) => (many ? texts : (texts[0] ?? ""))) };
}

/** Names of columns, and below them what each person's cells hold. */
function rosterTable(kind: Kind, people: readonly Fields[], cell: CellWriter): readonly (readonly string[])[] {
  const used = Object.keys(kind.fields).filter((field) => people.some((person) => field in person));
  const columns = [kind.naturalKey, ...used.filter((field) => field !== kind.naturalKey)];
  const row = (person: Fields): readonly string[] =>
    columns.map((field) => (person[field] === undefined ? "" : cell(kind, field, person[field])));
  return [columns, ...people.map(row)];
}

/** Lists, numbers and truth values stand in YAML as what they are. */
function inYaml(kind: Kind, person: Fields): Fields {
  return mapped(person, (value, field) => (typeof value === "string" ? yamlText(kind, field, value) : value));
}

/** With a byte order mark, without which Excel in Chinese takes UTF-8 for GBK. */
function csvText(kind: Kind, people: readonly Fields[]): string {
  return `\ufeff${rosterTable(kind, people, csvCell)
    .map((cells) => `${cells.map(quoted).join(",")}\n`)
    .join("")}`;
}

function quoted(cell: string): string {
  return /[",;\t\r\n#]|^\s|\s$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
