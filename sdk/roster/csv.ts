import { CsvError, parse } from "csv-parse/sync";
import type { Cell, Entry, Sheet } from "./entry";
import type { Place, Problem } from "./problem";

const DELIMITERS = [",", ";", "\t"] as const;

/** Below each row with wrong quotes the reading begins anew; after this many characters in all, the rest of the file is left unread. */
const MAX_READ = 128 * 1024 * 1024;

/** Why the text stops being CSV. Our own words: the parser's quote the cell, which may be a password. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'opens a quote (") that is not closed as it should be. Close it, or double a quote that belongs to the text ("").',
  INVALID_OPENING_QUOTE: 'has a quote (") inside an unquoted cell. Quote the whole cell and double the quote inside ("").',
  CSV_INVALID_CLOSING_QUOTE: 'has text after a closing quote ("). Double a quote that belongs to the text ("").',
};

interface Token {
  readonly text: string;
  /** Where the cell begins; a quoted one may go over several lines. */
  readonly line: number;
}

/**
 * Reads CSV: a header line, then one person a line. `,` `;` or tab, detected from the header; RFC 4180 quotes; lines that begin with
 * `#`, blank lines and lines of empty cells are skipped; any line ending. Spaces around a cell do not count.
 * A row with wrong quotes is a problem and declares nobody; the rows below it are read all the same.
 */
export function parseCsv(text: string, file: string): Sheet {
  const problems: Problem[] = [];
  const [header, ...records] = tokenize(text, file, problems);
  if (header === undefined) return { columns: [], entries: [], problems };
  const columns = header.map((token, index) => ({ name: token.text.trim(), namePlace: { file, line: token.line, column: index + 1 } }));
  const entries: Entry[] = [];
  for (const record of records) {
    if (record.every(({ text }) => text.trim() === "")) continue;
    const entry = toEntry(record, columns, file);
    // Even an empty cell too many is a sign of a shifted row, whose values (a password among them) would go to wrong fields.
    if (record.length !== columns.length) problems.push(ragged(entry.place, record.length, columns.length));
    else entries.push(entry);
  }
  return { columns, entries, problems };
}

function tokenize(text: string, file: string, problems: Problem[]): readonly (readonly Token[])[] {
  // Inside quotes the parser would count \r\n as two lines, so there is only \n.
  const lineFeeds = text.replace(/\r\n?/g, "\n");
  const delimiter = detectDelimiter(lineFeeds);
  const records: (readonly Token[])[] = [];
  for (let passed = 0, read = 0; ; ) {
    const at = offsetOf(lineFeeds, passed);
    const wrong = readRecords(lineFeeds, at, passed, delimiter, records);
    if (wrong === undefined) return records;
    problems.push({ place: { file, line: wrong.line, ...(wrong.column !== undefined && { column: wrong.column }) }, text: wrong.text });
    if (records.length === 0) return [];
    read += lineFeeds.length - at;
    if (read > MAX_READ) return records;
    passed = wrong.resume;
  }
}

/** A row that is not CSV. */
interface BrokenRow {
  readonly line: number;
  readonly column?: number;
  readonly text: string;
  /** How many lines of the file come before the next row that can be read. */
  readonly resume: number;
}

/** Adds the records from `at` on, below `passed` lines, up to the end or to the first row that is not CSV. */
function readRecords(text: string, at: number, passed: number, delimiter: string, records: (readonly Token[])[]): BrokenRow | undefined {
  let end = passed;
  try {
    parse(text.slice(at), {
      bom: passed === 0,
      delimiter,
      record_delimiter: "\n",
      comment: "#",
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: readonly string[], { lines }) => {
        end = passed + lines;
        records.push(withLines(record, end));
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
  if (isOpen) return { line: begins, ...place, text: SYNTAX["CSV_QUOTE_NOT_CLOSED"] ?? "", resume: begins };
  return { line, ...place, text: SYNTAX[error.code] ?? `is not CSV (${error.code}). Check quotes and delimiters on this line.`, resume: line };
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

/** The parser tells the line on which a record ends. */
function withLines(record: readonly string[], end: number): readonly Token[] {
  let line = end - record.reduce((sum, text) => sum + lineBreaks(text), 0);
  return record.map((text) => {
    const token = { text, line };
    line += lineBreaks(text);
    return token;
  });
}

function toEntry(record: readonly Token[], columns: Sheet["columns"], file: string): Entry {
  const place: Place = { file, line: record[0]?.line ?? 1 };
  const all = columns.map(({ name, namePlace }, index): Cell & { readonly raw: string } => {
    const token = record[index] ?? { text: "", line: place.line };
    return { name, namePlace, raw: token.text, place: { file, line: token.line, column: index + 1 } };
  });
  const isBlank = ({ raw }: { readonly raw: string }): boolean => raw.trim() === "";
  return { place, cells: all.filter((cell) => !isBlank(cell)), blanks: all.filter(isBlank) };
}

function ragged(place: Place, cells: number, columns: number): Problem {
  const remedy = cells > columns ? "Quote a cell that contains the delimiter." : "Add the missing delimiters; a cell may be empty.";
  return { place, text: `has ${cells} cells, but the header names ${columns} columns. ${remedy}` };
}

function detectDelimiter(text: string): string {
  const header = text.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const unquoted = header.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
