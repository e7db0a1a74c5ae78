import { kept } from "../../../../provider/model/kept";
import type { Kind } from "../../../../provider/model/kind";
import { suggest } from "../../../../provider/model/suggest";
import type { Column, ColumnTest, Sheet } from "../entry";
import { fold } from "../cell/cells";
import { headerName, isColumn, isIgnoredColumn } from "./headers";
import { visible } from "../cell/hygiene";
import { rosterError } from "../problem";

/** What the columns of another system's file mean, by the name the file gives them: a field or alias, or `null` for a column that is not ours. */
export type ColumnMap = Readonly<Record<string, string | null>>;

/** What a column is called from here on; `null` when the roster leaves it out. */
type Renamed = Pick<Column, "name" | "written"> | null;

/**
 * The sheet with the names that the roster's `columns` give, and without the columns that they leave out. Decorations of names do not count.
 * @throws RollcallError `ERR_ROSTER` when a column is given neither a field nor null, or one that is to stand for a field is not in the header. One that is left out need not be there.
 */
export function nameColumns(sheet: Sheet, columns: ColumnMap, file: string): Sheet {
  checkMeanings(columns);
  const rename = renamer(columns);
  checkPresence(sheet, columns, file);
  return {
    ...sheet,
    columns: sheet.columns.flatMap((column) => renamed(column, rename)),
    entries: sheet.entries.map(({ place, cells, blanks }) => ({
      place,
      cells: cells.flatMap((cell) => renamed(cell, rename)),
      ...(blanks !== undefined && { blanks: blanks.flatMap((blank) => renamed(blank, rename)) }),
    })),
  };
}

function renamed<Named extends { readonly name: string }>(
  one: Named,
  rename: (written: string) => Renamed,
): readonly (Named & Pick<Column, "written">)[] {
  const known = rename(one.name);
  if (known === null) return [];
  return [known.name === one.name && known.written === undefined ? one : { ...one, ...known }];
}

/** A name as it stands goes before one that is equal but for case and decorations. Every cell asks, so answers are kept. */
function renamer(columns: ColumnMap): (written: string) => Renamed {
  const exact = new Map(Object.entries(columns));
  const loose = new Map(Object.entries(columns).map(([name, meaning]) => [looseName(name), meaning]));
  const answers = new Map<string, Renamed>();
  return (written) =>
    kept(answers, written, () => {
      const meaning = exact.has(written) ? exact.get(written) : loose.get(looseName(written));
      if (meaning === undefined) return { name: headerName(written) };
      return meaning === null ? null : { name: meaning, written };
    });
}

/** Tells names of columns from other texts: what the directories know, and what `columns` names. */
export function columnTest(columns: ColumnMap, directories: readonly Kind[]): ColumnTest {
  const named = new Set(Object.keys(columns).map(looseName));
  return (name) => named.has(looseName(name)) || isColumn(headerName(name), directories);
}

/** Tells the columns of {@link columnTest} of which a roster takes something from those that it leaves out: `null` in `columns`, or `x-`. */
export function readTest(columns: ColumnMap, directories: readonly Kind[]): (name: string) => boolean {
  const rename = renamer(columns);
  const isKnown = columnTest(columns, directories);
  return (name) => {
    const known = rename(name);
    return known !== null && !isIgnoredColumn(known.name) && isKnown(name);
  };
}

function looseName(written: string): string {
  return fold(headerName(written));
}

/** Programs in JavaScript may hand over anything. */
function checkMeanings(columns: ColumnMap): void {
  const wrong = Object.entries<unknown>(columns).find(
    ([, meaning]) => meaning !== null && (typeof meaning !== "string" || meaning.trim() === ""),
  );
  if (wrong === undefined) return;
  const name = JSON.stringify(visible(wrong[0]));
  throw rosterError(
    `columns: ${name} names neither a field nor null.`,
    `Write { ${name}: "email" }, or { ${name}: null } for a column that is not ours.`,
  );
}

function checkPresence(sheet: Sheet, columns: ColumnMap, file: string): void {
  if (sheet.columns.length === 0) return;
  const names = sheet.columns.map(({ name }) => headerName(name)).filter((name) => name !== "");
  const there = new Set(names.map(fold));
  const absent = Object.entries(columns)
    .filter(([name, meaning]) => meaning !== null && !there.has(looseName(name)))
    .map(([name]) => name);
  const [first] = absent;
  if (first === undefined) return;
  const near = absent.length === 1 ? suggest(headerName(first), names) : undefined;
  const line = sheet.columns[0]?.namePlace.line ?? 1;
  throw rosterError(
    `columns: ${absent.map((name) => JSON.stringify(visible(name))).join(", ")} ${absent.length === 1 ? "is not a column" : "are not columns"} of ${file}, whose header is line ${line}: ${names.map(visible).join(", ")}.`,
    near === undefined
      ? "Write the names as the file has them, or say in headerLine which line holds them."
      : `Did you mean ${JSON.stringify(visible(near))}?`,
  );
}
