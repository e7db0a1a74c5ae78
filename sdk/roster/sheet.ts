import { extname } from "node:path";
import type { Directories } from "./choose-directory";
import { parseCsv } from "./csv";
import type { Sheet } from "./entry";
import { sampleOf } from "./encoding/judge";
import { isColumn } from "./headers";
import { rosterError } from "./problem";
import { readRosterFile } from "./read-file";
import { parseYaml } from "./yaml";

/** How a roster is written. */
export type RosterFormat = "csv" | "yaml";

/** Where a roster comes from. */
export interface RosterSource {
  /** Path of the file, relative to the working directory; also its name in messages. */
  readonly file: string;
  /** The text itself, when the file need not be read. */
  readonly text?: string;
  /** Default: by the file's extension (`.csv` `.tsv` `.txt`, `.yaml` `.yml` `.json`). */
  readonly format?: RosterFormat;
  /** Any label of the WHATWG Encoding standard. Default: by byte order mark, else UTF-8, else GB18030. */
  readonly encoding?: string;
  /** The directories whose columns the header may name. */
  readonly directories?: Directories;
}

/**
 * Opens a roster and reads it as written, fields not yet judged.
 * @throws RollcallError `ERR_ROSTER` when the file cannot be read, is not text, or its format cannot be told.
 */
export function openSheet(source: RosterSource): { readonly sheet: Sheet; readonly warnings: readonly string[] } {
  const format = source.format ?? formatOf(source.file);
  const { text, guessed } = source.text !== undefined ? { text: source.text, guessed: undefined } : readRosterFile(source.file, source.encoding);
  const sheet = format === "csv" ? parseCsv(text, source.file, (name) => isColumn(name, Object.values(source.directories ?? {}))) : parseYaml(text, source.file);
  const sample = guessed === undefined ? "" : sampleOf(text);
  const told = sheet.warnings ?? [];
  const warnings = guessed === undefined ? [] : [`${source.file} is not UTF-8 and was read as ${guessed}${sample === "" ? "" : ` (${sample})`}. Save it as UTF-8, or say encoding: "${guessed.toLowerCase()}".`];
  return { sheet, warnings: [...warnings, ...told] };
}

function formatOf(file: string): RosterFormat {
  switch (extname(file).toLowerCase()) {
    case ".csv":
    case ".tsv":
    case ".txt":
      return "csv";
    case ".yaml":
    case ".yml":
    case ".json":
      return "yaml";
    case ".xlsx":
    case ".xls":
      throw rosterError(`${file} is an Excel workbook.`, "In Excel choose Save As, CSV UTF-8.");
    default:
      throw rosterError(`${file} does not say how it is written.`, "Give it the extension .csv or .yaml, or pass format: \"csv\" or \"yaml\".");
  }
}
