import { type CellObject, SSF } from "@e965/xlsx";
import type { Made } from "../../entry";

/** Spreadsheets keep this many digits of a number. */
const DIGITS = 15;

/**
 * A number as people mean it. `shown` is what its format displays. Zeros in front, dashes, brackets and signs that the format writes
 * around all digits count (`000123`, `138-0013-8001`, `50%`); digits that the format hides, rounds or groups (`1.38E+10`, `13,800`) come back.
 */
function numberText(value: number, shown: string): CellText {
  if (!Number.isFinite(value)) return { problem: "holds a number that cannot be read. Type it again." };
  const exact = Math.abs(value) < 10 ** DIGITS ? Number(value.toPrecision(DIGITS)) : value;
  if (lostDigits(exact))
    return {
      problem: `is a number of more than ${DIGITS} digits, and spreadsheets keep only ${DIGITS}. Format the cell as text and type it again.`,
    };
  return { text: displayed(exact, shown.trim()) ?? String(exact) };
}

/** What the format displays, when it shows the whole number and nothing but. */
function displayed(exact: number, shown: string): string | undefined {
  if (shown.includes("%")) return shown;
  if (/\d[eE][+-]?\d/.test(shown)) return undefined;
  if (!Number.isInteger(exact)) return Number(shown) === exact ? shown : undefined;
  const isWhole = exact >= 0 && !/\d[.,]\d/.test(shown) && shown.replace(/\D/g, "").includes(String(exact));
  return isWhole ? shown : undefined;
}

/** A whole number whose last digits became zeros when it was typed, or that no number can hold. */
function lostDigits(exact: number): boolean {
  if (Math.abs(exact) < 10 ** DIGITS) return false;
  return !Number.isSafeInteger(exact) || exact % 10 === 0;
}

const DAY = 24 * 60 * 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;
/** Excel counts 29 February 1900, which never was. */
const NO_DAY = 60;

/**
 * A date as rosters write it: `2027-03-31`, or `2027-03-31 18:00:00` when the value or its format has a time. Days count from 1900, or
 * from 1904 in workbooks that say so; a time without a day is `18:00:00`.
 */
function dateText(serial: number, format: string, from1904: boolean): CellText {
  const seconds = Math.round(serial * DAY);
  const day = Math.floor(seconds / DAY) + (from1904 ? 1462 : 0);
  const time = clock(seconds % DAY);
  if (!Number.isFinite(serial) || serial < 0 || day > LAST_DAY || day === NO_DAY)
    return { problem: "holds a date that does not exist. Type it again." };
  if (day === 0) return { text: time };
  const date = new Date(Date.UTC(1899, 11, day < NO_DAY ? 31 : 30) + day * DAY * 1000).toISOString().slice(0, 10);
  return { text: seconds % DAY === 0 && !showsTime(format) ? date : `${date} ${time}` };
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function showsTime(format: string): boolean {
  return /[hs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ""));
}

/** What a cell says, as text; dates and the zeros of formulas are marked, since something else may be meant. */
export type CellText = { readonly text: string; readonly made?: Made } | { readonly problem: string };

const isDateFormat: (format: string) => boolean = SSF.is_date;

/** A typed cell as a person would have written it into a CSV. Formulas say what they gave when the workbook was saved. */
export function cellText(cell: CellObject | undefined, from1904: boolean): CellText {
  if (cell === undefined) return { text: "" };
  switch (cell.t) {
    case "s":
      return { text: dressed(String(cell.v ?? ""), shownBy(cell).trim()) };
    case "b":
      if (cell.v === true) return { text: "true" };
      // What IF comes to where nothing else is said.
      return { text: "false", ...(isFormula(cell) && { made: "nothing" }) };
    case "n":
      // Spreadsheets show so what a formula found in an empty cell, and programs write it for a formula that they cannot compute.
      if (isFormula(cell) && cell.v === 0) return { text: "0", made: "nothing" };
      return fromNumber(Number(cell.v), String(cell.z ?? "General"), shownBy(cell), from1904);
    case "e":
      return {
        problem: `holds the error ${cell.w ?? "of a formula"}, not a value. Correct the formula, or type the value.`,
      };
    case "z":
      return cell.f === undefined
        ? { text: "" }
        : {
            problem:
              "is a formula whose result the workbook does not hold. Open it in a spreadsheet program and save it, or type the value.",
          };
    case "d":
      return { problem: "holds a date in a form that cannot be read. Format the cell as text and type it again." };
  }
}

/** A formula of many cells stands in the first of them alone; the others name its range. */
function isFormula({ f, F }: CellObject): boolean {
  return (f ?? F) !== undefined;
}

function fromNumber(value: number, format: string, shown: string, from1904: boolean): CellText {
  if (!isDateFormat(format)) return numberText(value, shown);
  if (/\[(h+|m+|s+)\]/i.test(format)) return { text: shown };
  const date = dateText(value, format, from1904);
  return "text" in date ? { ...date, made: "date" } : date;
}

/** The language of a format (`[$-409]000000`), in which the reader of workbooks sees the sign of a currency, and what fills a cell (`*-0`); in quotes it is neither. */
const UNREAD = /(\\.|"[^"]*")|\[\$-[^\]]*\]|\*./g;

/** What a cell shows by its format. */
function shownBy({ v, w, z }: CellObject): string {
  const format = String(z ?? "General");
  const plain = format.replace(UNREAD, "$1");
  if (plain === format) return w ?? "";
  try {
    return String(SSF.format(plain, v));
  } catch {
    // The reader fails at a star in quotes, and tells by `w` then what it makes of the value without a format.
    return w ?? "";
  }
}

/** A text with what its format shows before or behind it: `li` of the format `@"@pier.example"` is an address. */
function dressed(text: string, shown: string): string {
  const bare = text.trim();
  return bare !== "" && shown !== bare && shown.includes(bare) ? shown : text;
}
