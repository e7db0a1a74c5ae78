import { CST, Lexer, type LineCounter } from "yaml";
import { commentedPeople } from "./comments";
import type { ColumnTest, Entry, Sheet } from "../entry";
import { errorWord } from "../cell/error-words";
import { describePlace, warningAt } from "../problem";

/** `- endUserId: alice`, `{ endUserId: alice }`, `{"endUserId":"alice"}`, and a field of a person further down. */
const FIELD = /^\s*(?:-\s+)?\{?\s*(?:["']([^"']+)["']\s*:|([^\s"':{},]+)\s*:(?:\s|$))/;

function fieldIn(line: string): string | undefined {
  const [, quoted, plain] = FIELD.exec(line) ?? [];
  return quoted ?? plain;
}

/**
 * Looks for people and for values among the comments of a YAML roster. An error word (`email: #N/A`) is refused, because YAML takes it for a
 * comment and the field would stay as it is; lines that could be fields of a person who is no list item any more are named in a warning. Comments inside
 * a person who is declared, such as one field that is left out for now, are left alone.
 */
export function judgeYamlComments(
  text: string,
  file: string,
  lines: LineCounter,
  isColumn: ColumnTest,
): Pick<Sheet, "problems" | "warnings"> {
  const comments = commentsOf(text).map(({ offset, comment }) => ({ ...lines.linePos(offset), comment }));
  const rows = text.split(/\r\n?|\n/);
  const failed = comments.filter(({ comment }) => errorWord(comment) !== undefined);
  const alone = comments.filter(({ line, col }) => (rows[line - 1] ?? "").slice(0, col - 1).trim() === "");
  // What stands behind a value may be its end, a password's too, so it is not shown.
  const cuts = comments.filter((one) => /^#[^\s#]/.test(one.comment) && !alone.includes(one) && !failed.includes(one));
  const people = wholePeople(alone.filter((one) => !failed.includes(one))).filter(({ comment }) => {
    const name = fieldIn(bare(comment));
    return name !== undefined && isColumn(name);
  });
  return {
    problems: failed.map(({ line, col, comment }) => ({
      place: { file, line, column: col },
      text: `is ${comment.trim()}, an error word of a spreadsheet, which YAML takes for a comment. Write the value itself, or delete it.`,
    })),
    warnings: [
      ...commentedPeople(people, file, "write no field name with a colon in a comment"),
      ...warningAt(
        cuts.map(({ line, col }) => describePlace({ file, line, column: col })),
        "what follows # counts as a comment and not as a part of the value. Quote a value with # in it; begin a comment with # and a space.",
      ),
    ],
  };
}

/** A warning of texts over several lines in which a line reads like the beginning of a person, who is not declared. */
export function swallowedPeople(entries: readonly Entry[], isColumn: ColumnTest): readonly string[] {
  const beginsPerson = (line: string): boolean => /^\s*-\s/.test(line) && isColumn(fieldIn(line) ?? "");
  const cells = entries.flatMap((entry) => entry.cells);
  return warningAt(
    cells
      .filter(({ raw }) => typeof raw === "string" && raw.split("\n").some(beginsPerson))
      .map(({ place }) => describePlace(place)),
    "a text over several lines holds what reads like a person, who is not declared. Move whom you mean out of the text, to the dashes of the others.",
  );
}

/** Whether a plain text goes on in a line that somebody means as a line of its own: it takes in whatever is indented more, `- bob` and `email:a@x.example` too. */
export function takesInLines(source: string, isColumn: ColumnTest): boolean {
  const [, ...lines] = source.split(/\r?\n/);
  return lines.some((line) => /^\s*-\s/.test(line) || isColumn(/^\s*-?\s*([^\s:]+):/.exec(line)?.[1] ?? ""));
}

interface Comment {
  readonly line: number;
  readonly col: number;
  readonly comment: string;
}

/** From each line with a dash or a brace to the end of its comment lines. */
function wholePeople(comments: readonly Comment[]): readonly Comment[] {
  let last: number | undefined;
  return comments.filter(({ line, comment }) => {
    const goesOn = last === line - 1;
    if (!goesOn && !/^\s*(?:-(?:\s|$)|\{)/.test(bare(comment))) return false;
    last = line;
    return true;
  });
}

function bare(comment: string): string {
  return comment.replace(/^[#＃]+/, "");
}

/** Comments by the rules of YAML: a `#` inside a value is none. */
function commentsOf(text: string): readonly { readonly offset: number; readonly comment: string }[] {
  const found: { offset: number; comment: string }[] = [];
  let offset = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    // Marks of the lexer's own stand in no text.
    if (type === "doc-mode" || type === "flow-error-end" || lexeme === CST.SCALAR) {
      before = lexeme;
      continue;
    }
    if (type === "comment" && before !== CST.SCALAR) found.push({ offset, comment: lexeme });
    offset += lexeme.length;
    before = lexeme;
  }
  return found;
}
