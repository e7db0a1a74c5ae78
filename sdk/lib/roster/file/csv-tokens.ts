import { CsvError, parse } from "csv-parse/sync";
import type { Comment } from "./comments";
import type { Problem } from "../problem";
import { unforced } from "../cell/written";
import { findSeparation } from "./separator";
import type { TableCell, TableRow } from "./table";

/** Below each row with wrong quotes the reading starts again; after this many characters in all, the rest of the file is left unread. */
const MAX_READ = 128 * 1024 * 1024;

/** Why the text stops being CSV. Our own words: the parser's quote the cell, which may be a password. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED:
    'opens a quote (") that is not closed as it should be. Close it, or double a quote that belongs to the text ("").',
  INVALID_OPENING_QUOTE:
    'has a quote (") inside an unquoted cell. Quote the whole cell and double the quote inside ("").',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote ("). Double a quote that belongs to the text ("").',
};

/** A row, and the line on which it ends. */
interface Lines extends TableRow {
  readonly to: number;
}

/** What the text of a CSV holds. */
interface Tokens {
  readonly records: readonly TableRow[];
  readonly comments: readonly Comment[];
  readonly delimiter: string;
}

/**
 * Takes a CSV apart into rows of cells, with the lines they stand on. A row with wrong quotes is a problem, and the rows below it are read all the same.
 * @param problems takes what is wrong
 */
export function tokenize(text: string, file: string, problems: Problem[]): Tokens {
  // Inside quotes the parser would count \r\n as two lines, so there is only \n.
  const plain = text.replace(/\r\n?/g, "\n");
  const { delimiter, skip } = findSeparation(plain);
  const lineFeeds = quoteForced(plain, delimiter);
  const records: Lines[] = [];
  const broken: BrokenRow[] = [];
  const found = (): Tokens => ({
    records,
    delimiter,
    comments: commentsBetween(lineFeeds, skip, [
      ...records.map(({ place, to }) => ({ from: place.line, to })),
      ...broken.map(({ begins, resume }) => ({ from: begins, to: resume })),
    ]),
  });
  for (let passed = skip, read = 0; ;) {
    const at = offsetOf(lineFeeds, passed);
    const wrong = readRecords(lineFeeds, file, at, passed, delimiter, records);
    if (wrong === undefined) return found();
    problems.push({
      place: { file, line: wrong.line, ...(wrong.column !== undefined && { column: wrong.column }) },
      text: wrong.text,
    });
    if (records.length === 0) return { records, comments: [], delimiter };
    broken.push(wrong);
    read += lineFeeds.length - at;
    if (read > MAX_READ) return found();
    passed = wrong.resume;
  }
}

/** `="00123"` in a cell without quotes of its own, which is what programs write, becomes a quoted cell. */
function quoteForced(text: string, delimiter: string): string {
  if (!text.includes('="')) return text;
  const edge = delimiter === "|" ? "\\|" : delimiter;
  const cell = new RegExp(`(?<=^|[${edge}\\n])(?:=("(?:[^"\\n]|"")*")|"(?:[^"]|"")*")(?=[${edge}\\n]|$)`, "g");
  return text.replace(cell, (whole, forced: string | undefined) =>
    forced === undefined ? whole : `"=${forced.replace(/"/g, '""')}"`,
  );
}

/** The lines that begin with `#` and belong to no row. */
function commentsBetween(
  text: string,
  skip: number,
  rows: readonly { readonly from: number; readonly to: number }[],
): readonly Comment[] {
  if (!/^#/m.test(text)) return [];
  const inRows = new Set(
    rows.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)),
  );
  return text
    .split("\n")
    .flatMap((line, index) =>
      index >= skip && line.startsWith("#") && !inRows.has(index + 1) ? [{ line: index + 1, text: line }] : [],
    );
}

/** A row that is not CSV. */
interface BrokenRow {
  readonly begins: number;
  readonly line: number;
  readonly column?: number;
  readonly text: string;
  /** How many lines of the file come before the next row that can be read. */
  readonly resume: number;
}

/** Adds the records from `at` on, below `passed` lines, up to the end or to the first row that is not CSV. */
function readRecords(
  text: string,
  file: string,
  at: number,
  passed: number,
  delimiter: string,
  records: Lines[],
): BrokenRow | undefined {
  let end = passed;
  try {
    parse(text.slice(at), {
      delimiter,
      record_delimiter: "\n",
      comment: "#",
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: readonly string[], { lines }) => {
        end = passed + lines;
        const cells = cellsOf(record, end, file);
        records.push({ place: { file, line: cells[0]?.place.line ?? end }, cells, to: end });
        return null;
      },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return brokenRow(error, rowAfter(text, end), passed);
  }
}

/** An open quote swallows rows until another quote meets text, so it is told where its row begins, and only that line is left out. */
function brokenRow(error: CsvError, begins: number, passed: number): BrokenRow {
  const line = typeof error["lines"] === "number" ? passed + error["lines"] : begins;
  const place = typeof error["column"] === "number" ? { column: error["column"] + 1 } : {};
  const isOpen = error.code === "CSV_QUOTE_NOT_CLOSED" || (error.code === "CSV_INVALID_CLOSING_QUOTE" && line > begins);
  if (isOpen) return { begins, line: begins, ...place, text: SYNTAX["CSV_QUOTE_NOT_CLOSED"] ?? "", resume: begins };
  return {
    begins: Math.min(begins, line),
    line,
    ...place,
    text: SYNTAX[error.code] ?? `is not CSV (${error.code}). Check quotes and delimiters on this line.`,
    resume: line,
  };
}

/** The line of the first row below the first `passed` lines. */
function rowAfter(text: string, passed: number): number {
  let line = passed + 1;
  for (let at = offsetOf(text, passed); text[at] === "\n" || text[at] === "#"; line++) at = offsetOf(text, 1, at);
  return line;
}

/** Where in the text the line after `lines` more lines begins. */
function offsetOf(text: string, lines: number, from = 0): number {
  let at = from;
  for (let line = 0; line < lines && at < text.length; line++) {
    const next = text.indexOf("\n", at);
    at = next === -1 ? text.length : next + 1;
  }
  return at;
}

/** The parser tells the line on which a record ends. A cell has the one on which it begins; a quoted one may go over several. */
function cellsOf(record: readonly string[], end: number, file: string): readonly TableCell[] {
  let line = end - record.reduce((sum, text) => sum + lineBreaks(text), 0);
  return record.map((raw, index) => {
    const place = { file, line, column: index + 1 };
    line += lineBreaks(raw);
    return { raw, text: unforced(raw), place };
  });
}

function lineBreaks(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}
