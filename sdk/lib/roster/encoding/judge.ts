import { decoded, strictDecoder } from "./decoders";
import { surprise, type Writing, WRITINGS } from "./likelihood";

/** Encodings that people's files have, each with the writing it is for. Where two read the same bytes alike, one of them is enough. */
const FOREIGN: readonly (readonly [string, Writing])[] = [
  ["big5", "traditional"],
  ["shift_jis", "japanese"],
  ["euc-jp", "japanese"],
  ["euc-kr", "korean"],
  ...[
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "macintosh",
    "x-mac-cyrillic",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-15",
  ].map((name) => [name, "alphabet"] as const),
];

/** Lines judged of a long file, spread over all of it. */
const LINES = 3000;

/** By how many bits GB18030 must be likelier than any other reading. */
const LEAD = 2;

/** Bits for a character of a text in some other encoding that has no pattern we know, and what a short text may go over it. */
const NOISE = 14.5;
const ALLOWANCE = 6;

/** Bits in which a reading is said to be likely too, so that a refusal names it. */
const NEAR = 40;

/** How many readings a refusal names: code pages differ in few letters (`Ayşe` in one is `Ayþe` in another), and only a person knows which names are right. */
const NAMED = 4;

/** Bits for a letter beyond ASCII by which a second reading may be less likely than the best, so that it is named too. */
const DOUBT = 1.2;

/** Bits for bytes that are no character of UTF-8: for the first of several, and for each that follows. */
const DAMAGE = 14;
const MORE_DAMAGE = 8;

/** How an encoding reads the bytes of a text. */
interface Reading {
  readonly encoding: string;
  readonly bits: number;
  readonly text: string;
}

/** What {@link Verdict} calls text in UTF-8 that is damaged. */
export const DAMAGED = "utf-8";

/** Whether bytes that are not UTF-8 are GB18030 for sure, or else what they may be, the likeliest first, with some names as that would read them. */
interface Verdict {
  readonly isSure: boolean;
  readonly likely: readonly { readonly encoding: string; readonly sample: string }[];
}

/**
 * Compares how well the bytes of a text read as GB18030 and as every other encoding that takes them. Short text in another encoding may be good Chinese
 * by chance; where both are likely the answer is not sure.
 */
export function judgeGb18030(bytes: Uint8Array): Verdict {
  const lines = sampleLines(bytes);
  const own = readAs(lines, "gb18030", "simplified");
  const rivals = rivalsOf(lines, own?.text);
  const [best] = rivals;
  const isNear = best !== undefined && (own === undefined || best.bits < own.bits + NEAR);
  const likely = isNear ? namedOf(rivals, best) : [];
  if (own === undefined) return { isSure: false, likely };
  const characters = beyondAscii(own.text);
  const isSure = own.bits <= NOISE * characters + ALLOWANCE && (best === undefined || own.bits + LEAD < best.bits);
  return { isSure, likely: isSure ? [] : likely };
}

function beyondAscii(text: string): number {
  return text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
}

/** Whether text that is valid UTF-8 is likelier GB18030: `联通` in Chinese is two letters in UTF-8. Only letters of two bytes can be either. */
export function mayBeGb18030(bytes: Uint8Array, text: string): boolean {
  if (!/[^\p{ASCII}]/u.test(text) || /[^\u0000-\u07ff]/u.test(text)) return false;
  const lines = sampleLines(bytes);
  const chinese = readAs(lines, "gb18030", "simplified");
  const own = readAs(lines, "utf-8", "alphabet");
  return chinese !== undefined && own !== undefined && chinese.bits < bitsOfSigns(own.text) + LEAD;
}

/** Signs of Latin-1 where Western texts have them. In GB18030 each is one character, which nobody writes there alone: `20掳`, `3 m虏`, `2陆`. */
const SIGNS = [
  /(?<=\d ?)[°£]|°(?= ?[CF]\b)|§(?= ?\d)|©(?= ?[\dA-Z])|(?<=[A-Za-z])®|(?<=\b[ckm]?m)[²³]/,
  /(?<=\d)[¼½¾]|[¼½¾](?= [a-z])|[£±](?=\d)|(?<![A-Za-z\d])¥(?=\d)|(?<=\d ?)×(?= ?\d)|(?<=\d|\b[NM]\.?)[ªº]|µ(?=[AFgms])/,
  /(?<= )·(?= )|[«¿¡](?=[A-Za-z])|(?<=[A-Za-z.!?])»/,
];
const SIGN = new RegExp(SIGNS.map(({ source }) => source).join("|"), "g");
const SIGN_BITS = 6;

/** How surprising a text of UTF-8 is in an alphabet, with signs in their usual places. */
function bitsOfSigns(text: string): number {
  const signs = text.match(SIGN)?.length ?? 0;
  return surprise(text.replace(SIGN, ""), "alphabet") + SIGN_BITS * signs;
}

/**
 * The first line that is UTF-8 in a file whose other lines are GB18030: a piece of another file. Chinese, Japanese or Korean characters alone
 * tell, since letters of two bytes may be either, and both sorts of lines must be likelier so than the other way round.
 */
export function utf8LineIn(bytes: Uint8Array): string | undefined {
  const [utf8, gb18030, any] = [strictDecoder("utf-8"), strictDecoder("gb18030"), new TextDecoder()];
  let found: string | undefined;
  let lead = 0;
  for (const line of sampleLines(bytes)) {
    const text = decoded(utf8, line);
    const chinese = decoded(gb18030, line);
    const bits = chinese === undefined ? Number.POSITIVE_INFINITY : surprise(chinese, "simplified");
    if (text === undefined) lead += damagedBits(any.decode(line)) - bits;
    else if (/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(text) && bestOf(text) < bits) found ??= text;
  }
  return lead > 0 ? found : undefined;
}

/** How surprising a text is in the writing that suits it best. */
function bestOf(text: string): number {
  return Math.min(...WRITINGS.map((writing) => surprise(text, writing)));
}

/** The readings in other encodings, the likeliest first. */
function rivalsOf(lines: readonly Uint8Array[], own: string | undefined): readonly Reading[] {
  const foreign = FOREIGN.map(([encoding, writing]) => readAs(lines, encoding, writing));
  return [readDamaged(lines), ...foreign]
    .flatMap((reading) => (reading === undefined || reading.text === own ? [] : [reading]))
    .sort((a, b) => a.bits - b.bits);
}

/** The best reading, and those beside it that are about as likely and show other names. */
function namedOf(rivals: readonly Reading[], best: Reading): Verdict["likely"] {
  const limit = best.bits + DOUBT * beyondAscii(best.text);
  const near = rivals.filter(
    ({ encoding, bits }) => bits <= limit && (best.encoding === DAMAGED) === (encoding === DAMAGED),
  );
  const shown = near.map(({ encoding, text }) => ({ encoding, sample: shownSample(text) }));
  const samples = shown.map(({ sample }) => sample);
  return shown
    .filter(({ sample }, index) => samples.indexOf(sample) === index && (sample !== "" || index === 0))
    .slice(0, NAMED);
}

/**
 * Up to three pieces of text beyond ASCII, so that somebody sees what the reading makes of names. Letters alone, because anything else may be a password.
 */
export function sampleOf(text: string): string {
  const cells = text.split(/[,;\t\r\n"|，；:]+/).map((cell) => cell.trim());
  const names = cells.filter(
    (cell) => /[^\p{ASCII}]/u.test(cell) && cell.length <= 20 && /^[\p{L}\p{M}\p{Co} ·.'-]+$/u.test(cell),
  );
  return [...new Set(names)].slice(-3).join(", ");
}

/** The same in brackets; empty where the text has none that may be shown. @param what stands in front of it */
export function shownSample(text: string, what = ""): string {
  const sample = sampleOf(text);
  return sample === "" ? "" : ` (${what}${sample})`;
}

/** The lines that hold bytes beyond ASCII. */
function sampleLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let begin = 0;
  let isHigh = false;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0x0a;
    if (byte >= 0x80) isHigh = true;
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (isHigh) lines.push(bytes.subarray(begin, at));
    begin = at + 1;
    isHigh = false;
  }
  const step = Math.ceil(lines.length / LINES);
  return step <= 1 ? lines : lines.filter((_line, index) => index % step === 0);
}

/** A reading in which every line is valid; `undefined` where one is not. */
function readAs(lines: readonly Uint8Array[], encoding: string, writing: Writing): Reading | undefined {
  const decoder = strictDecoder(encoding);
  const read: string[] = [];
  for (const line of lines) {
    const text = decoded(decoder, line);
    if (text === undefined) return undefined;
    read.push(text);
  }
  return { encoding, bits: read.reduce((sum, line) => sum + surprise(line, writing), 0), text: read.join("\n") };
}

/**
 * UTF-8 of which some bytes were lost or changed, in whatever writing suits each line; `undefined` when nothing is left of it. Pairs of bytes
 * may make letters of UTF-8 by chance, so it is judged by what the letters are and by how much is not there.
 */
function readDamaged(lines: readonly Uint8Array[]): Reading | undefined {
  const decoder = new TextDecoder();
  const read = lines.map((line) => decoder.decode(line));
  if (!read.some((line) => /[^\p{ASCII}\ufffd]/u.test(line))) return undefined;
  return { encoding: DAMAGED, bits: read.reduce((sum, line) => sum + damagedBits(line), 0), text: read.join("\n") };
}

function damagedBits(line: string): number {
  const broken = (line.match(/\ufffd+/g) ?? []).map(({ length }) => DAMAGE + MORE_DAMAGE * (length - 1));
  const intact = line.replaceAll("\ufffd", "");
  return bestOf(intact) + broken.reduce((sum, bits) => sum + bits, 0);
}
