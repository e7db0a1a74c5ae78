import { extname } from "node:path";
import { stringify } from "yaml";
import { equalValues } from "../../provider/compare";
import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/directory";
import { RollcallError } from "../../provider/errors/error";
import type { Fields, Json, Observed } from "../../provider/user";
import { parseRoster } from "../../sdk/roster/parse";
import type { RosterSource } from "../../sdk/roster/sheet";
import { readValue } from "../../sdk/roster/value";
import type { Normalise } from "./declare";

/** How a roster hands a value of this user to the directory: what its reader makes of the cell that would be written. */
export function rosterValues(directory: Directory, user: Observed): Normalise {
  const region = typeof user.fields["phoneRegion"] === "string" ? user.fields["phoneRegion"] : undefined;
  return (field, value) => {
    const { fields, problems } = readValue(cellText(value), { field }, directory, region, {});
    const [problem] = problems;
    return problem === undefined ? { fields } : { problem };
  };
}

/**
 * What to write into a roster that declares exactly these users: CSV, YAML or a workbook by the file's extension.
 * @throws RollcallError ERR_ROSTER when it would be read back as anything else.
 */
export async function rosterContent(file: string, directory: Directory, people: readonly Fields[]): Promise<string | Uint8Array> {
  if (extname(file).toLowerCase() !== ".xlsx") return rosterText(file, directory, people);
  // Only who writes a workbook waits for its writer to load.
  const { workbookBytes } = await import("./workbook");
  const bytes = workbookBytes(rosterTable(directory, people));
  checkReadBack({ file, bytes }, directory, people);
  return bytes;
}

/**
 * The text of a CSV or YAML roster, by the file's extension; see {@link rosterContent}.
 * @throws RollcallError ERR_ROSTER when it would be read back as anything else.
 */
export function rosterText(file: string, directory: Directory, people: readonly Fields[]): string {
  const text = [".yaml", ".yml"].includes(extname(file).toLowerCase()) ? stringify({ users: people }, { lineWidth: 0 }) : csvText(directory, people);
  checkReadBack({ file, text }, directory, people);
  return text;
}

function checkReadBack(source: RosterSource, directory: Directory, people: readonly Fields[]): void {
  const { rows } = parseRoster({ ...source, directory: directory.name, directories, env: {} });
  const strange = people.find((fields, index) => !equalValues(fields, rows[index]?.fields));
  if (strange === undefined && rows.length === people.length) return;
  throw new RollcallError({
    code: "ERR_ROSTER",
    summary: `a roster cannot hold these users: what is read back differs${strange === undefined ? "" : ` for ${String(strange[directory.naturalKey])}`}`,
    remedy: "Use --to typescript, or leave that user out with --pattern.",
  });
}

/** Names of columns, and below them what each person's cells hold. */
function rosterTable(directory: Directory, people: readonly Fields[]): readonly (readonly string[])[] {
  const used = Object.keys(directory.fields).filter((field) => people.some((person) => field in person));
  const columns = [directory.naturalKey, ...used.filter((field) => field !== directory.naturalKey)];
  return [columns, ...people.map((person) => columns.map((field) => (person[field] === undefined ? "" : cellText(person[field]))))];
}

function csvText(directory: Directory, people: readonly Fields[]): string {
  const used = Object.keys(directory.fields).filter((field) => people.some((person) => field in person));
  const columns = [directory.naturalKey, ...used.filter((field) => field !== directory.naturalKey)];
  const cell = (person: Fields, field: string): string => {
    const text = person[field] === undefined ? "" : cellText(person[field]);
    if (isFormula(text)) throw refuseFormula(String(person[directory.naturalKey]), field);
    return quoted(text);
  };
  const lines = people.map((person) => columns.map((field) => cell(person, field)));
  return [columns, ...lines].map((cells) => `${cells.join(",")}\n`).join("");
}

/** What a spreadsheet would run as a formula. A telephone number is none. */
function isFormula(cell: string): boolean {
  return /^\s*[=@]/.test(cell) || /^\s*[+-](?![\d ().-]*$)/.test(cell);
}

function refuseFormula(person: string, field: string): RollcallError {
  return new RollcallError({
    code: "ERR_ROSTER",
    summary: `${field} of ${person} begins like a formula, which a spreadsheet would run when it opens the CSV`,
    remedy: "Write a .yaml roster instead, or correct the user first.",
  });
}

/** A value as a cell holds it: lists between `;`, names with values as `name=value`. */
function cellText(value: Json): string {
  if (Array.isArray(value)) return value.map(itemText).join(";");
  if (typeof value === "object" && value !== null) return Object.entries(value).map(([name, member]) => `${name}=${String(member)}`).join(";");
  return String(value);
}

function itemText(item: Json): string {
  return typeof item === "object" && item !== null ? Object.values(item).map(String).join("=") : String(item);
}

function quoted(cell: string): string {
  return /[",;\t\r\n#]|^\s|\s$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}
