/**
 * Dates as spreadsheets show what they took for one: `may2`, `2-may` and `dec1` become `2-May` and `1-Dec`, in the language of the
 * program. Capitals and points count, since people write keys otherwise.
 */
const SHOWN_DATES: readonly RegExp[] = [
  /^\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:-(?:\d{2}|\d{4}))?$/,
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(?:\d{2}|\d{4})$/,
  /^(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?$/,
  /^(?:\d{4}년 ?)?\d{1,2}월(?: ?\d{1,2}일)?$/,
  /^\d{1,2}\. ?(?:Jan|Jän|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\.?$/,
  /^(?:Jan|Jän|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\.? \d{2}$/,
  /^\d{1,2}-(?:janv|févr|avr|juil|sept|déc)\.?$/,
  /^(?:\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})$/,
  // Where dates are written with dashes, and with two digits for the year; a midnight is what data tools add.
  /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?$/,
  /^(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|[12]\d|3[01])-(?:19|20)\d{2}$/,
  /^(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])[/.]\d{2}$/,
  /^(?:19|20)\d{2}\. ?\d{1,2}\. ?\d{1,2}\.$/,
];

/** Whether a text is a date as a spreadsheet shows it. */
export function isShownDate(text: string): boolean {
  return SHOWN_DATES.some((date) => date.test(text));
}

/**
 * Why a natural key is not taken as written: it is what a spreadsheet shows of a date that it made of the key, so that the account of
 * the real key would be deleted and another created. A sentence without subject; `undefined` where the key is none. Who means it
 * writes the mark by which a spreadsheet keeps a text.
 */
export function datedKeyProblem(key: string): string | undefined {
  if (!isShownDate(key)) return undefined;
  return `is ${JSON.stringify(key)}, a date as a spreadsheet shows it, which it makes of keys such as may2. Format the column as text and type the key again; if the key is really that, write '${key}.`;
}
