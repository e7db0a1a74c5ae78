import { utils, write } from "@e965/xlsx";
import type { CellObject } from "@e965/xlsx";

/** Wide enough for an e-mail address, in characters. */
const MAX_WIDTH = 40;

/**
 * An `.xlsx` workbook with one sheet, `people`. Every cell is text and formatted as text, so that ids keep their zeros and telephone numbers all
 * their digits, in it and in what people type beside it; nothing in it runs as a formula.
 */
export function workbookBytes(table: readonly (readonly string[])[]): Uint8Array {
  const cells = table.map((row) => row.map((text): CellObject => ({ t: "s", v: escaped(text), z: "@" })));
  const sheet = utils.aoa_to_sheet(cells, { dense: true });
  const widths = (table[0] ?? []).map((_, column) =>
    Math.min(MAX_WIDTH, 2 + Math.max(...table.slice(0, 1000).map((row) => (row[column] ?? "").length))),
  );
  sheet["!cols"] = widths.map((wch) => ({ wch }));
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, "people");
  const written: ArrayBuffer = write(workbook, { type: "array", bookType: "xlsx", bookSST: true, compression: true });
  return new Uint8Array(written);
}

/** Workbooks take `_x0041_` for the character of that number (ECMA-376, ST_Xstring). */
function escaped(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}
