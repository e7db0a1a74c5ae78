import type { Kind } from "../../../../provider/model/kind";
import type { Directories } from "../columns/choose-directory";
import { parseCsv } from "./csv";
import type { ColumnTest, Sheet } from "../entry";
import { shownSample } from "../encoding/judge";
import { checkFileName, checkIsRoster } from "./foreign-text";
import { formatOf, type RosterFormat } from "./format";
import { type ColumnMap, columnTest, nameColumns, readTest } from "../columns/columns";
import { blankAbove, checkHeaderLine, checkHeaderPlace } from "./header-line";
import { rosterError } from "../problem";
import { readRosterBytes, readRosterFile } from "./read-file";
import type * as Workbooks from "./xlsx";
import type * as YamlFiles from "./yaml";

/** Where a roster comes from. */
export interface RosterSource {
  /** Path of the file, relative to the working directory; also its name in messages. */
  readonly file: string;
  /** The text itself, when a CSV or YAML file need not be read. */
  readonly text?: string;
  /** The workbook itself, when it need not be read. */
  readonly bytes?: Uint8Array;
  /** Default: by the file's extension (`.csv` `.tsv` `.txt`, `.yaml` `.yml` `.json`, `.xlsx` `.xlsm`). */
  readonly format?: RosterFormat;
  /** Any label of the WHATWG Encoding standard; of texts alone. Default: by byte order mark, else UTF-8, else GB18030. */
  readonly encoding?: string;
  /** The directories whose columns the header may name. */
  readonly directories?: Directories;
  /** The sheet of a workbook. Default: the first one that is not hidden. */
  readonly sheet?: string;
  /** What the columns of another system's file mean. */
  readonly columns?: ColumnMap;
  /** The line of a CSV or row of a sheet that names the columns, from 1. Lines above it are no people. Default: the first that is not empty. */
  readonly headerLine?: number;
}

/**
 * Opens a roster and reads it as written, fields not yet judged.
 * @throws RollcallError `ERR_ROSTER` when the file cannot be read, is not what its format says, or its format cannot be told; and when an
 * argument does not suit the format or the file.
 */
export function openSheet(source: RosterSource): Sheet {
  checkFileName(source.file);
  const format = source.format ?? formatOf(source.file);
  checkArguments(source, format);
  const sheet = format === "xlsx" ? openWorkbook(source) : openText(source, format);
  if (source.headerLine !== undefined) checkHeaderPlace(sheet, source.headerLine, source.file);
  return nameColumns(sheet, source.columns ?? {}, source.file);
}

function checkArguments({ file, encoding, sheet, headerLine }: RosterSource, format: RosterFormat): void {
  if (headerLine !== undefined) checkHeaderLine(headerLine, file);
  if (sheet !== undefined && format !== "xlsx")
    throw rosterError(
      `${file} has no sheets: it is read as ${format.toUpperCase()}.`,
      "Leave sheet out, or name an .xlsx file.",
    );
  if (encoding !== undefined && format === "xlsx")
    throw rosterError(`${file} is a workbook, which has no encoding to choose.`, "Leave encoding out.");
  if (headerLine !== undefined && format === "yaml")
    throw rosterError(`${file} is YAML: no line of it names the columns.`, "Leave headerLine out.");
}

function openText(
  { file, text: given, encoding, headerLine, columns = {}, directories = {} }: RosterSource,
  format: "csv" | "yaml",
): Sheet {
  const { text: read, guessed } =
    given !== undefined ? { text: given, guessed: undefined } : readRosterFile(file, encoding);
  const text = withoutFileMarks(read);
  const warnings =
    guessed === undefined
      ? []
      : [
          `${file} is not UTF-8 and was read as ${guessed}${shownSample(text)}. Save it as UTF-8, or say encoding: "${guessed.toLowerCase()}".`,
        ];
  const isColumn = columnsOf({ columns, directories });
  checkIsRoster(text, file, format, isColumn);
  const sheet =
    format === "yaml"
      ? yamlFiles().parseYaml(text, file, isColumn)
      : parseCsv(headerLine === undefined ? text : blankAbove(text, headerLine, file), file, isColumn);
  return { ...sheet, warnings: [...warnings, ...sheet.warnings] };
}

/** The sign by which DOS ends a text; its copy command still writes it when it puts files together. */
const END_OF_TEXT = "\u001a";

/** A text without what marks its beginning and its end, and those of files that were put together. */
function withoutFileMarks(text: string): string {
  const bare = text.replace(/(?<=^|[\r\n])\ufeff+/g, "");
  return bare.trimEnd().endsWith(END_OF_TEXT) ? bare.slice(0, bare.lastIndexOf(END_OF_TEXT)) : bare;
}

/** Tells the names of columns from other texts, by what the roster and the directories say. */
function columnsOf({ columns = {}, directories = {} }: Pick<RosterSource, "columns" | "directories">): ColumnTest {
  return columnTest(columns, usersOf(directories));
}

function usersOf(directories: Directories): readonly Kind[] {
  return Object.values(directories).map(({ kinds }) => kinds.User);
}

// Readers that take long to load, and that programs without such a file do not load. A constructor cannot wait for import().
/* eslint-disable @typescript-eslint/no-require-imports */
const workbooks = (): typeof Workbooks => require("./xlsx");
const yamlFiles = (): typeof YamlFiles => require("./yaml");
/* eslint-enable @typescript-eslint/no-require-imports */

function openWorkbook(source: RosterSource): Sheet {
  const { file, bytes, sheet, headerLine, columns = {}, directories = {} } = source;
  return workbooks().parseWorkbook(bytes ?? readRosterBytes(file), file, {
    sheet,
    headerLine,
    isColumn: columnsOf(source),
    isRead: readTest(columns, usersOf(directories)),
  });
}
