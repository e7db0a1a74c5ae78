import type { FieldSpec } from "../../../../provider/model/field";
import { CLEARED, NO_ITEM } from "../cell/cells";
import { type Raw } from "../entry";
import { errorWord } from "../cell/error-words";
import { inspectText } from "../cell/hygiene";
import { withoutMark } from "../cell/placeholders";
import type { Place } from "../problem";
import { unforced, withoutEdges } from "../cell/written";

/** What the cells of group and unit columns hold. */
export type ReferenceStyle = "ids" | "names";

/** Groups or units that a cell names, to be found before anybody is declared. */
export interface Reference {
  /** As written, one for each group or unit. */
  readonly texts: readonly string[];
  /** The field takes a list. */
  readonly many: boolean;
  readonly means: "groups" | "unit";
  readonly place: Place;
}

/** Whether a field holds ids of groups or units, for which a roster may write names. */
export function isReference({ means }: Pick<FieldSpec, "means">): boolean {
  return means === "groups" || means === "unit";
}

/**
 * Reads a cell of names: one, or several between `;` or `；` or on lines of their own, since a name may hold commas. An empty list clears the field.
 * @param many whether the field takes a list
 */
export function readNames(raw: Raw, many: boolean): readonly string[] | { readonly problem: string } {
  const written =
    typeof raw === "string" ? split(withoutEdges(unforced(raw)), many) : raw instanceof Map ? [raw] : [...raw];
  const texts: string[] = [];
  for (const one of written) {
    if (typeof one !== "string") return { problem: "takes names of groups or units." };
    const text = withoutMark(one.trim());
    if (text === "" || text === CLEARED) continue;
    const problem = errorWord(text) ?? inspectText(text);
    if (problem !== undefined) return { problem };
    if (!texts.includes(text)) texts.push(text);
  }
  const alone = typeof raw === "string" ? 1 : 0;
  if (texts.length === 0 && written.length > alone && !written.some((one) => one === CLEARED))
    return { problem: NO_ITEM };
  if (!many && texts.length > 1) return { problem: "takes one name." };
  return texts;
}

function split(cell: string, many: boolean): readonly string[] {
  return many ? cell.split(/[;；\r\n]/) : [cell];
}
