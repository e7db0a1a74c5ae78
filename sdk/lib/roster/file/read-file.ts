import { readFileSync, statSync } from "node:fs";
import { decoded, type Decoder, strictDecoder } from "../encoding/decoders";
import { checkSevenBits, zeroBytes } from "../encoding/refused";
import { DAMAGED, judgeGb18030, mayBeGb18030, sampleOf, shownSample, utf8LineIn } from "../encoding/judge";
import { rosterError } from "../problem";

/** Larger files are refused: 64 MiB hold about half a million people. */
const MAX_BYTES = 64 * 1024 * 1024;

/** How files begin that are no text, or one that no decoder of Node's reads: what they are, and what to do about it. */
const FOREIGN: readonly (readonly [mark: readonly number[], what: string, remedy: string])[] = [
  [[0xff, 0xfe, 0, 0], "UTF-32", "Save it as UTF-8."],
  [[0, 0, 0xfe, 0xff], "UTF-32", "Save it as UTF-8."],
  [[0x50, 0x4b], "an Excel workbook (or another zip archive), not CSV", "In Excel choose Save As, CSV UTF-8."],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    "a file of Excel or another program of Office, not text",
    "Save it as CSV UTF-8 or as .xlsx.",
  ],
  [[0x1f, 0x8b], "packed by gzip", "Unpack it."],
];

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** A roster's text, and whether its encoding had to be guessed. */
export interface RosterText {
  readonly text: string;
  /** Set when the bytes were not UTF-8 and no encoding was named. */
  readonly guessed?: "GB18030";
}

/**
 * Reads a roster of at most 64 MiB. Without `encoding` a byte order mark decides, then UTF-8, then GB18030 (what Excel writes in
 * Chinese) if it is that for sure. `encoding` is any label of the WHATWG Encoding standard: `gb18030`, `big5`, `windows-1252`, `utf-16le`, …
 * @throws RollcallError `ERR_ROSTER` when the file is missing, unreadable, no file, empty, too large, or not text.
 */
export function readRosterFile(file: string, encoding?: string): RosterText {
  return decodeRoster(readRosterBytes(file), file, encoding);
}

/**
 * Decodes the bytes of a roster; see {@link readRosterFile}.
 * @throws RollcallError `ERR_ROSTER` when they are empty or not text.
 */
export function decodeRoster(bytes: Uint8Array, file: string, encoding?: string): RosterText {
  if (encoding !== undefined) checkNamed(encoding, bytes, file);
  const read = encoding === undefined ? detect(bytes, file) : { text: decodeAs(encoding, bytes, file) };
  if (read.text.trim() === "") {
    throw rosterError(
      `${file} is empty.`,
      "Write a header line and one line per person, or remove the roster from the program if nobody is left.",
    );
  }
  return read;
}

/**
 * The bytes of a roster of at most 64 MiB.
 * @throws RollcallError `ERR_ROSTER` when the file is missing, unreadable, no file or too large.
 */
export function readRosterBytes(file: string): Uint8Array {
  try {
    const stat = statSync(file);
    if (stat.isDirectory())
      throw rosterError(`${file} is a directory, not a roster file.`, "Name the CSV or YAML file inside it.");
    if (!stat.isFile()) throw rosterError(`${file} is not a regular file.`, "Name a CSV or YAML file.");
    if (stat.size > MAX_BYTES)
      throw rosterError(
        `${file} has ${stat.size} bytes; a roster may have ${MAX_BYTES}.`,
        "Split it into several rosters.",
      );
    return readFileSync(file);
  } catch (error) {
    throw isErrno(error) ? unreadable(file, error) : error;
  }
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "code" in error && "syscall" in error;
}

function unreadable(file: string, error: NodeJS.ErrnoException): Error {
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR":
      return rosterError(
        `${file} does not exist (looked from ${process.cwd()}).`,
        "Correct the path. It is relative to the folder where the program runs.",
        error,
      );
    case "EACCES":
    case "EPERM":
      return rosterError(
        `${file} cannot be read: permission denied.`,
        "Give the user that runs Pulumi read access to it.",
        error,
      );
    default:
      return rosterError(
        `${file} cannot be read: ${error.code ?? error.message}.`,
        "Check the path and the disk it stands on.",
        error,
      );
  }
}

function detect(bytes: Uint8Array, file: string): RosterText {
  const foreign = FOREIGN.find(([mark]) => beginsWith(bytes, mark));
  if (foreign !== undefined) throw rosterError(`${file} is ${foreign[1]}.`, foreign[2]);
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return { text: decodeAs(marked, bytes, file) };
  if (bytes.includes(0)) throw zeroBytes(bytes, file);
  const utf8 = decode("utf-8", bytes);
  if (utf8 !== undefined && mayBeGb18030(bytes, utf8))
    throw rosterError(
      `${file} can be read as UTF-8${shownSample(utf8)} and as GB18030${shownSample(decode("gb18030", bytes) ?? "")}.`,
      `Save ${file} as UTF-8 (in Excel: CSV UTF-8), or name its encoding: encoding: "utf-8" or encoding: "gb18030".`,
    );
  if (utf8 === undefined) return { text: chinese(bytes, file), guessed: "GB18030" };
  checkSevenBits(utf8, bytes, file);
  return { text: utf8 };
}

/** The text as GB18030, if it is that for sure. */
function chinese(bytes: Uint8Array, file: string): string {
  const mixed = utf8LineIn(bytes);
  if (mixed !== undefined)
    throw rosterError(
      `${file} is written in two encodings: ${sampleOf(mixed) === "" ? "a line" : `the line with ${sampleOf(mixed)}`} is UTF-8, others are not.`,
      "Open each part in its own encoding, put them together as text, and save the file as UTF-8.",
    );
  const { isSure, likely } = judgeGb18030(bytes);
  if (likely[0]?.encoding === DAMAGED)
    throw rosterError(
      `${file} is UTF-8 with damaged characters, the first on line ${damagedLine(bytes)}.`,
      "Type them again and save as UTF-8, or name the encoding it really has, such as gb18030.",
    );
  const text = decode("gb18030", bytes);
  if (text !== undefined && isSure) return text;
  const readings = likely.map(({ encoding, sample }) => `${encoding}${sample}`);
  const asOther = readings.length === 0 ? "" : ` It may be ${readings.join(" or ")}.`;
  const asChinese =
    text === undefined ? "does not look like GB18030 either" : `is not GB18030 for sure (${sampleOf(text)})`;
  const first = bytes.findIndex((byte) => byte >= 0x80) + 1;
  throw rosterError(
    `${file} is not UTF-8 and ${asChinese}; byte ${first} is the first that is not ASCII.${asOther}`,
    `Save it as UTF-8 (in Excel: CSV UTF-8), or name its encoding: ${named(likely, text !== undefined)}.`,
  );
}

function named(likely: readonly { readonly encoding: string }[], mayBeChinese: boolean): string {
  const encodings = [...likely.map(({ encoding }) => encoding), ...(mayBeChinese ? ["gb18030"] : []), "windows-1252"];
  return [...new Set(encodings)].map((encoding) => `encoding: "${encoding}"`).join(" or ");
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  return MARKS.find(([mark]) => beginsWith(bytes, mark))?.[1];
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function decodeAs(encoding: string, bytes: Uint8Array, file: string): string {
  const text = decode(encoding, bytes);
  if (text === undefined)
    throw rosterError(
      `${file} is not valid ${encoding}: line ${damagedLine(bytes, encoding)} is the first that is not.`,
      "Save it as UTF-8, or name the encoding it really has.",
    );
  return text;
}

/**
 * An encoding stays in the program when somebody saves the file in another one. Characters of three bytes are no accident.
 * @throws RollcallError `ERR_ROSTER` when the file says, or shows, that it has another encoding than the one that is named.
 */
function checkNamed(encoding: string, bytes: Uint8Array, file: string): void {
  const named = decoderFor(encoding).encoding;
  const marked = byteOrderMark(bytes);
  const utf8 =
    marked === undefined && named !== "utf-8" && !named.startsWith("utf-16") ? decode("utf-8", bytes) : undefined;
  const isUtf8 = utf8 !== undefined && /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(utf8);
  const real = isUtf8 ? "utf-8" : marked;
  if (real === undefined || real === named) return;
  throw rosterError(
    `${file} is ${real}${isUtf8 ? ` (${sampleOf(utf8)})` : ", as its byte order mark says"}, and not ${encoding}.`,
    `Say encoding: "${real}", or leave it out.`,
  );
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  return decoded(decoderFor(encoding), bytes);
}

function decoderFor(encoding: string): Decoder {
  try {
    return strictDecoder(encoding);
  } catch (error) {
    throw rosterError(
      `${JSON.stringify(encoding)} is not an encoding.`,
      "Use a label of the WHATWG Encoding standard, such as utf-8, gb18030 or windows-1252.",
      error,
    );
  }
}

/** The line of the first damaged character in what is of an encoding otherwise. */
function damagedLine(bytes: Uint8Array, encoding = "utf-8"): number {
  const text = new TextDecoder(encoding).decode(bytes);
  return text.slice(0, text.indexOf("\ufffd")).split(/\r\n?|\n/).length;
}
