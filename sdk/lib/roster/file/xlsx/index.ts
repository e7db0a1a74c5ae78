import { type CellObject, read, type WorkBook } from "@e965/xlsx";
import { shortRow } from "../../../../../provider/model/error";
import { rosterError } from "../../problem";
import { tooShort } from "../header-line";
import type { ColumnTest, Sheet } from "../../entry";
import { visible } from "../../cell/hygiene";
import { checkArchive, damaged } from "./archive";
import { chooseSheet, type Grid, gridOf } from "./choose-sheet";
import { readGrid } from "./read-grid";

/** Which part of a workbook is the roster; see `RosterSource`. */
export interface WorkbookPart {
  readonly sheet: string | undefined;
  readonly headerLine: number | undefined;
  readonly isColumn: ColumnTest;
  /** Whether the roster takes anything from a column of that name. */
  readonly isRead: ColumnTest;
}

/**
 * Reads a sheet of an `.xlsx` workbook as a CSV would be read: a header row, then one person a row. Hidden rows and columns count like
 * others, since a filter hides people without removing them; the answer warns of them.
 * @throws RollcallError `ERR_ROSTER` when the file is no such workbook, has no such sheet, or the sheet ends above its header.
 */
export function parseWorkbook(
  bytes: Uint8Array,
  file: string,
  { sheet: wanted, headerLine, isColumn, isRead }: WorkbookPart,
): Sheet {
  checkArchive(bytes, file);
  const workbook = open(bytes, file);
  const { name, passedOver } = chooseSheet(workbook, wanted, file);
  const grid = gridOf(workbook, name) ?? [];
  const header = headerOf(grid, headerLine, file);
  const from1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const { sheet, rows } = readGrid(grid, {
    file,
    name,
    header,
    from1904,
    isColumn,
    merges: workbook.Sheets[name]?.["!merges"] ?? [],
  });
  const { "!rows": heights, "!cols": widths } = workbook.Sheets[name] ?? {};
  // Whoever drags a row or a column to nothing hides it as well.
  const hiddenRows = rows.filter((row) => heights?.[row]?.hidden === true || heights?.[row]?.hpt === 0);
  const hiddenColumns = sheet.columns.filter(({ name: column, namePlace }) => {
    const { hidden, width } = widths?.[(namePlace.column ?? 0) - 1] ?? {};
    return (hidden === true || width === 0) && isRead(column);
  });
  const own = JSON.stringify(name);
  const warn = (found: readonly string[], sentence: (shown: string) => string): readonly string[] =>
    found.length === 0 ? [] : [`${file}: ${sentence(shortRow(found))}`];
  return {
    ...withoutNobody(sheet, file, name),
    warnings: [
      ...warn(
        passedOver.map((other) => JSON.stringify(other)),
        (others) =>
          `only the first sheet, ${own}, is read; ${others} ${passedOver.length === 1 ? "is" : "are"} not. Say sheet: ${own} if that is meant.`,
      ),
      ...warn(
        hiddenRows.map((row) => String(row + 1)),
        (hidden) =>
          `hidden rows of ${own} are people like the others: ${hidden}. Delete the rows of people who are to go.`,
      ),
      ...warn(
        hiddenColumns.map((column) => JSON.stringify(visible(column.name))),
        (hidden) =>
          `hidden columns of ${own} are read as if they were shown: ${hidden}. Delete those that are not to count.`,
      ),
      ...sheet.warnings,
    ],
  };
}

function open(bytes: Uint8Array, file: string): WorkBook {
  try {
    // Styles bring the formats of numbers and which rows are hidden.
    return read(bytes, {
      type: "array",
      dense: true,
      cellNF: true,
      cellStyles: true,
      cellHTML: false,
      cellFormula: true,
      sheetStubs: true,
    });
  } catch (error) {
    throw damaged(file, error);
  }
}

function headerOf(grid: Grid, headerLine: number | undefined, file: string): number {
  const first = grid.findIndex((row) => row?.some(isWritten));
  if (headerLine === undefined || first === -1) return Math.max(first, 0);
  if (headerLine > grid.length) throw tooShort(file, headerLine, grid.length);
  if (grid[headerLine - 1]?.some(isWritten) !== true)
    throw rosterError(
      `row ${headerLine} of ${file}, which headerLine says names the columns, is empty.`,
      "Correct headerLine, counted from 1.",
    );
  return headerLine - 1;
}

function isWritten(cell: CellObject | undefined): boolean {
  return cell !== undefined && (cell.t === "e" || cell.f !== undefined || String(cell.v ?? "").trim() !== "");
}

function withoutNobody(sheet: Sheet, file: string, name: string): Sheet {
  if (sheet.columns.length > 0 || sheet.problems.length > 0) return sheet;
  const text = `the sheet ${JSON.stringify(name)} of ${file} is empty. Name the sheet of the people in sheet, or remove the roster from the program if nobody is left.`;
  return { ...sheet, problems: [{ text }] };
}
