import type { Place, Problem } from "./problem";

/** A value as written, before its field gives it a type: CSV knows only texts, YAML also lists and maps. */
export type Raw = string | readonly Raw[] | RawMap;

/** A map as written. A `Map`, so that no key (`__proto__`) means anything to JavaScript. */
export type RawMap = ReadonlyMap<string, Raw>;

export function isRawMap(raw: Raw): raw is RawMap {
  return raw instanceof Map;
}

/** What a workbook has made of a cell, whatever was meant: a date, or the `0` or `FALSE` of a formula that found nothing or that nobody computed. */
export type Made = "date" | "nothing";

/** One value of one person. */
export interface Cell {
  /** Column or key as written. */
  readonly name: string;
  /** Where the name stands: the header of a CSV or workbook, the key in YAML. */
  readonly namePlace: Place;
  readonly raw: Raw;
  readonly place: Place;
  readonly made?: Made;
}

/** The head of a column. */
export interface Column extends Pick<Cell, "name" | "namePlace"> {
  /** What the file calls it, where the roster's `columns` give it another name. */
  readonly written?: string;
}

/** One person as written. */
export interface Entry {
  readonly place: Place;
  /** Only cells with something in them. */
  readonly cells: readonly Cell[];
  /** The empty cells of a row, so that what is missing has a place. */
  readonly blanks?: readonly Pick<Cell, "name" | "place">[];
}

/** A roster file as written. */
export interface Sheet {
  /** Columns of a CSV or workbook; empty for YAML, where each person names its own. */
  readonly columns: readonly Column[];
  readonly entries: readonly Entry[];
  readonly problems: readonly Problem[];
  /** Sentences worth telling although the sheet can be used, such as lines that declare nobody, each named. */
  readonly warnings: readonly string[];
}

/** A sheet of nobody, of which only this is to be told. */
export function refusedSheet(...problems: readonly Problem[]): Sheet {
  return { columns: [], entries: [], problems, warnings: [] };
}

/** Whether some directory knows a column or field of that name. */
export type ColumnTest = (name: string) => boolean;
