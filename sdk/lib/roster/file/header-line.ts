import type { ColumnTest, Sheet } from "../entry";
import { rosterError } from "../problem";
import { type TableRow, textsOf } from "./table";

/** @throws RollcallError `ERR_ROSTER` when it is no line. */
export function checkHeaderLine(headerLine: unknown, file: string): void {
  if (typeof headerLine === "number" && Number.isSafeInteger(headerLine) && headerLine >= 1) return;
  throw rosterError(
    `headerLine of ${file} is ${JSON.stringify(headerLine)}, which is not the number of a line.`,
    "Count from 1: headerLine: 10 means that the tenth line names the columns.",
  );
}

/**
 * A text whose lines above `headerLine` are blank, so that the lines below keep their numbers.
 * @throws RollcallError `ERR_ROSTER` when it has fewer lines.
 */
export function blankAbove(text: string, headerLine: number, file: string): string {
  const lines = text.split(/\r\n?|\n/);
  if (lines.length < headerLine || lines.slice(headerLine - 1).every((line) => line.trim() === ""))
    throw tooShort(file, headerLine, lines.length);
  return "\n".repeat(headerLine - 1) + lines.slice(headerLine - 1).join("\n");
}

/** @throws RollcallError `ERR_ROSTER` when the columns are not named by the line that should name them, because it is blank or a comment. */
export function checkHeaderPlace(sheet: Sheet, headerLine: number, file: string): void {
  const line = sheet.columns[0]?.namePlace.line;
  if (line === undefined || line === headerLine) return;
  throw rosterError(
    `line ${headerLine} of ${file} names no columns: it is empty or a comment.`,
    `Correct headerLine; the next line that is neither is line ${line}.`,
  );
}

/** The refusal of a file that ends above its header. */
export function tooShort(file: string, headerLine: number, lines: number): Error {
  return rosterError(
    `${file} has nothing on line ${headerLine} or below, which headerLine says names the columns; it has ${lines} ${lines === 1 ? "line" : "lines"}.`,
    "Correct headerLine, counted from 1.",
  );
}

/** How far below a title the header may stand. */
const TITLE_LINES = 30;

/** An address or a number with which somebody can be reached. */
const CONTACT = /^\S+@\S+\.\S+$|^[+(]?\d[\d ()./-]{6,}$/;

/**
 * What to say of a first row that is a title, an instruction or a person: not one of its cells names a column, and most of a later row do, or
 * somebody can be reached by one. Of a person nothing is shown, since it may be a password.
 * @param below the rows below it, in their order
 * @param unit what the file's rows are called
 */
export function titleProblem(
  first: readonly string[],
  below: readonly TableRow[],
  isColumn: ColumnTest,
  unit: "line" | "row",
): string | undefined {
  if (first.some(isColumn)) return undefined;
  const header = below.slice(0, TITLE_LINES).find((row) => {
    const names = textsOf(row)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== "");
    return names.length > 1 && names.filter(isColumn).length > names.length / 2;
  })?.place.line;
  if (header === undefined && first.some((cell) => CONTACT.test(cell.trim())))
    return `names no column and seems to be a person: the ${unit} that names the columns is missing. Write it above, or say in headerLine which one it is.`;
  return header === undefined
    ? undefined
    : `names no column, but ${unit} ${header} does. Say headerLine: ${header} if it is the header, or delete the ${unit}s above it.`;
}
