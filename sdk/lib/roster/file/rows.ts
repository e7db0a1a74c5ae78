import type { ColumnTest } from "../entry";
import { cellsOf } from "./comments";
import { fold } from "../cell/cells";
import { totalsProblem } from "../cell/no-person";
import { headerName } from "../columns/headers";

/** The columns of a CSV as far as the shape of its rows depends on them. */
export interface Shape {
  readonly names: readonly string[];
  readonly isColumn: ColumnTest;
  readonly delimiter: string;
  /** Every row below the header ends with empty cells more than it: a program pads them all. */
  readonly isPadded: boolean;
}

/** What a row is that is no person's: nobody, or no row of this file. */
export type OtherRow = { readonly because: string } | { readonly problem: string };

const ADDRESS = /^\S+@\S+$/;
const MAIL = /mail|邮|郵/i;
const NUMBER = /^[+(]?\d[\d ()./-]{5,}$/;

/**
 * Judges the shape of a row. Empty cells too few or too many at its end are read where no cell can have moved: the last filled one is an address or a
 * number in the column for it, or all rows are padded alike. A row with a filled cell too many is a shifted one.
 */
export function judgeRow(cells: readonly string[], shape: Shape): OtherRow | undefined {
  const { names, isColumn } = shape;
  const other = judgeCells(cells, names, isColumn);
  if (other !== undefined) return other;
  if (cells.some((cell, column) => holdsRows(cell, column, shape)))
    return {
      problem: 'has a quoted cell over several lines that look like people. Close its quote (") where the cell ends.',
    };
  if (cells.length === names.length || (!isSplitInQuotes(cells) && isCertain(cells, shape))) return undefined;
  return { problem: raggedRow(cells, shape) };
}

const OPENS = /^\s*[“”„«「][^“”»」]*$/u;
const CLOSES = /^[^“”„«「]*[“”»」]\s*$/u;

/** Whether a cell was cut in two inside the quotes that an editor has made of straight ones. */
function isSplitInQuotes(cells: readonly string[]): boolean {
  const opening = cells.findIndex((cell) => OPENS.test(cell));
  return opening !== -1 && cells.slice(opening + 1).some((cell) => CLOSES.test(cell));
}

/** What the cells of a row are where they are no person's, in a CSV as in a sheet: the header again, another header, or totals. */
export function judgeCells(
  cells: readonly string[],
  names: readonly string[],
  isColumn: ColumnTest,
): OtherRow | undefined {
  const repeated = repeatsHeader(cells, names);
  if (repeated !== undefined) return repeated;
  const problem = namesColumns(cells, isColumn)
    ? "names columns and is no person: another table begins here, or the header is written twice. Make one file of each table, or delete the row."
    : totalsProblem(cells);
  return problem === undefined ? undefined : { problem };
}

/** Whether every cell is the name of a column, in whatever language. Somebody's address is none, and saves looking at the rest of the row. */
function namesColumns(cells: readonly string[], isColumn: ColumnTest): boolean {
  if (cells.some((cell) => cell.includes("@"))) return false;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  return filled.length > 2 && filled.every(isColumn);
}

/** What templates write around the names of columns; most cells have none of it. */
const DRESSED = /[*＊※:：()（）[\]［］【】〔〕{}｛｝"'“”‘’「」]/u;

/** A name as columns are told apart by it: one header may be dressed up where another is not. */
function columnOf(written: string): string {
  return fold(DRESSED.test(written) ? headerName(written) : written);
}

/** Every row is compared with the header. */
const foldedHeaders = new WeakMap<readonly string[], readonly string[]>();

/** A second file below the first brings its header with it. */
function repeatsHeader(cells: readonly string[], names: readonly string[]): OtherRow | undefined {
  const folded = foldedHeaders.get(names) ?? names.map(columnOf).filter((name) => name !== "");
  foldedHeaders.set(names, folded);
  const own: string[] = [];
  for (const cell of cells) {
    const bare = columnOf(cell);
    if (bare === "") continue;
    // The first cell of nearly every row is no column's name, and then the others need not be looked at.
    if (!folded.includes(bare)) return undefined;
    own.push(bare);
  }
  if (own.length !== folded.length) return undefined;
  if (own.every((cell, index) => cell === folded[index])) {
    if (folded.length > 1) return { because: "repeats the header" };
    return { problem: "repeats the header. Delete the line." };
  }
  const isOther = folded.length > 1 && [...own].sort().join("\n") === [...folded].sort().join("\n");
  return isOther
    ? { problem: "is a header with the same columns in another order. Make one file of each table." }
    : undefined;
}

/**
 * A line inside a cell that has an address and as many cells as a row has there, or fewer with the address in its column: a quote that was opened lines
 * above has swallowed it. What it swallowed is the end of one row, whole rows, and the begin of another, whereas a note may well hold `Ann, ann@x.example`.
 */
function holdsRows(cell: string, column: number, { names, delimiter }: Shape): boolean {
  if (!cell.includes("\n") || names.length < 2) return false;
  const lines = cell.split("\n");
  return lines.some((line, index) => {
    const parts = line.split(delimiter);
    const from = index === 0 ? column : 0;
    const room = (index === lines.length - 1 ? column + 1 : names.length) - from;
    return (
      parts.length > 1 &&
      parts.length <= room &&
      parts.some((part, at) => isAddress(part) && (parts.length === room || MAIL.test(names[from + at] ?? "")))
    );
  });
}

function isAddress(part: string): boolean {
  return ADDRESS.test(part.trim().replace(/^"|"$/g, ""));
}

function isCertain(cells: readonly string[], { names, isPadded }: Shape): boolean {
  const last = cells.reduce((found, cell, index) => (cell.trim() === "" ? found : index), -1);
  if (last >= names.length) return false;
  if (cells.length > names.length && (isPadded || last <= 0)) return true;
  const name = names[last] ?? "";
  const cell = cells[last]?.trim() ?? "";
  return (
    (MAIL.test(name) && ADDRESS.test(cell)) || (/phone|mobile|tel|手机|手機|电话|電話/i.test(name) && NUMBER.test(cell))
  );
}

/** Why the row cannot be read, with the remedy that its own text suggests. */
function raggedRow(cells: readonly string[], { names, delimiter }: Shape): string {
  const sentence = `has ${counted(cells.length, "cell")}, but the header names ${counted(names.length, "column")}.`;
  const other = [",", ";", "\t", "，", "；", "|"].find(
    (candidate) =>
      candidate !== delimiter &&
      cellsOf(cells.join(delimiter), candidate).length === names.length &&
      cells.length === 1,
  );
  if (other !== undefined)
    return `${sentence} Its cells are separated by ${shown(other)}, those of the header by ${shown(delimiter)}. Write ${shown(delimiter)} in every line.`;
  const wide = { ",": "，", ";": "；" }[delimiter];
  if (
    wide !== undefined &&
    cells.join(delimiter).replaceAll(wide, delimiter).split(delimiter).length === names.length
  ) {
    return `${sentence} It has the full-width ${shown(wide)} where ${shown(delimiter)} belongs. Write ${shown(delimiter)} between cells.`;
  }
  if (cells.some((cell) => /^\s*[“”„«「]|[“”»」]\s*$/.test(cell)))
    return `${sentence} Its quotes are typographic; only straight ones (") hold a cell together. Write those.`;
  if (cells.length < names.length) return `${sentence} Add the missing delimiters; a cell may be empty.`;
  // "Wang, Fang" leaves a space behind; any other row may as well have a delimiter too many at its end.
  const isSplit = cells.some((cell, index) => index > 0 && /^ \S/.test(cell));
  if (!isSplit && cells.slice(names.length).every((cell) => cell.trim() === ""))
    return `${sentence} Quote a cell that contains the delimiter, or delete the empty cells at the end if there is none.`;
  return `${sentence} Quote a cell that contains the delimiter.`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function shown(delimiter: string): string {
  return delimiter === "\t" ? "tabs" : JSON.stringify(delimiter);
}
