import type { Entry } from "../entry";
import { describePlace, warningAt } from "../problem";

/**
 * A warning of empty texts in a list of which everybody has the same fields, as programs write it that make JSON or YAML of a table: the
 * table's empty cells left their fields alone, and the empty texts clear them.
 */
export function warnOfEmptyTexts(entries: readonly Entry[]): readonly string[] {
  const fields = ({ cells }: Entry): string => cells.map(({ name }) => name).join("\n");
  const isList = entries.length > 1 && entries.every(({ blanks }) => blanks === undefined);
  const empty = entries.flatMap(({ cells }) => cells.filter(({ raw }) => raw === ""));
  if (!isList || empty.length < 2 || new Set(entries.map(fields)).size > 1) return [];
  return warningAt(
    empty.map(({ place, name }) => `${describePlace(place)} (${name})`),
    '"" clears a field, while the empty cell of a table, from which the list seems to be made, leaves it alone. Leave out what is to stay as it is, or write null.',
  );
}
