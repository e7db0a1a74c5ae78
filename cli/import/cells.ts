import { extname } from "node:path";
import parsePhoneNumber from "libphonenumber-js/min";
import type { FieldSpec } from "../../provider/model/field";
import type { Kind } from "../../provider/model/kind";
import type { Json } from "../../provider/model/values";
import { isShownDate } from "../../sdk/lib/roster/cell/dated-key";
import { isMarkedKey, withKeyMark } from "../../sdk/lib/roster/cell/no-person";
import { pastedKeyProblem } from "../../sdk/lib/roster/cell/pasted";
import { emptyNoteProblem, nameWithMark } from "../../sdk/lib/roster/cell/placeholders";
import { isOddKey, markedForSheets, unforced } from "../../sdk/lib/roster/cell/written";

/** The text that a roster holds for a value of a field. */
export type CellWriter = (kind: Kind, field: string, value: Json) => string;

/** How a roster of this name writes its cells: a CSV, a workbook or YAML. */
export function cellWriter(file: string): CellWriter {
  const extension = extname(file).toLowerCase();
  if ([".yaml", ".yml"].includes(extension)) return yamlText;
  return extension === ".xlsx" ? sheetCell : csvCell;
}

/** A cell as its reader gets it: a table has one kind of line break, YAML keeps each. */
export function asRead(file: string, cell: string): string {
  return cellWriter(file) === yamlText ? cell : cell.replace(/\r\n?/g, "\n");
}

/** A cell that a spreadsheet opens and saves as it stands here. */
export const csvCell: CellWriter = (kind, field, value) => {
  const spec = kind.fields[field];
  const text = cellText(value, spec);
  if (field === kind.naturalKey && withKeyMark(text) !== text) return withKeyMark(text);
  return typeof value === "boolean" ? text : keptAsText(text, spec?.means === "phone");
};

/** A cell of a workbook, where everything is text already. */
export const sheetCell: CellWriter = (kind, field, value) =>
  typeof value === "string"
    ? markedText(kind, field, value, (key) => withKeyMark(key) !== key)
    : cellText(value, kind.fields[field]);

/** The text of a value in YAML. */
export const yamlText: CellWriter = (kind, field, value) =>
  typeof value === "string"
    ? markedText(kind, field, value, (key) => isMarkedKey(key) || isOddKey(key) || pastedKeyProblem(key) !== undefined)
    : cellText(value, kind.fields[field]);

/** Names that read like nothing at all are marked as names; an apostrophe that reads like a mark, and what reads like a formula, get one in front. */
function markedText(
  { fields, naturalKey }: Kind,
  field: string,
  value: string,
  isDoubtfulKey: (key: string) => boolean,
): string {
  const isDoubtful = field === naturalKey && (isShownDate(value) || isDoubtfulKey(value));
  if (unforced(value) !== value || value.startsWith("=") || isDoubtful) return `'${value}`;
  return withTextMark(value, fields[field]);
}

/** Telephone numbers in groups; other numbers, dates and what looks like a formula behind an apostrophe. */
function keptAsText(cell: string, isPhone: boolean): string {
  if (!isPhone || !/^\+?\d+$/.test(cell)) return markedForSheets(cell);
  const calling = cell.startsWith("+") ? parsePhoneNumber(cell)?.countryCallingCode : undefined;
  return calling === undefined ? inGroups(cell) : `+${calling} ${inGroups(cell.slice(calling.length + 1))}`;
}

/** Groups of four digits from the end: what has spaces in it is no number to a spreadsheet. */
function inGroups(digits: string): string {
  return digits.replace(/\B(?=(?:\d{4})+$)/g, " ");
}

/** A value as a cell holds it: lists between `;`, names with values as `name=value`. */
function cellText(value: Json, spec: FieldSpec | undefined): string {
  if (Array.isArray(value)) return value.map(itemText).join(";");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, member]) => `${name}=${String(member)}`)
      .join(";");
  return withTextMark(String(value), spec);
}

/** A name or note with the mark that says so, where it reads like nothing or as if a program had spoilt it. */
function withTextMark(text: string, spec: FieldSpec | undefined): string {
  if (spec?.means === "name") return nameWithMark(text);
  return spec?.means === "note" && emptyNoteProblem(text) !== undefined ? `text:${text}` : text;
}

function itemText(item: Json): string {
  return typeof item === "object" && item !== null ? Object.values(item).map(String).join("=") : String(item);
}
