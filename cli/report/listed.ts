import { joinTexts, say, type Text } from "./text";

/** A sentence names so many; the sections below it name all. */
const SHOWN = 10;

/** Texts in a row, and how many more there are: `alice, bob and 3 more`. */
export function listed(texts: readonly Text[], separator = ", "): Text {
  const row = joinTexts(texts.slice(0, SHOWN), separator);
  return texts.length <= SHOWN ? row : say`${row} and ${texts.length - SHOWN} more`;
}
