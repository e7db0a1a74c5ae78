import { extname } from "node:path";
import { rosterError } from "./problem";

/** How a roster is written. */
export type RosterFormat = "csv" | "yaml" | "xlsx";

const FORMATS: Readonly<Record<string, RosterFormat>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".txt": "csv",
  ".yaml": "yaml",
  ".yml": "yaml",
  ".json": "yaml",
  ".xlsx": "xlsx",
  ".xlsm": "xlsx",
};

/** Other programs' files for tables. */
const FOREIGN: Readonly<Record<string, string>> = {
  ".xls": "an Excel workbook of the old kind",
  ".xlsb": "a binary Excel workbook",
  ".xltx": "an Excel template",
  ".ods": "an OpenDocument spreadsheet",
  ".numbers": "a Numbers spreadsheet",
  ".et": "a WPS spreadsheet",
};

/**
 * The format that a file's extension says, whatever its case.
 * @throws RollcallError `ERR_ROSTER` when it says none that Rollcall reads.
 */
export function formatOf(file: string): RosterFormat {
  const extension = extname(file).toLowerCase();
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (format !== undefined) return format;
  const foreign = Object.hasOwn(FOREIGN, extension) ? FOREIGN[extension] : undefined;
  if (foreign !== undefined)
    throw rosterError(`${file} is ${foreign}.`, "Save it as an Excel workbook (.xlsx), or as CSV UTF-8.");
  throw rosterError(
    `${file} does not say how it is written.`,
    'Give it the extension .csv, .yaml or .xlsx, or pass format: "csv", "yaml" or "xlsx".',
  );
}
