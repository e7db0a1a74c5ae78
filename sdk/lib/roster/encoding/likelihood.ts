import { kept } from "../../../../provider/model/kept";
import * as common from "./common-characters";

/** What a text may be written in. `alphabet`: letters of one byte each. */
export type Writing = "simplified" | "traditional" | "korean" | "japanese" | "alphabet";

/** All of them. */
export const WRITINGS: readonly Writing[] = ["simplified", "traditional", "korean", "japanese", "alphabet"];

/** Bits for something that no roster holds: private use, control characters, box drawings. */
const ABSURD = 45;

/** How surprising one character is, in bits: the logarithm of how many equally likely ones it stands among. */
type Surprise = (character: string, at: number, run: readonly string[]) => number;

/**
 * How surprising a text is for somebody who expects a writing, in bits; the less, the likelier. Only characters beyond ASCII count, with what stands
 * beside them. Two readings of the same bytes can be compared by it.
 */
export function surprise(text: string, writing: Writing): number {
  const of = writing === "alphabet" ? undefined : SURPRISES[writing];
  let bits = 0;
  for (const [run] of text.matchAll(
    /[\p{L}\p{M}\p{N}\p{Co}\p{Cn}\u0080-\u00bf]*[^\p{ASCII}][\p{L}\p{M}\p{N}\p{Co}\p{Cn}\u0080-\u00bf]*|[^\p{ASCII}]/gu,
  )) {
    const characters = [...run];
    bits +=
      of === undefined
        ? word(characters)
        : characters.reduce(
            (sum, character, at) =>
              sum + (isAscii(character) ? 0 : of(character, at, characters) + embedded(characters, at)),
            0,
          );
  }
  return bits;
}

const SURPRISES: Readonly<Record<Exclude<Writing, "alphabet">, Surprise>> = {
  simplified: (character, at, run) => {
    const surname = surnameBits(character, at, run, common.SURNAMES, common.OTHER_SURNAMES);
    if (surname !== undefined) return surname;
    if (common.SIMPLIFIED.has(character)) return 9.5;
    if (common.SURNAMES.has(character) || common.OTHER_SURNAMES.has(character)) return 10.5;
    if (levelOf(character, GB2312) === 1) return 13;
    if (levelOf(character, GB2312) === 2) return 15.5;
    return isHan(character) ? (character.length > 1 || character < "\u4e00" ? 17 : 19.5) : otherBits(character);
  },
  traditional: (character, at, run) => {
    const surname = surnameBits(character, at, run, TRADITIONAL_FIRST, common.OTHER_SURNAMES);
    if (surname !== undefined) return surname;
    if (common.TRADITIONAL.has(character) || common.SIMPLIFIED.has(character)) return 10;
    if (levelOf(character, BIG5) === 1) return 13;
    return isHan(character) ? 16.5 : otherBits(character);
  },
  korean: (character, at, run) => {
    if (/\p{Script=Hangul}/u.test(character)) {
      if (at === 0 && run.length >= 2 && run.length <= 4 && common.KOREAN_SURNAMES.has(character))
        return run.length === 2 ? 11 : 6;
      if (common.KOREAN.has(character)) return 7.5;
      return levelOf(character, KS) === 1 ? 14 : 21;
    }
    return isHan(character) ? 18 : otherBits(character);
  },
  japanese: (character, at, run) => {
    // Who writes kana in half width writes whole names so.
    if (/[\uff61-\uff9f]/.test(character)) return isHan(run[at + 1] ?? "") || isHan(run[at - 1] ?? "") ? 13 : 5.6;
    if (/[\u3040-\u30ff]/.test(character)) return 6.2;
    if (common.JAPANESE.has(character)) return 9.5;
    if (isHan(character)) return levelOf(character, JIS) === 1 ? 13 : 17;
    return otherBits(character);
  },
};

const TRADITIONAL_FIRST = new Set([...common.TRADITIONAL_SURNAMES, ...common.SURNAMES]);

/** The first character of a short run is likely a surname, and there are few. */
function surnameBits(
  character: string,
  at: number,
  run: readonly string[],
  ...ranked: readonly ReadonlySet<string>[]
): number | undefined {
  if (at > 0 || run.length < 2 || run.length > 4) return undefined;
  const rank = ranked.findIndex((surnames) => surnames.has(character));
  return rank === -1 ? undefined : rank === 0 ? 6.5 : 6.5 + 2 * rank;
}

/** Whatever a legacy encoding has beside its own writing. */
function otherBits(character: string): number {
  if (/[\u3000-\u3011\uff01-\uff5e\u2014\u2018-\u201d\u2026\u00b7]/.test(character)) return 9;
  if (/\p{Extended_Pictographic}|[\u200d\ufe0f]/u.test(character)) return 14;
  if (/[\u3040-\u30ff\u3105-\u3129]/.test(character)) return 11;
  if (/\p{Script=Latin}/u.test(character)) return 10;
  if (/\p{L}|\p{M}/u.test(character) && !/[\uff61-\uffdc]/.test(character)) return 12;
  return /[\p{P}\p{S}\p{N}\p{Zs}]/u.test(character) && !/[\u2500-\u25ff]/.test(character) ? 16 : ABSURD;
}

/** A wide character between letters of the alphabet is what one letter with an accent and the next become. */
function embedded(run: readonly string[], at: number): number {
  const character = run[at] ?? "";
  if (/\p{Script=Latin}/u.test(character)) return 0;
  const [before, after] = [/[A-Za-z]/.test(run[at - 1] ?? ""), /[A-Za-z]/.test(run[at + 1] ?? "")];
  const small = /[a-z]/.test(run[at + 1] ?? "");
  return (before ? 3 : 0) + (small ? 5 : after ? 1 : 0) + (before && small ? 8 : 0);
}

/** A word in an alphabet: one script, capitals at the front or throughout. */
function word(characters: readonly string[]): number {
  let bits = 0;
  const letters = characters.filter((character) => /\p{L}/u.test(character));
  const beyond = letters.filter((character) => !isAscii(character));
  for (const [index, character] of characters.entries()) {
    if (isAscii(character)) continue;
    if (/[\p{L}\p{M}]/u.test(character) && !/[\u00aa\u00ba]/.test(character)) bits += letterBits(character);
    else if (character === "№" && /^\d?$/.test(characters[index + 1] ?? "")) bits += 5.3;
    else bits += /[\p{P}\p{S}\u00a0\u00aa\u00ba\u00b2\u00b3\u00b9]/u.test(character) ? 12.5 : ABSURD;
  }
  const isLatin = beyond.every((letter) => /\p{Script=Latin}/u.test(letter));
  // No language writes most of a word with accents, nor a word with several and without a vowel.
  if (isLatin && beyond.length > 1) {
    bits += 4 * Math.max(0, 2 * beyond.length - letters.length);
    if (!letters.some(isVowel)) bits += 8;
    bits += 3 * strangers(beyond);
  }
  if (!isLatin && letters.length > beyond.length) bits += 12;
  // Names begin with a capital in alphabets that have them, which tells Hebrew from small Cyrillic letters.
  if (/^[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(letters[0] ?? "") && !isUpper(letters[0] ?? "")) bits += 3;
  if (new Set(beyond.map(scriptOf)).size > 1) bits += 24;
  if (/\p{M}/u.test(characters[0] ?? "")) bits += ABSURD;
  const risen = letters.filter(
    (letter, index) => index > 0 && isUpper(letter) && !isUpper(letters[index - 1] ?? ""),
  ).length;
  const isHalfCapital = letters.length > 2 && letters.slice(0, 2).every(isUpper) && !letters.every(isUpper);
  return bits + 7 * risen + (isHalfCapital ? 7 : 0);
}

/** A letter of an alphabet. Those that only scholars write, and signs that stand on letters, are rare in names. */
function letterBits(letter: string): number {
  if (/\p{M}/u.test(letter) && !/\p{Script=Thai}/u.test(letter)) return 10;
  if (
    /[\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u02ff\u0370-\u0385\u03cf-\u03ff\u0460-\u048f\u0492-\u052f]/.test(
      letter,
    )
  )
    return 12;
  if (/\p{Script=Thai}/u.test(letter)) return 5.7;
  return scriptOf(letter) === "other" ? 7 : 5.3;
}

/** Letters with signs that stand beside each other in names, by language. The same bytes are letters of several languages in another code page. */
const LANGUAGES = [
  "äöüßåæøéèêëïáóú",
  "àâäçéèêëîïôöùûüÿœæ",
  "áéíóúüñçàèïòºª",
  "áâãàçéêíóôõúü",
  "áðéíóúýþæö",
  "ąćęłńóśźż",
  "áäčďéěíĺľňóôŕřšťúůýž",
  "áéíóöőúüű",
  "ăâîșțşţ",
  "čćđšžäöüõ",
  "çğıİöşüâîûə",
  "ąčęėįšųūž",
  "āčēģīķļņšūž",
  "àèéìíîòóùú",
  "àáâãèéêìíòóôõùúýăđĩũơư",
  "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü",
  "ċġħżâêîôûŵŷ",
].map((letters) => new Set(letters));

/** How many letters of a word are not of the language that has most of them. */
function strangers(letters: readonly string[]): number {
  return Math.min(
    ...LANGUAGES.map(
      (language) => letters.filter((letter) => !language.has(letter) && !language.has(letter.toLowerCase())).length,
    ),
  );
}

function isVowel(letter: string): boolean {
  return /^[aeiouyæøœı]/i.test(letter.normalize("NFD"));
}

function scriptOf(letter: string): string {
  return SCRIPTS.find((script) => new RegExp(`\\p{Script=${script}}`, "u").test(letter)) ?? "other";
}

const SCRIPTS = ["Latin", "Cyrillic", "Greek", "Hebrew", "Arabic", "Thai"];

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function isAscii(character: string): boolean {
  return character < "\u0080";
}

function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}

/** A national character set: the encoding it stands in, and the first bytes of its frequent and its rare half. */
interface Levels {
  readonly encoding: string;
  readonly first: readonly [number, number];
  readonly second: readonly [number, number];
  /** Big5 has characters with a second byte below 0xa1 too. */
  readonly from?: number;
}

const GB2312: Levels = { encoding: "gb18030", first: [0xb0, 0xd7], second: [0xd8, 0xf7] };
const BIG5: Levels = { encoding: "big5", first: [0xa4, 0xc6], second: [0xc9, 0xf9], from: 0x40 };
const KS: Levels = { encoding: "euc-kr", first: [0xb0, 0xc8], second: [0xca, 0xfd] };
const JIS: Levels = { encoding: "euc-jp", first: [0xb0, 0xcf], second: [0xd0, 0xf4] };

const levels = new Map<Levels, ReadonlyMap<string, 1 | 2>>();

function levelOf(character: string, set: Levels): 1 | 2 | undefined {
  return kept(levels, set, () => readLevels(set)).get(character);
}

function readLevels({ encoding, first, second, from = 0xa1 }: Levels): ReadonlyMap<string, 1 | 2> {
  const decoder = new TextDecoder(encoding);
  const found = new Map<string, 1 | 2>();
  for (const [level, [begin, end]] of [
    [1, first],
    [2, second],
  ] as const) {
    for (let lead = begin; lead <= end; lead++) {
      for (let trail = from; trail <= 0xfe; trail++) {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        if ([...text].length === 1 && text !== "\ufffd") found.set(text, level);
      }
    }
  }
  return found;
}
