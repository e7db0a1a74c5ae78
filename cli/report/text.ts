import { codePoint } from "../../sdk/lib/roster/cell/hygiene";

/** Scripts and symbols that take two columns of a terminal (Unicode UAX #11, classes W and F), and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\u200c\u200d\ufe0f]/u;

/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Fills a text with spaces up to a number of columns. */
export function padTo(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/**
 * What nobody sees but a terminal or a browser obeys: control and format characters (escape sequences, line breaks, text
 * direction), line separators, and halves of a surrogate pair. Joiners between letters of Indic, Persian and emoji text are
 * part of the writing and stay.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const JOINERS = new Set(["\u200c", "\u200d"]);

/** A value on one line without effects on a terminal: what cannot be seen is written out as `<U+001B>`. */
export function inert(value: string): string {
  if (!UNSEEN.test(value)) return value;
  const characters = [...value];
  return characters
    .map((character, index) =>
      UNSEEN.test(character) && !joins(characters, index) ? `<${codePoint(character)}>` : character,
    )
    .join("");
}

/** Cuts a value after so many characters and says how many are left out. */
export function cut(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const characters = [...value];
  return characters.length <= longest
    ? value
    : `${characters.slice(0, longest).join("")}… (${characters.length - longest} more characters)`;
}

function joins(characters: readonly string[], index: number): boolean {
  const [before, after] = [characters[index - 1], characters[index + 1]];
  return (
    JOINERS.has(characters[index] ?? "") &&
    [before, after].every((letter) => letter !== undefined && !UNSEEN.test(letter) && !/[\p{ASCII}]/u.test(letter))
  );
}

/** Something from outside, kept apart from the sentence around it, so that it can be masked and escaped. */
export interface Personal {
  readonly personal: PersonalKind;
  readonly value: string;
}

/**
 * How a mask treats it: `key` is the natural key, `name` any name, `words` free text about a person. `nobody` tells nobody's
 * identity (an organisation's id, a date) and is shown, yet it is from outside all the same.
 */
export type PersonalKind = "key" | "name" | "email" | "phone" | "words" | "nobody";

/** A sentence or a value in pieces: our own words, which renderers trust, as strings; all else as {@link Personal}. */
export type Text = readonly (string | Personal)[];

/** Writes a {@link Text} as a template: `say\`${key("alice")} leaves\``. Numbers count as words. */
export function say(strings: TemplateStringsArray, ...values: readonly (string | number | Personal | Text)[]): Text {
  return strings.flatMap((words, index) => {
    const value = values[index];
    const inserted = value === undefined ? [] : asText(value);
    return words === "" ? inserted : [words, ...inserted];
  });
}

/** A sentence of a list, where it holds. */
export function when(holds: boolean, sentence: Text): readonly Text[] {
  return holds ? [sentence] : [];
}

/** A piece of personal data for a {@link Text}. */
export function personal(kind: PersonalKind, value: string): Personal {
  return { personal: kind, value };
}

/** A piece from outside that tells nobody's identity: a stack's name, a group's id. */
export function quoted(value: string): Personal {
  return personal("nobody", value);
}

/** The text as one string, without any escaping. */
export function plain(text: Text): string {
  return text.map((piece) => (typeof piece === "string" ? piece : piece.value)).join("");
}

/** Texts in a row, with a separator between them. */
export function joinTexts(texts: readonly Text[], separator: string): Text {
  return texts.flatMap((text, index) => (index === 0 ? text : [separator, ...text]));
}

function asText(value: string | number | Personal | Text): Text {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return [value];
  return "personal" in value ? [value] : value;
}

/** A sentence names so many; the sections below it name all. */
const SHOWN = 10;

/** Texts in a row, and how many more there are: `alice, bob and 3 more`. */
export function listed(texts: readonly Text[], separator = ", "): Text {
  const row = joinTexts(texts.slice(0, SHOWN), separator);
  return texts.length <= SHOWN ? row : say`${row} and ${texts.length - SHOWN} more`;
}
