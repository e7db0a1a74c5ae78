import type { Cell, Column, Entry, Sheet } from "../../entry";
import { TITLE_LINES, titleProblem } from "../header-line";
import { describePlace, type Place, type Problem } from "../../problem";
import { cellText, type CellText } from "./cell-text";
import type { Grid } from "./choose-sheet";
import { judgeCells, type Row } from "../rows";
import { showsNothing } from "../../cell/written";
import type { CellAddress, CellObject, Range } from "@e965/xlsx";

/**
 * Merged cells from the header down: the file holds their value once, though people read it in each of them, so nobody can tell whose it
 * is. Programs also leave values in cells that another one covers, where nobody sees them. Titles and instructions above the header may be merged.
 * @param header row of the header, from 0
 */
function findMerged(
  merges: readonly Range[],
  header: number,
  isFilled: (from: CellAddress, to: CellAddress) => boolean,
  at: (row: number, column: number) => Place,
): readonly Problem[] {
  return merges
    .filter(({ s, e }) => e.r >= header && isFilled(s, e))
    .map(({ s, e }) => ({
      place: at(s.r, s.c),
      text: `is merged with the cells up to ${describePlace(at(e.r, e.c)).split("!").at(-1) ?? ""}. ${s.r <= header ? "If it is a title, say in headerLine which row names the columns; else unmerge it." : "Unmerge them, and write the value into each row that it is meant for."}`,
    }));
}

/** Where a grid comes from and how it is read. */
export interface GridContext {
  readonly file: string;
  /** Name of the sheet. */
  readonly name: string;
  /** Row of the header, from 0. */
  readonly header: number;
  readonly from1904: boolean;
  readonly merges: readonly Range[];
  /** Whether some directory knows a column of that name. */
  readonly isColumn: (name: string) => boolean;
}

/** The people of a grid. */
export interface ReadGrid {
  readonly sheet: Sheet;
  /** Rows, from 0, in which something stands below the header. */
  readonly rows: readonly number[];
}

/** Reads the header and every row below it in which something stands. A row with a cell that cannot be read is a problem and declares nobody. */
export function readGrid(grid: Grid, context: GridContext): ReadGrid {
  return new GridReader(grid, context).read();
}

class GridReader {
  private readonly problems: Problem[] = [];
  private readonly columns: Column[] = [];
  private readonly warnings: string[] = [];

  constructor(
    private readonly grid: Grid,
    private readonly context: GridContext,
  ) {}

  read(): ReadGrid {
    const { header, merges } = this.context;
    this.readHeader();
    const names = this.columns.map(({ name }) => name);
    const title = this.title(names);
    if (title !== undefined) return { sheet: { columns: [], entries: [], problems: [title] }, rows: [] };
    const entries: Entry[] = [];
    const rows: number[] = [];
    for (let row = header + 1; row < this.grid.length; row++) {
      const cells = Array.from(this.grid[row] ?? [], (cell, column) => ({ column, said: this.say(cell) }));
      if (cells.every(({ said }) => isBlank(said))) continue;
      rows.push(row);
      const other = judgeCells(
        cells.map(({ said }) => ("text" in said ? said.text : "")),
        names,
        this.context.isColumn,
      );
      if (other !== undefined) this.setAside(row, other);
      const entry = other === undefined ? this.entry(row, cells) : undefined;
      if (entry !== undefined) entries.push(entry);
    }
    const isFilled = (from: CellAddress, to: CellAddress): boolean =>
      this.grid
        .slice(from.r, to.r + 1)
        .some((cells) => cells?.slice(from.c, to.c + 1).some((cell) => !isBlank(this.say(cell))) === true);
    this.problems.push(...findMerged(merges, header, isFilled, (row, column) => this.at(row, column)));
    return {
      sheet: {
        columns: this.columns.filter(({ name }) => name !== ""),
        entries,
        problems: this.problems,
        warnings: this.warnings,
      },
      rows,
    };
  }

  private title(names: readonly string[]): Problem | undefined {
    const { header, isColumn } = this.context;
    // An empty row is a gap in the grid, which map would leave out.
    const below = Array.from(this.grid.slice(header + 1, header + 1 + TITLE_LINES), (cells, index) => ({
      line: header + index + 2,
      cells: Array.from(cells ?? [], (cell) => this.textOf(cell)),
    }));
    const text = titleProblem(names, below, isColumn, "row");
    return text === undefined ? undefined : { place: this.at(header), text };
  }

  /** A row that is no person's. */
  private setAside(row: number, other: Row): void {
    if ("problem" in other) this.problems.push({ place: this.at(row), text: other.problem });
    else if (other.width === "nobody")
      this.warnings.push(`${describePlace(this.at(row))} ${other.because} and declares nobody.`);
  }

  private readHeader(): void {
    const { header } = this.context;
    for (const [column, cell] of (this.grid[header] ?? []).entries()) {
      const said = this.say(cell);
      if ("problem" in said) this.problems.push({ place: this.at(header, column), text: said.problem });
      this.columns[column] = { name: "text" in said ? said.text.trim() : "", namePlace: this.at(header, column) };
    }
  }

  private entry(
    row: number,
    written: readonly { readonly column: number; readonly said: CellText }[],
  ): Entry | undefined {
    const cells: Cell[] = [];
    const problems: Problem[] = [];
    for (const { column, said } of written) {
      const place = this.at(row, column);
      if ("problem" in said) problems.push({ place, text: said.problem });
      else if (!isBlank(said))
        cells.push({ ...this.columnAt(column), raw: said.text, place, ...(said.made && { made: said.made }) });
    }
    this.problems.push(...problems);
    if (problems.length > 0) return undefined;
    const filled = new Set(cells.map(({ place }) => place.column));
    const blanks = this.columns.flatMap(({ name }, column) =>
      name === "" || filled.has(column + 1) ? [] : [{ name, place: this.at(row, column) }],
    );
    return { place: this.at(row), cells, blanks };
  }

  /** A cell beyond the header, or below an empty cell of it, has a column without a name, which is refused later. */
  private columnAt(column: number): Column {
    return this.columns[column] ?? { name: "", namePlace: this.at(this.context.header, column) };
  }

  private textOf(cell: CellObject | undefined): string {
    const said = this.say(cell);
    return "text" in said ? said.text : "";
  }

  private say(cell: CellObject | undefined): CellText {
    return cellText(cell, this.context.from1904);
  }

  private at(row: number, column?: number): Place {
    const { file, name } = this.context;
    return { file, sheet: name, line: row + 1, ...(column !== undefined && { column: column + 1 }) };
  }
}

function isBlank(said: CellText): boolean {
  return "text" in said && showsNothing(said.text);
}
