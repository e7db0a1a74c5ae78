/** A number as keys hold it, and as programs write it again: with a sign between thousands, decimals, a sign in front or behind. */
const NUMBER = /^['+#$€£¥]? ?(\d+|\d{1,3}(?:[,' ]\d{3})+)(?:[.,]0+)?[.%]?$/;

/** What programs put in place of a character that a keyboard has, or beside it where nobody sees it. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cf}\u034f\u115f\u3164]/gu, ""],
  [/[\u0300-\u036f]/g, ""],
  [/[\p{Pd}\u2212]/gu, "-"],
  [/[’‘‚‛ʼʹ′`´]/g, "'"],
  [/[“”„‟«»″]/g, '"'],
  [/\p{Zs}+/gu, " "],
];

/**
 * What the forms of one key share that programs make of it, so that a leaver and a newcomer are seen to be one person: `001234`, `1234`,
 * `1,234` and `1234.0` are one number, and `li-na`, `Li–Na` and `lí-na` one name. It tells nothing of two people who are there at once.
 */
export function rewrittenForm(key: string): string {
  const plain = TYPOGRAPHY.reduce((text, [made, typed]) => text.replace(made, typed), key.normalize("NFKD"));
  const text = plain.trim().toLowerCase();
  const [, digits] = NUMBER.exec(text) ?? [];
  return digits === undefined ? text.normalize("NFC") : digits.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
}
