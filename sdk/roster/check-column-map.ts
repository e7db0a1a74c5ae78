import type { Directory } from "../../provider/directory";
import type { ColumnMap } from "./columns";
import { isDirectoryColumn, isIgnoredColumn, resolveColumn, unknownColumn } from "./headers";
import { visible } from "./hygiene";
import type { Problem } from "./problem";
import { saysOpposite } from "./status";

/** What is wrong with the roster's `columns`: meanings that no directory of the roster has, or that turn a column's sense around. */
export function checkColumnMap(columns: ColumnMap, used: readonly Directory[]): readonly Problem[] {
  return Object.entries(columns).flatMap(([column, meaning]): readonly Problem[] => {
    if (meaning === null) return [];
    const text = problemOf(column, meaning, used);
    return text === undefined ? [] : [{ text: `columns: ${text}` }];
  });
}

function problemOf(column: string, meaning: string, used: readonly Directory[]): string | undefined {
  const name = JSON.stringify(visible(column));
  if (used.length === 0 || isDirectoryColumn(meaning) || isIgnoredColumn(meaning)) return undefined;
  const targets = used.flatMap((directory) => resolveColumn(meaning, directory) ?? []);
  if (targets.length === 0) return `${name} is given ${JSON.stringify(visible(meaning))}, but ${unknownColumn(visible(meaning), used)}`;
  const opposite = targets.find((target) => saysOpposite(column, target.isOpposite ? "status" : target.field));
  if (opposite === undefined) return undefined;
  return `${name} says the opposite of ${visible(meaning)} by its name, so that everybody would be turned on who is off. Leave it out with { ${name}: null }, and write the column ${visible(meaning)} as it is meant.`;
}
