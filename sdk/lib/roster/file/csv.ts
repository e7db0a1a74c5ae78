import { judgeComments } from "./comments";
import { type Lines, type Token, tokenize } from "./csv-tokens";
import type { Cell, Entry, Sheet } from "../entry";
import { describePlace } from "../problem";
import type { Place, Problem } from "../problem";
import { TITLE_LINES, titleProblem } from "./header-line";
import { judgeRow } from "./rows";
import { showsNothing, unforced } from "../cell/written";

/**
 * Reads CSV: a header line, then one person a line. The delimiter comes from a `sep=` line or is detected from the header; RFC 4180 quotes; blank
 * lines and lines of empty cells are skipped; any line ending. Spaces around a cell do not count. A line that begins with `#` is a comment; one that
 * could be a person is named in a warning or refused. A row with wrong quotes is a problem and declares nobody; the rows below it are read all the same.
 * `isColumn` tells whether some directory knows a column of that name.
 */
export function parseCsv(text: string, file: string, isColumn: (name: string) => boolean = () => false): Sheet {
  const problems: Problem[] = [];
  const { records, comments, delimiter } = tokenize(text, file, problems);
  const [header, ...rows] = records.slice(records.findIndex(isFilled));
  if (header === undefined) return { columns: [], entries: [], problems };
  const names = header.tokens.map((token) => unforced(token.text).trim());
  const judged = judgeComments(comments, { file, delimiter, header: names, headerLine: header.from, isColumn });
  if (judged.header !== undefined) return { columns: [], entries: [], problems: [judged.header] };
  const below = rows
    .slice(0, TITLE_LINES)
    .map(({ tokens, from }) => ({ line: from, cells: tokens.map(({ text }) => unforced(text)) }));
  const title = titleProblem(names, below, isColumn, "line");
  if (title !== undefined)
    return { columns: [], entries: [], problems: [{ place: { file, line: header.from }, text: title }] };
  const columns = header.tokens.map((token, index) => ({
    name: names[index] ?? "",
    namePlace: { file, line: token.line, column: index + 1 },
  }));
  const filled = rows.filter(isFilled);
  const shape = { names, isColumn, delimiter, isPadded: filled.every(({ tokens }) => isPadded(tokens, names.length)) };
  const cut = cutRow(text, filled, names.length);
  const entries: Entry[] = [];
  const warnings = [...judged.warnings];
  for (const { tokens, from } of filled) {
    const place = { file, line: from };
    const row = judgeRow(
      tokens.map(({ text }) => unforced(text)),
      shape,
    );
    if ("problem" in row) problems.push({ place, text: row.problem });
    else if (from === cut) problems.push({ place, text: CUT });
    else if (row.width === "nobody") warnings.push(`${describePlace(place)} ${row.because} and declares nobody.`);
    else entries.push(toEntry(tokens, columns, file));
  }
  return { columns, entries, problems: [...problems, ...judged.problems], warnings };
}

const CUT =
  "is shorter than every other row, and no line break follows: the file may have been cut there, with people behind it. Take a fresh copy, or end the row like the others.";

/** The line of a last row that is shorter than all others and has no line break behind it, as where a download broke off. */
function cutRow(text: string, rows: readonly Lines[], width: number): number | undefined {
  const [last, ...others] = [...rows].reverse();
  const isCut = last !== undefined && last.tokens.length < width && !/[\r\n]/.test(text.slice(text.trimEnd().length));
  return isCut && others.length > 1 && others.every(({ tokens }) => tokens.length >= width) ? last.from : undefined;
}

function isFilled({ tokens }: Lines): boolean {
  return tokens.some(({ text }) => !showsNothing(text));
}

function isPadded(tokens: readonly Token[], width: number): boolean {
  return tokens.length > width && tokens.slice(width).every(({ text }) => text.trim() === "");
}

function toEntry(record: readonly Token[], columns: Sheet["columns"], file: string): Entry {
  const place: Place = { file, line: record[0]?.line ?? 1 };
  const all = columns.map(({ name, namePlace }, index): Cell & { readonly raw: string } => {
    const token = record[index] ?? { text: "", line: place.line };
    return { name, namePlace, raw: token.text, place: { file, line: token.line, column: index + 1 } };
  });
  const isBlank = ({ raw }: { readonly raw: string }): boolean => showsNothing(raw);
  return { place, cells: all.filter((cell) => !isBlank(cell)), blanks: all.filter(isBlank) };
}
