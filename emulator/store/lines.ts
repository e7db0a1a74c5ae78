import { isObject, member, parseJson } from "../untyped";
import { parseIdentity } from "../identity";
import type { Identity } from "../service";
import { DataFileError } from "./data-file-error";
import type { Change } from "./world";

const FORMAT = "rollcall-emulator";
const VERSION = 1;

/** First line of a data file. */
export interface Header {
  readonly format: string;
  readonly version: number;
  readonly identity: Identity;
}

export function newHeader(identity: Identity): Header {
  return { format: FORMAT, version: VERSION, identity };
}

/** Reads the first line. Throws {@link DataFileError} for another kind of file or another version. */
export function parseHeader(file: string, text: string): Header {
  const parsed = parseJson(text);
  if (member(parsed, "format") !== FORMAT)
    throw new DataFileError(file, "it is not a Rollcall emulator data file.", "Name another file with --data.");
  const version = member(parsed, "version");
  if (version !== VERSION) {
    throw new DataFileError(
      file,
      `it has format version ${String(version)}; this Rollcall reads version ${VERSION}.`,
      "Use the Rollcall that wrote it, or name another file with --data.",
    );
  }
  const identity = parseIdentity(member(parsed, "identity"));
  if (identity === undefined) throw corrupt(file, 1);
  return newHeader(identity);
}

function corrupt(file: string, line: number): DataFileError {
  return new DataFileError(
    file,
    `line ${line} is damaged.`,
    "Restore a copy of the file, or move it away to start with an empty world.",
  );
}

function isChange(value: unknown): value is Change {
  if (!Array.isArray(value) || typeof value[0] !== "string" || typeof value[1] !== "string") return false;
  return value.length === 2 || (value.length === 3 && isObject(value[2]));
}

/** Reads one committed entry. Throws {@link DataFileError} naming the line when it is damaged. */
export function parseChanges(file: string, line: number, text: string): readonly Change[] {
  const parsed = parseJson(text);
  if (!Array.isArray(parsed) || !parsed.every(isChange)) throw corrupt(file, line);
  return parsed;
}
