/** Zero-width, bidirectional and other characters that nobody sees, odd spaces, halves of characters, and control characters but line break and tab. */
// eslint would take the control characters for a slip, so they are written as properties.
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u2000-\u200a\u202f\u205f\u2800\ufffd]/u;
const JOINERS = /(?<=[^\p{ASCII}])[\u200c\u200d](?=[^\p{ASCII}])/gu;
/** Which form of a letter or an emoji is meant. */
const VARIANTS = /(?<=[^\p{ASCII}])[\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|\ufe0f(?=\u20e3)/gu;
/** Nearly all there is in large files, in which nothing is unseen, wide or of another script. */
const PLAIN = /^[\t\r\n -~]*$/;
/** Writing in which brackets are wide: `王伟（外包）`. */
const ASIAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;
const ODD_SPACES = /[\s\u115f\u1160\u2800\u3164\uffa0]/u;

/** Letters that look Latin and are not, by the Latin letter they look like. */
export const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [..."аaсcеeоoрpхxуyіiјjѕsԁdԛqԝwһhкkмmтtвbнnгrαaοoνvρpιiκkτtυuχxγyηnωw"].flatMap((letter, index, all) =>
    index % 2 === 0 ? [[letter, all[index + 1] ?? ""]] : [],
  ),
);

/**
 * Why a value cannot be meant as written: it holds a character that nobody sees. `undefined` when it is clean. Zero-width joiners
 * inside Persian, Indic or emoji text and the signs for variants of letters and emoji are part of the writing and pass. The value itself is not shown.
 */
export function inspectText(text: string): string | undefined {
  return PLAIN.test(text) ? undefined : unseenIn(text, text.replace(/[\t\r\n]/g, " ").replace(VARIANTS, ""));
}

/** @param judged the text without what may stand in it */
function unseenIn(text: string, judged: string): string | undefined {
  const bare = judged.replace(JOINERS, "");
  const match = INVISIBLE.exec(bare);
  if (match === null) return undefined;
  const [character] = match;
  if (character === "\ufffd")
    return `holds the replacement character ${codePoint(character)}: the text was damaged when the file was saved. Type it again and save as UTF-8.`;
  if (/\p{Cs}/u.test(character))
    return `holds half a character (${codePoint(character)}) at its character ${before(text, character) + 1}: a program has cut the text. Type it again.`;
  return `holds an invisible character (${codePoint(character)}) after ${count(text, character)}. ${ODD_SPACES.test(character) ? "Write an ordinary space or none." : "Delete it."}`;
}

/**
 * Why a natural key cannot be meant as written: spaces around it, invisible characters, line breaks, full-width letters or digits,
 * look-alike letters of another script. Empty when it is clean.
 */
export function inspectKey(key: string): readonly string[] {
  const problems: string[] = [];
  const bare = key.replace(/^[ \t\r\n\u3000]+|[ \t\r\n\u3000]+$/g, "");
  if (bare !== key) problems.push("has spaces around it. Delete them.");
  if (/^[!-~]*$/.test(key)) return problems;
  const unseen = unseenIn(bare, bare);
  if (unseen !== undefined) problems.push(unseen);
  const wide = inspectWidth(ASIAN.test(key) ? key.trim().replace(/[（）]/g, "") : key.trim());
  if (wide !== undefined) problems.push(wide);
  const foreign = [...key].filter((character) => Object.hasOwn(LOOK_ALIKES, character.toLowerCase()));
  if (foreign.length > 0 && /[A-Za-z]/.test(key)) {
    const letters = foreign.map((letter) => `${codePoint(letter)} for ${LOOK_ALIKES[letter.toLowerCase()] ?? ""}`);
    problems.push(
      `mixes Latin letters with look-alikes of another script (${letters.join(", ")}). Type it again on a Latin keyboard.`,
    );
  }
  return problems;
}

/** Why an id or address cannot be meant as written: it holds full-width letters, digits or signs. `undefined` when it is clean. */
export function inspectWidth(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined;
  const wide = [...text].filter((character) => /[\uff01-\uff5e]/.test(character));
  if (text.startsWith("＃"))
    return "begins with a full-width ＃, which begins no comment. Delete it, or the line if nobody is meant.";
  return wide.length === 0
    ? undefined
    : `holds full-width characters (${visible(wide.join(""))}). Write ${JSON.stringify(visible(text.normalize("NFKC")))}.`;
}

/** What keys share that a service, or a person reading, may take for the same. */
export function foldKey(key: string): string {
  return key.normalize("NFKC").toLowerCase();
}

/** A text for people: what cannot be seen is written out, and long texts are cut at 40 characters. */
export function visible(text: string): string {
  const shown = [...text].map((character) => (INVISIBLE.test(character) ? `<${codePoint(character)}>` : character));
  return shown.length <= 40 ? shown.join("") : `${shown.slice(0, 39).join("")}…`;
}

/** How a character is named where it may not be seen: `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function count(text: string, character: string): string {
  const characters = before(text, character);
  return characters === 1 ? "1 character" : `${characters} characters`;
}

/** How many characters stand before the first one of these. */
function before(text: string, character: string): number {
  return [...text].indexOf(character);
}
