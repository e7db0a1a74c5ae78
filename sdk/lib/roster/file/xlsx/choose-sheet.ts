import type { CellObject, WorkBook } from "@e965/xlsx";
import { suggest } from "../../../../../provider/model/suggest";
import { visible } from "../../cell/hygiene";
import { rosterError } from "../../problem";
import { damaged } from "./archive";

/** The rows of a sheet, each by column, both from 0; rows and cells without content are missing. */
export type Grid = readonly (readonly (CellObject | undefined)[] | undefined)[];

/**
 * The sheet of that name; without a name the first that is not hidden.
 * @returns as `passedOver` sheets that hold something and are not read, though nobody chose among them
 * @throws RollcallError `ERR_ROSTER` when the workbook has none.
 */
export function chooseSheet(
  workbook: WorkBook,
  wanted: string | undefined,
  file: string,
): { readonly name: string; readonly passedOver: readonly string[] } {
  const tables = workbook.SheetNames.filter((name) => gridOf(workbook, name) !== undefined);
  if (wanted !== undefined) {
    const name =
      tables.find((candidate) => candidate === wanted) ??
      tables.find((candidate) => candidate.toLowerCase() === wanted.trim().toLowerCase());
    if (name !== undefined) return { name, passedOver: [] };
    const near = suggest(wanted, tables);
    throw rosterError(
      `${file} has no sheet ${JSON.stringify(visible(wanted))}. It has ${tables.map((table) => JSON.stringify(visible(table))).join(", ")}.`,
      near === undefined ? "Correct sheet." : `Did you mean ${JSON.stringify(visible(near))}?`,
    );
  }
  const shown = tables.filter((name) => !isHidden(workbook, name));
  const [name, ...others] = shown.length > 0 ? shown : tables;
  if (name === undefined) throw damaged(file);
  return {
    name,
    passedOver: others.filter((other) => gridOf(workbook, other)?.some((row) => row?.some(isFilled)) === true),
  };
}

/** The cells of a sheet; `undefined` when it is a chart or a dialog. */
export function gridOf(workbook: WorkBook, name: string): Grid | undefined {
  const sheet = Object.hasOwn(workbook.Sheets, name) ? workbook.Sheets[name] : undefined;
  return sheet === undefined || (sheet["!type"] !== undefined && sheet["!type"] !== "sheet")
    ? undefined
    : (sheet["!data"] ?? []);
}

function isHidden({ Workbook, SheetNames }: WorkBook, name: string): boolean {
  return (Workbook?.Sheets?.[SheetNames.indexOf(name)]?.Hidden ?? 0) !== 0;
}

function isFilled(cell: CellObject | undefined): boolean {
  return cell !== undefined && cell.t !== "z" && String(cell.v ?? "").trim() !== "";
}
