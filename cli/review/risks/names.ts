import { keyText } from "../../report/field-values";
import { listed } from "../../report/listed";
import type { Text } from "../../report/text";
import { keyOf } from "../keys";
import type { Movement } from "../movement";

/** `1 person`, `3 people`: the subject of a sentence that holds for one and for many (`would`, `will`). */
export function people(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}

/** Keys in a row, and how many more there are. */
export function names(movements: readonly Movement[]): Text {
  return listed(movements.map((movement) => keyText(movement.kind, keyOf(movement))));
}
