import { SSF } from "@e965/xlsx";
import type { CellObject } from "@e965/xlsx";
import { dateText } from "./date-text";
import { numberText } from "./number-text";

/** What a cell says, as text; a date is marked, since a name or a number may have been turned into one. */
export type CellText = { readonly text: string; readonly isDate?: true } | { readonly problem: string };

const isDateFormat: (format: string) => boolean = SSF.is_date;

/** A typed cell as a person would have written it into a CSV. Formulas say what they gave when the workbook was saved. */
export function cellText(cell: CellObject | undefined, from1904: boolean): CellText {
  if (cell === undefined) return { text: "" };
  switch (cell.t) {
    case "s":
      return { text: String(cell.v ?? "") };
    case "b":
      return { text: cell.v === true ? "true" : "false" };
    case "n":
      return fromNumber(Number(cell.v), String(cell.z ?? "General"), cell.w ?? "", from1904);
    case "e":
      return { problem: `holds the error ${cell.w ?? "of a formula"}, not a value. Correct the formula, or type the value.` };
    case "z":
      return cell.f === undefined ? { text: "" } : { problem: "is a formula whose result the workbook does not hold. Open it in a spreadsheet program and save it, or type the value." };
    case "d":
      return { problem: "holds a date in a form that cannot be read. Format the cell as text and type it again." };
  }
}

function fromNumber(value: number, format: string, shown: string, from1904: boolean): CellText {
  if (!isDateFormat(format)) return numberText(value, shown);
  if (/\[(h+|m+|s+)\]/i.test(format)) return { text: shown };
  const date = dateText(value, format, from1904);
  return "text" in date ? { ...date, isDate: true } : date;
}
