import { extname } from "node:path";
import { rosterError } from "../problem";

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

/** What makes a roster of JSON Lines. */
export const ONE_LIST = "Put the objects into one list, [ … , … ], in a .json file (jq --slurp . does so).";

/** Other programs' files for tables. */
const FOREIGN: Readonly<Record<string, string>> = {
  ".xls": "an Excel workbook of the old kind",
  ".xlsb": "a binary Excel workbook",
  ".xltx": "an Excel template",
  ".ods": "an OpenDocument spreadsheet",
  ".numbers": "a Numbers spreadsheet",
  ".et": "a WPS spreadsheet",
};

/** Names of files with an object a line. */
const JSON_LINES = /^\.(?:jsonl|ndjson)$/;

/**
 * The format that a file's extension says, whatever its case.
 * @throws RollcallError `ERR_ROSTER` when it says none that Rollcall reads.
 */
export function formatOf(file: string): RosterFormat {
  const extension = extname(file).toLowerCase();
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (format !== undefined) return format;
  if (JSON_LINES.test(extension)) throw rosterError(`${file} is JSON Lines, an object a line.`, ONE_LIST);
  const foreign = Object.hasOwn(FOREIGN, extension) ? FOREIGN[extension] : undefined;
  if (foreign !== undefined)
    throw rosterError(`${file} is ${foreign}.`, "Save it as an Excel workbook (.xlsx), or as CSV UTF-8.");
  throw rosterError(
    `${file} does not say how it is written.`,
    'Give it the extension .csv, .yaml or .xlsx, or pass format: "csv", "yaml" or "xlsx".',
  );
}
