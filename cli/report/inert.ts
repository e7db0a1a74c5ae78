/**
 * What nobody sees but a terminal or a browser obeys: control and format characters (escape sequences, line breaks, text
 * direction), line separators, and halves of a surrogate pair. Joiners between letters of Indic, Persian and emoji text are
 * part of the writing and stay.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const JOINERS = new Set(["\u200c", "\u200d"]);

/** A value on one line in which nothing has an effect: what cannot be seen is written out as `<U+001B>`. */
export function inert(value: string): string {
  if (!UNSEEN.test(value)) return value;
  const characters = [...value];
  return characters.map((character, index) => (isUnseen(character) && !joins(characters, index) ? codePoint(character) : character)).join("");
}

/** Cuts a value after so many characters and says how many are left out. */
export function cut(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const characters = [...value];
  return characters.length <= longest ? value : `${characters.slice(0, longest).join("")}… (${characters.length - longest} more characters)`;
}

function isUnseen(character: string): boolean {
  return UNSEEN.test(character);
}

function joins(characters: readonly string[], index: number): boolean {
  const [before, after] = [characters[index - 1], characters[index + 1]];
  return JOINERS.has(characters[index] ?? "") && [before, after].every((letter) => letter !== undefined && !isUnseen(letter) && !/[\p{ASCII}]/u.test(letter));
}

function codePoint(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}
