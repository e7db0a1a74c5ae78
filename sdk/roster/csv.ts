import { CsvError, parse } from "csv-parse/sync";
import type { Cell, Entry, Sheet } from "./entry";
import type { Place, Problem } from "./problem";

const DELIMITERS = [",", ";", "\t"] as const;

/** Why the text stops being CSV. Our own words: the parser's quote the cell, which may be a password. */
const SYNTAX: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'opens a quote (") that is never closed. Close it, or double a quote that belongs to the text ("").',
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
 * A file that stops being CSV half-way yields the problem and no person.
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
  const records: (readonly Token[])[] = [];
  try {
    // Inside quotes the parser would count \r\n as two lines, so there is only \n.
    const lineFeeds = text.replace(/\r\n?/g, "\n");
    parse(lineFeeds, {
      bom: true,
      delimiter: detectDelimiter(lineFeeds),
      record_delimiter: "\n",
      comment: "#",
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: readonly string[], { lines }) => {
        records.push(withLines(record, lines));
        return null;
      },
    });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    problems.push({ place: { file, line }, text: SYNTAX[error.code] ?? `is not CSV (${error.code}). Check quotes and delimiters on this line.` });
    return [];
  }
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
  const cells: Cell[] = [];
  columns.forEach(({ name, namePlace }, index) => {
    const token = record[index];
    if (token === undefined || token.text.trim() === "") return;
    cells.push({ name, namePlace, raw: token.text, place: { file, line: token.line, column: index + 1 } });
  });
  return { place, cells };
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
