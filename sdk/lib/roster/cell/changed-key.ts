import { sheetTruth } from "./truth";

/** A number as spreadsheets show it with marks between its thousands: `2,096,858`, `2.096.858`, `2'096'858`, `2 096 858`. */
const THOUSANDS = /^\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*$/u;

/** A question mark before or between letters and digits, or several: there were characters that an encoding does not have. */
const LOST = /\?\s*[\p{L}\p{N}]|\?{2,}/u;

/** Words for `FALSE` that families are called too. */
const SURNAMES = /^(?:faux|fals|hamis)$/i;

/** What a text is that a spreadsheet shows where a formula finds nothing; `undefined` for every other text. */
export function emptyResult(text: string): string | undefined {
  if (text === "0") return "which a spreadsheet shows where a formula finds an empty cell";
  const isFalse = sheetTruth(text) === false && text === text.toUpperCase() && !SURNAMES.test(text);
  return isFalse ? "which a spreadsheet shows where a formula has no other result" : undefined;
}

/** Quotes that a program has made of those around a cell. */
export const QUOTED = /^[“„«「].*[”“»」]$/su;

/** Whether a whole text stands in typographic quotes, which an editor makes of those around a cell. */
export function isInQuotes(text: string): boolean {
  return QUOTED.test(text.trim());
}

/** Why an id or a list of ids may be another number; a sentence without subject, `undefined` where it is none. */
export function thousandsProblem(text: string): string | undefined {
  return THOUSANDS.test(text.trim())
    ? `is ${JSON.stringify(text.trim())}, as spreadsheets show a number with marks between its thousands. Write the digits alone; write ; between several ids.`
    : undefined;
}

/**
 * Why a natural key is not taken as written: a program has put something into it or lost something of it, so that the account of the
 * real key would be deleted and another created. A sentence without subject; `undefined` where nothing looks so.
 */
export function changedKeyProblem(key: string): string | undefined {
  const because = THOUSANDS.test(key)
    ? "a number with marks between its thousands, as a spreadsheet shows it"
    : LOST.test(key)
      ? "which has question marks where a program has lost characters"
      : emptyResult(key);
  return because === undefined
    ? undefined
    : `is ${JSON.stringify(key)}, ${because}. Write the key itself; if it is really that, write '${key}.`;
}
