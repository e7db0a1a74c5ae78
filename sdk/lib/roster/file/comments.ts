import { CsvError, parse } from "csv-parse/sync";
import type { ColumnTest, Sheet } from "../entry";
import { errorWord } from "../cell/error-words";
import type { Problem } from "../problem";

/** A line that begins with `#`. */
export interface Comment {
  readonly line: number;
  readonly text: string;
}

/** What tells a comment from a person or a header that happens to begin with `#`. */
export interface Surroundings {
  readonly file: string;
  readonly delimiter: string;
  /** The row that was taken for the header. */
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly isColumn: ColumnTest;
}

/**
 * Looks for people and for the header among the lines that begin with `#`. A line that begins with an error word (`#N/A`, because a formula found no key) is
 * refused; one that could be a person is named in a warning; prose is left alone.
 * @returns as `header` that the header itself is a comment, so that nothing below it means what it seems to mean
 */
export function judgeComments(
  comments: readonly Comment[],
  around: Surroundings,
): Pick<Sheet, "problems" | "warnings"> & { readonly header: Problem | undefined } {
  const failed = comments.flatMap((comment) => failedKey(comment, around));
  const others = comments.filter(({ line }) => !failed.some(({ place }) => place?.line === line));
  const header = others.find((comment) => isHeader(comment, around));
  const people = others.filter((comment) => comment !== header && couldBePerson(comment, around));
  return {
    header: header && {
      place: { file: around.file, line: header.line },
      text: `begins with # and counts as a comment, but its cells name columns. Delete the # if it is the header, or the whole line if the header is line ${around.headerLine}.`,
    },
    problems: failed,
    warnings: commentedPeople(people, around.file, 'begin a comment with "# " and leave the delimiter out of it'),
  };
}

function failedKey({ line, text }: Comment, { file }: Surroundings): readonly Problem[] {
  const first = text.split(/[,;\t|，；"]/)[0] ?? "";
  const failed = errorWord(first) ?? errorWord(first.replace(/^#\s*(?=[#=])/, ""));
  if (failed === undefined) return [];
  const word = first.trim();
  return [
    {
      place: { file, line, column: 1 },
      text: `begins with ${word}, an error word of a spreadsheet, and would count as a comment. Write the value itself in place of ${word}, or delete the line.`,
    },
  ];
}

function isHeader({ line, text }: Comment, { header, headerLine, delimiter, isColumn }: Surroundings): boolean {
  if (line > headerLine) return false;
  const names = bareCells(text, delimiter);
  const known = names.filter(isColumn).length;
  return known > 0 && known > names.length / 3 && !header.some(isColumn);
}

/**
 * As many cells as the header, an address beside other cells, or a word at once after the number sign: so a person looks. Nothing stricter will do:
 * a line that somebody turned into a comment on purpose looks no different.
 */
function couldBePerson({ line, text }: Comment, { header, headerLine, delimiter, isColumn }: Surroundings): boolean {
  const cells = bareCells(text, delimiter);
  const filled = cells.filter((cell) => /[\p{L}\p{N}]/u.test(cell));
  if (filled.length === 0) return false;
  // The names of columns above the header that has them too are no person.
  if (line < headerLine && cells.every((cell) => cell === "" || isColumn(cell))) return false;
  if (header.length === 1) return /^\S+$/.test(cells[0] ?? "");
  if (cells.length === 1) return false;
  return (
    cells.length === header.length ||
    filled.some((cell) => /\S@\S/.test(cell)) ||
    (/^#[^\s#]/.test(text) && /^\S+$/.test(cells[0] ?? ""))
  );
}

/**
 * The warning that names comments which look like people; none where there are none.
 * @param people in the order of their lines
 * @param advice how to write a comment that nobody takes for a person
 */
export function commentedPeople(
  people: readonly { readonly line: number }[],
  file: string,
  advice: string,
): readonly string[] {
  if (people.length === 0) return [];
  const [are, declare, they, like] =
    people.length === 1 ? ["begins", "declares", "it looks", "a person"] : ["begin", "declare", "they look", "people"];
  return [
    `${file}:${ranges(people.map(({ line }) => line)).join(", ")} ${are} with # and ${declare} nobody, although ${they} like ${like}. Delete the # of everybody who is to have an account; ${advice}.`,
  ];
}

/** Ascending numbers as ranges, so that each of them is named however many there are. */
function ranges(lines: readonly number[]): readonly string[] {
  const found: [number, number][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else found.push([line, line]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
}

/** The cells of a comment, without the number sign of the first. */
function bareCells(text: string, delimiter: string): readonly string[] {
  const bare = text.replace(/^[#＃\s]+/, "");
  return cellsOf(bare, delimiter).map((cell) => cell.trim());
}

/** The cells of one line, quotes understood where they are right. */
export function cellsOf(line: string, delimiter: string): readonly string[] {
  try {
    const [cells] = parse(line, { delimiter, relax_column_count: true });
    return cells ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return line.split(delimiter);
  }
}
