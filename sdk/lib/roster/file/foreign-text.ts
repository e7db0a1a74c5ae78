import { basename } from "node:path";
import type { ColumnTest } from "../entry";
import { cellsOf } from "./comments";
import { ONE_LIST, type RosterFormat } from "./format";
import { problemsError, rosterError } from "../problem";

/** What a text is that is no roster, and what to do about it. */
type Foreign = readonly [pattern: RegExp, what: string, remedy: string];

const DECRYPT = "Decrypt it before the program runs.";

/** Told by how the text begins. */
const FOREIGN: readonly Foreign[] = [
  [
    /^\s*<(?:!--|(?:!doctype html|html|head|body|script|meta|title|div)\b)/i,
    "is a web page, perhaps the sign-in page of the place that it was fetched from",
    "Fetch the file itself.",
  ],
  [/^\s*<(?:\?xml|table|\w+:\w+|workbook)\b/i, "is XML or a table of a web page", "Save it as CSV UTF-8 or as .xlsx."],
  [/^version https:\/\/git-lfs\./, "is a pointer of Git LFS, not the file itself", "Run git lfs pull."],
  [/^-----BEGIN [A-Z]|^\$ANSIBLE_VAULT;|^age-encryption\.org\//, "is encrypted", DECRYPT],
  [/^(?:diff --git |--- \S+.*\n\+\+\+ |Index: \S+\n={10})/, "is a patch, not a file", "Apply it to the roster."],
  [/^%PDF-|^\{\\rtf/, "is a document, not a table", "Save the table as CSV UTF-8 or as .xlsx."],
  [/^\s*(?:version: \d+\s+)?dn::? \S/i, "is LDIF", "Convert it to CSV or YAML."],
  [/^\s*\{[^\n]*\}[^\S\n]*\n\s*\{/, "is JSON Lines, an object a line", ONE_LIST],
  [/^\s*BEGIN:VCARD/i, "is a vCard file", "Convert it to CSV or YAML."],
];

/** Blank lines, comments and the mark of a document, then a list of maps or the map of one. No two parts take the same text, so that it is read once. */
const YAML =
  /^(?:[^\S\n]*(?:#[^\n]*|---[^\S\n]*)?\n)*[^\S\n]*(?:-[^\S\n]+["']?[\w.]+["']?[^\S\n]*:(?:\s|$)|users:[^\S\n]*\n[^\S\n]*-)/;

const ENCRYPTED_VALUE = /\bENC\[AES256_GCM,data:/;

/** The names of both versions, and of what they come from. */
const CONFLICT = /^(?:<{7}|>{7}|\|{7})(?: |$)/;

/**
 * Refuses a text that is no roster of its format, with one sentence instead of one for each of its lines.
 * @throws RollcallError `ERR_ROSTER` when it is a web page, encrypted, a pointer of Git LFS, a patch, of the other format, or holds conflict markers.
 */
export function checkIsRoster(
  text: string,
  file: string,
  format: Exclude<RosterFormat, "xlsx">,
  isColumn: ColumnTest,
): void {
  const bare = text.replace(/\r\n?/g, "\n");
  checkIsNative(bare, file);
  if (ENCRYPTED_VALUE.test(bare)) throw rosterError(`${file} holds encrypted values.`, DECRYPT);
  const conflicts = bare.split("\n").flatMap((line, index) => (CONFLICT.test(line) ? [index + 1] : []));
  if (conflicts.length > 0)
    throw problemsError(
      file,
      conflicts.map((line) => ({
        place: { file, line },
        text: "is a conflict marker of Git: both versions of some lines are in the file. Keep the right one of each, and delete the markers.",
      })),
    );
  const other = otherFormat(bare, format, isColumn);
  if (other !== undefined)
    throw rosterError(
      `${file} holds ${other.name}, but is read as ${format.toUpperCase()}.`,
      `Give it the extension .${other.extension}, or say format: "${other.format}".`,
    );
}

/**
 * Refuses a text that is no roster in any format, whatever the file is called.
 * @throws RollcallError `ERR_ROSTER` when it is a web page, a pointer of Git LFS, a patch and so on.
 */
export function checkIsNative(text: string, file: string): void {
  const found = FOREIGN.find(([pattern]) => pattern.test(text));
  if (found !== undefined) throw rosterError(`${file} ${found[1]}.`, found[2]);
}

function otherFormat(text: string, format: string, isColumn: ColumnTest) {
  if (format === "csv") {
    if (/^\s*(?:\[\s*\{|\{\s*"[^"]*"\s*:)/.test(text)) return { name: "JSON", extension: "json", format: "yaml" };
    if (YAML.test(text)) return { name: "YAML", extension: "yaml", format: "yaml" };
    return undefined;
  }
  const header = text.split("\n", 50).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const isHeader = [",", ";", "\t"].some((delimiter) => {
    const names = cellsOf(header, delimiter).map((name) => name.trim());
    return names.length > 1 && names.filter(isColumn).length > names.length / 2;
  });
  return isHeader && !/^\s*[-[{]/.test(header) ? { name: "CSV", extension: "csv", format: "csv" } : undefined;
}

/** @throws RollcallError `ERR_ROSTER` for the file by which Excel marks that somebody has another one open. */
export function checkFileName(file: string): void {
  const name = basename(file);
  if (name.startsWith("~$"))
    throw rosterError(
      `${file} only says that somebody has ${name.slice(2)} open; it holds nobody.`,
      "Name the workbook itself.",
    );
}
