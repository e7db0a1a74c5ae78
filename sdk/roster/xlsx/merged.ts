import type { Range } from "@e965/xlsx";
import { describePlace } from "../problem";
import type { Place, Problem } from "../problem";

/**
 * Merged cells from the header down: the file holds their value once, though people read it in each of them, so nobody can tell whose it
 * is. Titles and instructions above the header may be merged.
 * @param header row of the header, from 0
 */
export function findMerged(merges: readonly Range[], header: number, isFilled: (row: number, column: number) => boolean, at: (row: number, column: number) => Place): readonly Problem[] {
  return merges
    .filter(({ s, e }) => e.r >= header && isFilled(s.r, s.c))
    .map(({ s, e }) => ({
      place: at(s.r, s.c),
      text: `is merged with the cells up to ${describePlace(at(e.r, e.c)).split("!").at(-1) ?? ""}. ${s.r <= header ? "If it is a title, say in headerLine which row names the columns; else unmerge it." : "Unmerge them, and write the value into each row that it is meant for."}`,
    }));
}
