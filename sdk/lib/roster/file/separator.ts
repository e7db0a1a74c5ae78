/** What programs put between cells. Of those that name the same number of columns the first counts. */
const DELIMITERS = [",", ";", "\t"] as const;

/** What a Chinese or Japanese input method makes of them, and a bar. They count where the header has none of the others. */
const RARE = ["，", "；", "|"] as const;

/** The first line that tells Excel the delimiter, as one program writes it or another saves it again. */
const NAMED = /^\s*"?sep ?= ?(.)"?([,;\t|，；]*)[ ]*$/iu;

/**
 * How the cells of a CSV are kept apart: reads a `sep=;` line, else counts in the header, the first line that is neither blank nor a comment.
 * @param text whose lines end with `\n`
 * @returns as `skip` how many lines above the header only say so
 */
export function findSeparation(text: string): { readonly delimiter: string; readonly skip: number } {
  const lines = text.split("\n", 200);
  const first = lines.findIndex(isContent);
  const named = NAMED.exec(lines[first] ?? "");
  if (named === null) return { delimiter: detect(lines[first] ?? firstContent(text)), skip: 0 };
  const header = lines.slice(first + 1).find(isContent) ?? "";
  const delimiter = named[1] ?? ",";
  // Saved again by a program that knows no such line, the file has another delimiter than the one it names.
  return { delimiter: columns(header, delimiter) > 1 ? delimiter : detect(header), skip: first + 1 };
}

function isContent(line: string): boolean {
  return /[^\s,;|，；"]/.test(line) && !line.startsWith("#");
}

/** For a file with a long preface of comments. */
function firstContent(text: string): string {
  return text.split("\n").find(isContent) ?? "";
}

function detect(header: string): string {
  const best = most(header, DELIMITERS);
  return columns(header, best) > 1 ? best : most(header, [best, ...RARE]);
}

function most(header: string, delimiters: readonly string[]): string {
  return delimiters.reduce((best, next) => (columns(header, next) > columns(header, best) ? next : best));
}

function columns(header: string, delimiter: string): number {
  return header.replace(/"[^"]*"/g, "").split(delimiter).length;
}
