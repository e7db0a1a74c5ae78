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
