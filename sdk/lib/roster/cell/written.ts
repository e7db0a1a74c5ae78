import { codePoint } from "./hygiene";
import { sheetTruth } from "./truth";
import { isShownDate } from "./dated-key";
import { brokenText, errorWord } from "./error-words";
import { isPlaceholder, placeholderProblem, spoiltProblem, withoutMark } from "./placeholders";

/** What a field is for, as far as the reading of a cell depends on it; `identifier` is a key, an id or an address. */
export type Purpose = "name" | "note" | "phone" | "identifier";

/** `="00123"`: how a program makes a spreadsheet keep a number as text. */
const FORCED = /^=\s*"((?:[^"]|"")*)"$/;

/** Digits, and what people put around and between them in numbers, dates, times, shares and prices. */
const COUNTED = /^[\s\d\uff10-\uff19.,'’()+\-/:%$€£¥￥年月日]*$/;

/** The letters of times and exponents, which are no words: `1:30 pm`, `2027-03-31T18:00`, `1E+5%`. */
const LETTERS = /(?<=\d)\s?[ap]m?$|(?<=\d)t(?=\d)|(?<=[\d.,])e(?=[+-]?\d)/i;

/** A number that a spreadsheet opens and saves as it stands: whole, without a zero in front, short enough to be shown with all its digits. */
const KEPT = /^(?:0|-?[1-9]\d{0,10})$/;

/** The begin of a month's name in the languages of spreadsheets, and digits before or behind it. */
const MONTH =
  /^(?=.*\d)(?:\d{1,4}[-./, ]*)?(?:jan|jän|feb|fév|mar|mär|mrz|apr|avr|abr|may|mai|maj|mei|mag|jun|jui|jul|aug|aoû|ago|sep|set|oct|okt|out|ott|nov|dec|dez|déc|dic|des|ene|gen|giu|lug)\p{L}{0,7}\.?(?:[-./, ]*\d{1,4}){0,2}$/iu;

/** What a spreadsheet runs as a formula, or takes for a broken one. A telephone number is none. */
const FORMULA = /^\s*(?:[=@]|[+-](?![\d ().-]*$))/;

/** A number as people write it, behind the mark that they type in a spreadsheet to keep it. */
const NUMBER = /^[+(]?\d[\d ()./+-]*$/;

/** What stands around a value without being part of it: spaces of any kind, marks of direction, byte order marks. */
const EDGE = /[\s\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;

/** A rounded number. The sign of the exponent is what spreadsheets write and people do not. */
const ROUNDED = /^[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}$/i;

/** A whole number that a program kept as a float. */
const FLOAT = /^\d+[.,]0+$/;

/** A cell as it is meant, or why it cannot be meant as written. */
export type Written = { readonly text: string } | { readonly problem: string };

/**
 * Reads what programs put around or in place of a value: forced text, invisible edges, error words, words for "nothing", rounded numbers. Not for
 * secrets, whose text is theirs letter by letter.
 */
export function readWritten(raw: string, purpose: Purpose): Written {
  const text = unforced(raw);
  const meant = withoutMark(text);
  if ((purpose === "name" || purpose === "note") && meant !== text) return { text: meant };
  // Behind the mark of a text it is no formula or number that a sheet shows, but what somebody is called.
  const isTyped = raw.trim().startsWith("'");
  if (isTyped && text !== raw && purpose === "identifier" && isOddKey(text)) return { text };
  const judged = isTyped ? text.replace(FORMULA, "") : text;
  const problem = writtenProblem(judged, purpose);
  return problem === undefined ? { text } : { problem };
}

/** The same judgement on one item of a list, or on the text of a typed cell. A sentence without subject. */
export function writtenProblem(text: string, purpose: Purpose): string | undefined {
  const failed =
    errorWord(text, purpose === "note") ?? (purpose === "note" ? undefined : brokenText(text, purpose === "name"));
  if (failed !== undefined || purpose === "note") return failed;
  const own = /\p{Co}/u.exec(text)?.[0];
  if (own !== undefined)
    return `holds a character of a font of its own (${codePoint(own)}), which other computers show as another or not at all. Type it again.`;
  const bare = text.trim();
  if (isRounded(bare))
    return "was turned into a rounded number by a spreadsheet, and its last digits are lost. Format the column as text and type the value again.";
  if (purpose === "identifier" && FLOAT.test(bare))
    return "was written as a number with decimals by a program. Write the digits alone, leading zeros included.";
  return (
    placeholderProblem(withoutMark(text), purpose === "name") ?? (purpose === "name" ? spoiltProblem(text) : undefined)
  );
}

/** Whether a key reads like nothing at all, or like a number that a program has written: `nan`, `null`, `1e-3`, `1.0`. */
export function isOddKey(key: string): boolean {
  const bare = key.trim();
  return isPlaceholder(bare) || isRounded(bare) || FLOAT.test(bare);
}

/** Whether a spreadsheet has made a rounded number of a text. */
export function isRounded(text: string): boolean {
  return ROUNDED.test(text.trim());
}

/** Whether a cell is a text that a program keeps from a spreadsheet's hands: `="00123"`. */
export function isForced(raw: string): boolean {
  return FORCED.test(raw.trim());
}

/** The text of a cell without what a program put around it. Spaces around a plain cell stay: a key is refused for them. */
export function unforced(raw: string): string {
  const bare = raw.trim();
  const forced = FORCED.exec(bare)?.[1];
  if (forced !== undefined) return forced.replace(/""/g, '"');
  return isMarked(bare) ? bare.slice(1) : raw;
}

/** The text for a cell that a spreadsheet opens and saves as it is: `'00123`, whose mark {@link unforced} takes off again. */
export function markedForSheets(text: string): string {
  return isConverted(text) || isMarked(text) ? `'${text}` : text;
}

/** `'00123`: the mark that makes a spreadsheet keep a number as text. A name may begin with an apostrophe, and keeps it. */
function isMarked(text: string): boolean {
  const rest = text.slice(1);
  return /^['’]/.test(text) && (isConverted(rest) || NUMBER.test(rest) || isMarked(rest));
}

/** Whether a spreadsheet turns a text into another number, a date or a truth value when it opens a CSV, or runs it. */
function isConverted(text: string): boolean {
  const isNumber = /[\d\uff10-\uff19]/.test(text) && COUNTED.test(text.replace(LETTERS, "")) && !KEPT.test(text);
  return isNumber || MONTH.test(text) || sheetTruth(text) !== undefined || FORMULA.test(text) || isShownDate(text);
}

/** Whether a cell shows nothing: it is empty, holds what nobody sees, or is the `=""` of a program that writes every text so. */
export function showsNothing(raw: string): boolean {
  return withoutEdges(unforced(raw)) === "";
}

/**
 * A value without the spaces and marks around it, none of which anybody sees. Letter by letter: a pattern for the end of a text takes
 * minutes where a cell holds a long run of spaces.
 */
export function withoutEdges(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && EDGE.test(text.charAt(from))) from++;
  while (to > from && EDGE.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
