import { kept } from "../../../../provider/model/kept";
import { WINDOWS_ONLY } from "./decoders";
import { surprise } from "./likelihood";

/** What programs make of bytes they cannot read: U+FFFD and uninitialised memory, written and read again in the wrong encoding. */
const RUINS = ["锟斤拷", "锟斤", "烫烫烫", "屯屯屯", "嚙踝蕭", "ï¿½", "ďż˝", "пїЅ", "�"];

/** Question marks where characters were: saved in an encoding that has none of them. */
const LOST = /\?{2,}|\p{Script=Han}\?|\p{L}\?["“'(]?\p{L}|(?<=^|[\s"“'(])\?["“'(]?[\p{L}\p{N}]/u;

/** Encodings for which UTF-8 is taken by programs that do not ask. */
const TAKEN_FOR = [
  "windows-1252",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
  "macintosh",
  "windows-1251",
  "windows-1250",
  "windows-1254",
] as const;

/** What the first byte of a UTF-8 character becomes in a Western or Cyrillic encoding. */
const FIRST_LETTERS = /[ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑâãäåæçèéРСВГð√¬ƒ≈Ă‚„]/u;

/** What a text becomes when it is undone, or that it cannot be undone. */
export interface Mojibake {
  /** The encoding that the text went through. */
  readonly through: string;
  /** What it was before; absent where characters are lost. */
  readonly meant?: string;
}

/**
 * Whether a text is UTF-8 that was read as something else and saved so: `吴雨桐` as `鍚撮洦妗?`, `José` as `JosÃ©`. Known patterns alone: the text written in
 * the other encoding must be valid UTF-8 again and mean letters, apart from single characters that were lost on the way.
 */
export function findMojibake(text: string): Mojibake | undefined {
  if (!/[^\p{ASCII}]/u.test(text)) return LOST.test(text) ? { through: "another encoding" } : undefined;
  if (RUINS.some((ruin) => text.includes(ruin))) return { through: "another encoding" };
  for (const encoding of TAKEN_FOR) {
    const isWide = WIDE.has(encoding);
    if (isWide ? !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]/u.test(text) : !FIRST_LETTERS.test(text))
      continue;
    const meant = undo(text, encoding);
    if (meant !== undefined) return { through: encoding, ...(!/[?\ufffd]/.test(meant) && { meant }) };
  }
  return LOST.test(text) ? { through: "another encoding" } : undefined;
}

/** Why a name cannot be meant as written; a sentence without subject. */
export function mojibakeProblem(name: string): string | undefined {
  const found = findMojibake(name);
  if (found === undefined) return undefined;
  const remedy =
    found.meant === undefined
      ? "Type the name again and save the file as UTF-8."
      : `Write ${JSON.stringify(found.meant)} if that is meant, and save the file as UTF-8.`;
  return `is ${JSON.stringify(name.trim())}: text that was read in another encoding than it was written in, and saved so. ${remedy}`;
}

const WIDE = new Set<string>(["gb18030", "big5", "shift_jis", "euc-kr"]);

function undo(text: string, encoding: string): string | undefined {
  const bytes = encode(text, encoding);
  if (bytes === undefined) return undefined;
  const meant = new TextDecoder().decode(bytes);
  const intact = [...meant].filter((character) => character > "\u007f" && character !== "\ufffd");
  const lost = meant.split("\ufffd").length - 1;
  const isWide = WIDE.has(encoding);
  if (
    intact.length === 0 ||
    lost > (isWide ? intact.length / 2 : 0) ||
    !intact.every(isLikely(isWide)) ||
    !agrees(intact)
  )
    return undefined;
  if (!isWide) return isWritten(text, meant) ? meant : undefined;
  // A rare name may be valid UTF-8 by chance, but what it would mean is then hardly likelier.
  const writing = /\p{Script=Hangul}/u.test(meant) ? "korean" : "simplified";
  const swallowed = asciiOf(meant) - asciiOf(text);
  const bits = surprise(meant.replaceAll("\ufffd", ""), writing) + BITS_LOST * lost + BITS_SWALLOWED * swallowed;
  return Math.min(...WRITINGS_OF_NAMES.map((writing) => surprise(text, writing))) < bits + BITS_BEFORE
    ? undefined
    : meant;
}

/** How much more a character must explain for each that is lost, and for each of ASCII that became the half of another. */
const BITS_LOST = 8;
const BITS_SWALLOWED = 7;

const WRITINGS_OF_NAMES = ["simplified", "traditional", "japanese"] as const;

/** How much likelier the other text must be: nearly all names are what they seem to be. */
const BITS_BEFORE = 6;

/** Letters that names have, and the signs that word processors put between them. */
function isLikely(isWide: boolean): (character: string) => boolean {
  const letters = isWide
    ? /[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af\uff01-\uff5e\u3000-\u3011]/
    : /[\u00a0-\u017f\u0400-\u045f\u0391-\u03c9\u2013-\u2026\u20ac\u2122\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7af\uff01-\uff5e\u{1f300}-\u{1faff}]/u;
  return (character) => letters.test(character);
}

/** The characters of a text that are ASCII. */
function asciiOf(text: string): number {
  return [...text].filter((character) => character < "\u0080").length;
}

/** Whether words read so: in one script each, and without a small letter that two capitals would have been (`RĂŞCANU` is no `RêCANU`). */
function isWritten(text: string, meant: string): boolean {
  const isCapital = /^[\p{Lu}\p{M}\s.'’-]+$/u.test(text);
  return (
    !(isCapital && /\p{Lowercase}/u.test(meant)) && meant.split(/[^\p{L}\p{M}]+/u).every((word) => agrees([...word]))
  );
}

/** One script, and no letter of another alphabet in the middle of Latin ones. */
function agrees(characters: readonly string[]): boolean {
  const scripts = ["Latin", "Cyrillic", "Greek"].filter((script) =>
    characters.some((character) => new RegExp(`\\p{Script=${script}}`, "u").test(character)),
  );
  return scripts.length <= 1;
}

const encoders = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** The bytes of a text in an encoding that Node can only decode; `undefined` where it has no form for a character. */
function encode(text: string, encoding: string): Uint8Array | undefined {
  const table = kept(encoders, encoding, () => invert(encoding));
  const bytes: number[] = [];
  for (const character of text) {
    const form = character < "\u0080" ? [character.charCodeAt(0)] : table.get(character);
    if (form === undefined) return undefined;
    bytes.push(...form);
  }
  return Uint8Array.from(bytes);
}

function invert(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text > "\u007f" && text !== "\ufffd" && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0x80; byte <= 0xff; byte++) learn(byte);
  // Node 20 reads Windows-1252 as Latin-1, which has control characters in these places.
  if (encoding === "windows-1252")
    [...WINDOWS_ONLY].forEach((character, index) => character !== " " && table.set(character, [0x80 + index]));
  if (WIDE.has(encoding))
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) learn(lead, trail);
  return table;
}
