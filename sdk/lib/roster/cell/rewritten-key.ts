/** Signs that programs put around a number, not in it: `#1234`, `$1,234`, `1234 €`, `12%`. */
const AROUND = /^(?:['+#]|[a-z]{0,3}\p{Sc}) ?(?=\d)|(?<=\d[.,]?)(?:[.%元円]| ?\p{Sc})$/gu;

/** With a sign between thousands (in India between hundreds above them too) and decimals; YAML 1.1 knows `_` in any number (`2024_001`). `1.234` alone may be a key with a point. */
const NUMBER = /^(\d+(?:_\d{3})*|\d{1,3}(?:[,' ]\d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3})(?:[.,]0+)?$/;

/** With a power of ten: `1.234E+03`, and the key `12e4`, of which a spreadsheet makes 120000. */
const POWER = /^(\d+)(?:[.,](\d+))?e\+?(\d{1,3})$/;

/** What YAML 1.1 takes for a number of base eight: `0123` is 83. */
const OCTAL = /^0[0-7_]+$/;

/** A digit of another script: spreadsheets show numbers in those of their language (Arabic, Persian, Devanagari …). */
const FOREIGN_DIGIT = /(?![0-9])\p{Nd}/gu;

/** What programs put in place of a character that a keyboard has, or beside it where nobody sees it. */
const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cf}\u034f\u115f\u3164]/gu, ""],
  [/[\u0300-\u036f]/g, ""],
  // Letters that lose their stroke or dot as others lose an accent.
  [/[łŁ]/g, "l"],
  [/[øØ]/g, "o"],
  [/[đĐ]/g, "d"],
  [/ı/g, "i"],
  [/ß/g, "ss"],
  [/[æÆ]/g, "ae"],
  [/[œŒ]/g, "oe"],
  [/[\p{Pd}\u2212]/gu, "-"],
  [/[’‘‚‛ʼʹ′`´]/g, "'"],
  [/[“”„‟«»″]/g, '"'],
  [/\p{Zs}+/gu, " "],
  [/٬/g, ","],
  [/٫/g, "."],
];

/**
 * What the forms of one key share that programs make of it, so that a leaver and a newcomer are seen to be one person: `001234`, `1234`,
 * `1,234`, `1234.0` and `1.234E+03` are one number, and `li-na`, `Li–Na` and `lí-na` one name. The first is the key itself, the others are what it may
 * become as well: 83 of `0123`, and a long number with its last digits rounded. It tells nothing of two people who are there at once.
 */
export function rewrittenForms(key: string): readonly string[] {
  const plain = TYPOGRAPHY.reduce((text, [made, typed]) => text.replace(made, typed), key.normalize("NFKD"));
  const text = unquoted(plain.replace(FOREIGN_DIGIT, latinDigit).trim().toLowerCase());
  const form = digitsOf(text.replace(AROUND, ""))?.replace(/^0+(?=\d)/, "") ?? text.normalize("NFC");
  return [
    form,
    ...(OCTAL.test(text) ? [BigInt(`0o${text.replaceAll("_", "")}`).toString()] : []),
    ...roundedForms(form),
  ];
}

/** Whether two keys may be one: what the one is, or may be in another form, the other is. Two numbers that are rounded alike are two. */
export function mayBeOneKey(one: readonly string[], other: readonly string[]): boolean {
  return one.includes(other[0] ?? "") || other.includes(one[0] ?? "");
}

/** A number of more digits than others keep: as a spreadsheet cuts it, as JavaScript and jq write it, and as it is in 64 bits. */
function roundedForms(number: string): readonly string[] {
  if (!/^\d{16,21}$/.test(number)) return [];
  return [number.slice(0, 15).padEnd(number.length, "0"), String(Number(number)), BigInt(Number(number)).toString()];
}

/** A text without the quotes that a program has put around it: `"1234"`, `'li-na'`, `="1234"`. */
function unquoted(text: string): string {
  return /^=?(["'])(.+)\1$/.exec(text)?.[2] ?? text;
}

/** The digits of a whole number; `undefined` where the text is none. */
function digitsOf(text: string): string | undefined {
  const [, lead, rest = "", power] = POWER.exec(text) ?? [];
  if (lead === undefined) return NUMBER.exec(text)?.[1]?.replace(/\D/g, "");
  const decimals = rest.replace(/0+$/, "");
  return decimals.length > Number(power) ? undefined : `${lead}${decimals.padEnd(Number(power), "0")}`;
}

/** Digits of one script follow each other from its zero on. */
function latinDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
