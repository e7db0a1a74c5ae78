import { checkIsNative } from "../foreign-text";
import { rosterError } from "../../problem";
import { inflateRawSync } from "node:zlib";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** The check sum of zip archives (PKWARE APPNOTE, 4.4.7). Node has its own only from 22 on. */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return (remainder ^ 0xffffffff) >>> 0;
}

/** What a workbook may unpack to: a hundred thousand people take 40 MiB. A small file can be made to unpack to any size. */
const MAX_UNPACKED = 512 * 1024 * 1024;
/** How many bytes tell what a text is. */
const BEGINNING = 4096;
const AS_XLSX = "Save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8.";

const END_OF_ARCHIVE = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const ENCRYPTED = 0x2041;

/** One file of the archive, as its directory describes it (PKWARE APPNOTE, 4.3.12). */
interface Packed {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly unpacked: number;
  readonly at: number;
}

/**
 * Makes sure that bytes are a whole, readable workbook of bearable size before anything interprets them: the reader of workbooks takes all
 * kinds of files for one and does not look at check sums.
 * @throws RollcallError `ERR_ROSTER` when they are another kind of file, protected by a password, damaged, or unpack to more than 512 MiB.
 */
export function checkArchive(bytes: Uint8Array, file: string): void {
  if (bytes.length === 0)
    throw rosterError(
      `${file} is empty.`,
      "Save the workbook again, or remove the roster from the program if nobody is left.",
    );
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 8 && buffer.readUInt32BE(0) === 0xd0cf11e0)
    throw rosterError(`${file} is an Excel workbook of the old kind (.xls), or protected by a password.`, AS_XLSX);
  if (buffer.length < 22 || buffer.readUInt16BE(0) !== 0x504b) {
    // What is fetched in place of a workbook is mostly a page that asks for a password, or a pointer to the file.
    checkIsNative(buffer.toString("utf8", 0, BEGINNING).replace(/^\ufeff/, ""), file);
    throw rosterError(
      `${file} is not an Excel workbook.`,
      'Save it as one (.xlsx). If it is text, name it .csv, or say format: "csv".',
    );
  }
  try {
    checkEntries(buffer, file);
  } catch (error) {
    if (!isReadingError(error)) throw error;
    throw damaged(file, error);
  }
}

/** The refusal of a workbook that cannot be read. */
export function damaged(file: string, cause?: unknown): Error {
  return rosterError(
    `${file} is a damaged workbook.`,
    "Open it in a spreadsheet program, let it be repaired, look it through and save it again; or take a fresh copy.",
    cause,
  );
}

function checkEntries(buffer: Buffer, file: string): void {
  const entries = entriesOf(buffer);
  if (entries === undefined) throw damaged(file);
  const foreign = foreignKind(new Set(entries.map(({ name }) => name)));
  if (foreign !== undefined) throw rosterError(`${file} is ${foreign}, not an Excel workbook.`, AS_XLSX);
  let room = MAX_UNPACKED;
  for (const entry of entries) {
    if ((entry.flags & ENCRYPTED) !== 0) throw rosterError(`${file} is protected by a password.`, AS_XLSX);
    if (entry.unpacked > room)
      throw rosterError(
        `${file} unpacks to more than ${MAX_UNPACKED / 1024 / 1024} MiB.`,
        "Keep only the sheet of the people in it, or split it into several rosters.",
      );
    const content = unpack(buffer, entry);
    if (content === undefined || content.length !== entry.unpacked || crc32(content) !== entry.crc) throw damaged(file);
    room -= content.length;
  }
}

/** The directory at the end of the archive; `undefined` when there is none. */
function entriesOf(buffer: Buffer): readonly Packed[] | undefined {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end === -1 || buffer.readUInt32LE(end) !== END_OF_ARCHIVE) return undefined;
  const entries: Packed[] = [];
  let at = buffer.readUInt32LE(end + 16);
  for (let left = buffer.readUInt16LE(end + 10); left > 0; left--) {
    if (buffer.readUInt32LE(at) !== ENTRY) return undefined;
    const nameLength = buffer.readUInt16LE(at + 28);
    entries.push({
      name: buffer.toString("utf8", at + 46, at + 46 + nameLength),
      flags: buffer.readUInt16LE(at + 8),
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      size: buffer.readUInt32LE(at + 20),
      unpacked: buffer.readUInt32LE(at + 24),
      at: buffer.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

/** An entry's content, of at most the size that the directory says; `undefined` when it is packed in another way than workbooks are. */
function unpack(buffer: Buffer, { at, size, unpacked, method }: Packed): Uint8Array | undefined {
  if (buffer.readUInt32LE(at) !== LOCAL_ENTRY) return undefined;
  const begin = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
  const packed = buffer.subarray(begin, begin + size);
  if (method === 0) return packed;
  return method === 8 ? inflateRawSync(packed, { maxOutputLength: unpacked + 1 }) : undefined;
}

function foreignKind(names: ReadonlySet<string>): string | undefined {
  if (names.has("xl/workbook.bin")) return "a binary Excel workbook (.xlsb)";
  if (names.has("mimetype")) return "an OpenDocument file";
  if (names.has("word/document.xml")) return "a Word document";
  if (names.has("ppt/presentation.xml")) return "a presentation";
  if ([...names].some((name) => name.startsWith("Index/") || name === "Index.zip")) return "a Numbers spreadsheet";
  return names.has("[Content_Types].xml") ? undefined : "some other zip archive";
}

/** Of zlib, or of a buffer that ends too early. */
function isReadingError(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(Z_|ERR_BUFFER_|ERR_OUT_OF_RANGE)/.test(error.code)
  );
}
