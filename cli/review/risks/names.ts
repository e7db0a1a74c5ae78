import { keyText } from "../../report/field-values";
import { joinTexts, say, type Text } from "../../report/text";
import { keyOf } from "../keys";
import type { Movement } from "../movement";

/** A flag names so many people; the sections below it name all. */
const SHOWN = 10;

/** `1 person`, `3 people`: the subject of a sentence that holds for one and for many (`would`, `will`). */
export function people(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}

/** Keys in a row, and how many more there are. */
export function names(movements: readonly Movement[]): Text {
  const shown = movements.slice(0, SHOWN).map((movement) => keyText(movement.kind, keyOf(movement)));
  const row = joinTexts(shown, ", ");
  return movements.length <= SHOWN ? row : say`${row} and ${movements.length - SHOWN} more`;
}
