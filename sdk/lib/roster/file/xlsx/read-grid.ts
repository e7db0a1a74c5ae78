import type { Range } from "@e965/xlsx";
import { type ColumnTest, refusedSheet, type Sheet } from "../../entry";
import { describePlace, type Place, type Problem } from "../../problem";
import { titleProblem } from "../header-line";
import { judgeCells } from "../rows";
import { isFilled, problemsIn, readTable, type TableRow, textsOf } from "../table";
import { cellText } from "./cell-text";
import type { Grid } from "./choose-sheet";

/** Where a grid comes from and how it is read. */
export interface GridContext {
  readonly file: string;
  /** Name of the sheet. */
  readonly name: string;
  /** Row of the header, from 0. */
  readonly header: number;
  readonly from1904: boolean;
  readonly merges: readonly Range[];
  readonly isColumn: ColumnTest;
}

/**
 * Reads the header and every row below it in which something stands.
 * @returns as `rows` which ones those are, from 0
 */
export function readGrid(
  grid: Grid,
  context: GridContext,
): { readonly sheet: Sheet; readonly rows: readonly number[] } {
  const { header: headerRow, isColumn } = context;
  const all = Array.from(grid, (_, row) => rowOf(grid, row, context));
  const [header, ...below] = all.slice(headerRow);
  if (header === undefined) return { sheet: refusedSheet(), rows: [] };
  const names = textsOf(header).map((name) => name.trim());
  const title = titleProblem(names, below, isColumn, "row");
  if (title !== undefined) return { sheet: refusedSheet({ place: header.place, text: title }), rows: [] };
  const filled = below.filter(isFilled);
  const sheet = readTable(header, filled, (row) => judgeCells(textsOf(row), names, isColumn));
  return {
    sheet: {
      ...sheet,
      columns: sheet.columns.filter(({ name }) => name !== ""),
      problems: [...problemsIn(header), ...sheet.problems, ...findMerged(all, context)],
    },
    rows: filled.map(({ place }) => place.line - 1),
  };
}

function rowOf(grid: Grid, row: number, context: GridContext): TableRow {
  return {
    place: placeOf(context, row),
    cells: Array.from(grid[row] ?? [], (cell, column) => {
      const said = cellText(cell, context.from1904);
      const place = placeOf(context, row, column);
      return "problem" in said
        ? { raw: "", text: "", place, problem: said.problem }
        : { ...said, raw: said.text, place };
    }),
  };
}

/**
 * Merged cells from the header down: the file holds their value once, though people read it in each of them, so nobody can tell whose it
 * is. Programs also leave values in cells that another one covers, where nobody sees them. Titles and instructions above the header may be merged.
 */
function findMerged(rows: readonly TableRow[], context: GridContext): readonly Problem[] {
  const { header, merges } = context;
  return merges
    .filter(({ s, e }) => {
      const covered = rows.slice(s.r, e.r + 1).map(({ place, cells }) => ({ place, cells: cells.slice(s.c, e.c + 1) }));
      return e.r >= header && covered.some(isFilled);
    })
    .map(({ s, e }) => ({
      place: placeOf(context, s.r, s.c),
      text: `is merged with the cells up to ${
        describePlace(placeOf(context, e.r, e.c))
          .split("!")
          .at(-1) ?? ""
      }. ${s.r <= header ? "If it is a title, say in headerLine which row names the columns; else unmerge it." : "Unmerge them, and write the value into each row that it is meant for."}`,
    }));
}

function placeOf({ file, name }: GridContext, row: number, column?: number): Place {
  return { file, sheet: name, line: row + 1, ...(column !== undefined && { column: column + 1 }) };
}
