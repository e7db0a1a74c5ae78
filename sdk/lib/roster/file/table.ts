import { showsNothing } from "../cell/written";
import type { Cell, Column, Entry, Sheet } from "../entry";
import { describePlace, type Place, type Problem } from "../problem";
import type { OtherRow } from "./rows";

/** A cell of a CSV or a workbook. */
export interface TableCell extends Pick<Cell, "place" | "made"> {
  /** As it stands there. */
  readonly raw: string;
  /** What it says, without what a program put around it. */
  readonly text: string;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** A row of a CSV or a workbook. */
export interface TableRow {
  readonly place: Place;
  readonly cells: readonly TableCell[];
}

/** What the cells of a row say. */
export function textsOf({ cells }: TableRow): readonly string[] {
  return cells.map(({ text }) => text);
}

/** Whether something stands in a row. */
export function isFilled({ cells }: TableRow): boolean {
  return cells.some((cell) => !isBlank(cell));
}

/** What is wrong with single cells of a row. */
export function problemsIn({ cells }: TableRow): readonly Problem[] {
  return cells.flatMap(({ place, problem }) => (problem === undefined ? [] : [{ place, text: problem }]));
}

/**
 * The columns and people of a table. A row with a cell that cannot be read is a problem and declares nobody.
 * @param rows those below the header in which something stands
 * @param judge what a row is if no person's
 */
export function readTable(
  header: TableRow,
  rows: readonly TableRow[],
  judge: (row: TableRow) => OtherRow | undefined,
): Sheet {
  const columns = header.cells.map(({ text, place }): Column => ({ name: text.trim(), namePlace: place }));
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  const warnings: string[] = [];
  for (const row of rows) {
    const other = judge(row);
    const failed = problemsIn(row);
    if (other !== undefined && "problem" in other) problems.push({ place: row.place, text: other.problem });
    else if (other !== undefined) warnings.push(`${describePlace(row.place)} ${other.because} and declares nobody.`);
    else if (failed.length > 0) problems.push(...failed);
    else entries.push(entryOf(row, columns, header.place));
  }
  return { columns, entries, problems, warnings };
}

function entryOf({ place, cells }: TableRow, columns: readonly Column[], header: Place): Entry {
  // A cell beyond the header has a column without a name, which is refused later.
  const columnAt = (index: number): Column =>
    columns[index] ?? { name: "", namePlace: { ...header, column: index + 1 } };
  return {
    place,
    cells: cells.flatMap(({ text: _text, ...cell }, index) =>
      showsNothing(cell.raw) ? [] : [{ ...columnAt(index), ...cell }],
    ),
    blanks: columns.flatMap(({ name }, index) => {
      const { raw = "", place: at = { ...place, column: index + 1 } } = cells[index] ?? {};
      return showsNothing(raw) ? [{ name, place: at }] : [];
    }),
  };
}

function isBlank({ raw, problem }: TableCell): boolean {
  return problem === undefined && showsNothing(raw);
}
