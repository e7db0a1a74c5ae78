import { type ColumnTest, refusedSheet, type Sheet } from "../entry";
import type { Problem } from "../problem";
import { judgeComments } from "./comments";
import { tokenize } from "./csv-tokens";
import { titleProblem } from "./header-line";
import { judgeRow, type OtherRow } from "./rows";
import { isFilled, readTable, type TableRow, textsOf } from "./table";

/**
 * Reads CSV: a header line, then one person a line. The delimiter comes from a `sep=` line or is detected from the header; RFC 4180 quotes; blank
 * lines and lines of empty cells are skipped; any line ending. Spaces around a cell do not count. A line that begins with `#` is a comment; one that
 * could be a person is named in a warning or refused. A row with wrong quotes is a problem and declares nobody; the rows below it are read all the same.
 */
export function parseCsv(text: string, file: string, isColumn: ColumnTest = () => false): Sheet {
  const problems: Problem[] = [];
  const { records, comments, delimiter } = tokenize(text, file, problems);
  const [header, ...below] = records.slice(records.findIndex(isFilled));
  if (header === undefined) return refusedSheet(...problems);
  const names = textsOf(header).map((name) => name.trim());
  const headerLine = header.place.line;
  const judged = judgeComments(comments, { file, delimiter, header: names, headerLine, isColumn });
  if (judged.header !== undefined) return refusedSheet(judged.header);
  const title = titleProblem(names, below, isColumn, "line");
  if (title !== undefined) return refusedSheet({ place: header.place, text: title });
  const filled = below.filter(isFilled);
  const isPadded = filled.every(({ cells }) => endsEmpty(cells, names.length));
  const shape = { names, isColumn, delimiter, isPadded };
  const cut = cutRow(text, filled, names.length);
  const sheet = readTable(header, filled, (row): OtherRow | undefined => {
    const other = judgeRow(textsOf(row), shape);
    return row === cut && (other === undefined || "because" in other) ? { problem: CUT } : other;
  });
  return {
    ...sheet,
    problems: [...problems, ...sheet.problems, ...judged.problems],
    warnings: [...judged.warnings, ...sheet.warnings],
  };
}

const CUT =
  "is shorter than every other row, and no line break follows: the file may have been cut there, with people behind it. Take a fresh copy, or end the row like the others.";

/** A last row that is shorter than all others and has no line break behind it, as where a download broke off. */
function cutRow(text: string, rows: readonly TableRow[], width: number): TableRow | undefined {
  const [last, ...others] = [...rows].reverse();
  const isCut = last !== undefined && last.cells.length < width && !/[\r\n]/.test(text.slice(text.trimEnd().length));
  return isCut && others.length > 1 && others.every(({ cells }) => cells.length >= width) ? last : undefined;
}

function endsEmpty(cells: TableRow["cells"], width: number): boolean {
  return cells.length > width && cells.slice(width).every(({ raw }) => raw.trim() === "");
}
