import type { Kind } from "../../../../provider/model/kind";
import type { Cell, Entry } from "../entry";
import { isColumnOfRoster, resolveColumn } from "../columns/headers";
import { visible } from "../cell/hygiene";
import { describePlace, warningAt } from "../problem";

/** A row and the directories of its person. */
export interface ChosenRow {
  readonly entry: Entry;
  readonly shared: readonly Kind[];
}

/**
 * A warning of rows that hold a key and nothing else that a person has, where most rows of the table hold more: `Design` above the designers,
 * `Sales,4` of another table further down. Where the directory takes any key, they are accounts.
 */
export function warnOfLoneRows(rows: readonly ChosenRow[]): readonly string[] {
  const lone = rows.flatMap((row) => loneKey(row) ?? []);
  if (lone.length * 2 > rows.length) return [];
  return warningAt(
    lone.map(({ place, raw }) => `${describePlace(place)} (${visible(String(raw))})`),
    "nothing but a key stands in the row, and it counts as a person. Delete what is a heading or another table; a word in a column for names or notes says that somebody is meant.",
  );
}

/** The key of a row with nothing of a person beside it; rows of YAML and JSON say themselves that they are people. */
function loneKey({ entry, shared }: ChosenRow): Cell | undefined {
  if (entry.blanks === undefined) return undefined;
  const key = entry.cells.find(({ name }) => shared.some((kind) => isKey(name, kind)));
  const isLone = entry.cells.every((cell) => cell === key || isColumnOfRoster(cell.name) || saysNothing(cell, shared));
  return isLone ? key : undefined;
}

function isKey(name: string, kind: Kind): boolean {
  return resolveColumn(name, kind)?.field === kind.naturalKey;
}

/** Whether a cell is no word in a name or a note. A telephone number and an id have no letters, and are somebody's all the same. */
function saysNothing({ name, raw }: Cell, shared: readonly Kind[]): boolean {
  const isText = shared.every((kind) => {
    const means = kind.fields[resolveColumn(name, kind)?.field ?? ""]?.means;
    return means === undefined || means === "name" || means === "note";
  });
  return isText && !/\p{L}/u.test(String(raw));
}
