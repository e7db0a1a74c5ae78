import { emptyResult, isInQuotes } from "./changed-key";
import { escapeProblem } from "../encoding/escapes";
import { mojibakeProblem } from "../encoding/mojibake";
import { radicalProblem } from "../encoding/radicals";
import { pastedNameProblem } from "./pasted";

/** What programs and databases write for "nothing". Case counts: nobody writes `NaN` for a person named Nan. */
const PLACEHOLDERS = new Set([
  ..."NULL null Null NIL nil None none NONE NaN nan NAN NaT .nan .NaN .NAN undefined UNDEFINED Undefined \\N \\\\N N/A n/a N/a N.A. n.a. - -- --- – — _ . / ? ?? ???".split(
    " ",
  ),
  ..."无 無 空 暂无 暫無 没有 沒有 (无) （无） (空) （空） なし 없음 해당없음".split(" "),
  // What people write for what they do not know yet.
  ..."TBD tbd TBA 待定 未知 不详 不詳 未填 未填写 未填寫 待补 待补充 待補充 同上 同左 空白 〃 ditto".split(" "),
  ..."NA \\ * # \" '' [] 〃".split(" "),
  '""',
]);

/** The same words in brackets: `<null>`, `(null)`, `[NULL]`, `<NA>`, `[object Object]`; `(blank)` as pivot tables write it in several languages. */
const BRACKETED =
  /^(?:<(?:null|nil|none|nan|na|n\/a|unset|empty|undefined)>|[([](?:null|nil|nan|na|n\/a|not set|blank|empty|undefined|空白|leer|vide|vacío|en blanco|vazio|em branco|vuoto|leeg|пусто|puste|boş|tomt?)[)\]]|\{(?:null)?\}|\[object \w+\])$/i;

/** Of those, what programs alone write: people note `N/A`, `none` or `-`, but not these. */
const OF_PROGRAMS =
  /^(?:NULL|null|\\{1,2}N|NaN|nan|NaT|\.nan|<NA>|undefined|\(null\)|<null>|\[NULL\]|\[null\]|\[object \w+\])$/;

/** Words of the above that are also written like a family's name; programs write them so least of all. */
const LIKE_NAMES = new Set(["Null", "Nil", "NA"]);

/** In front of a value that is meant letter by letter, although it reads like nothing at all: `text:Null`. */
const LITERALLY = "text:";

/** Whether a value is what a program writes for "nothing", a person's name though it may be: `NULL`, `N/A`, `\N`, `-`, 无. */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim();
  return PLACEHOLDERS.has(bare) || (!/^\w/.test(bare) && BRACKETED.test(bare.normalize("NFKC")));
}

/** Whether a value may be a person's name although programs write it for "nothing": worth telling, no reason to refuse anybody. */
export function mayBeName(text: string): boolean {
  return LIKE_NAMES.has(text.trim());
}

/**
 * Why a value is not taken for a name, id or contact; a sentence without subject. A name may be declared all the same with {@link LITERALLY} in front.
 */
export function placeholderProblem(text: string, isName: boolean): string | undefined {
  if (isName && isInQuotes(text))
    return `is ${JSON.stringify(text.trim())}, in typographic quotes, which an editor makes of those around a cell. Write the name alone; if the quotes belong to it, write ${LITERALLY}${text.trim()}.`;
  if (!isPlaceholder(text) || (isName && mayBeName(text))) return undefined;
  const remedy = isName
    ? `Empty the cell to leave the field alone; if the name is really that, write ${LITERALLY}${text.trim()}.`
    : "Write the value, or empty the cell.";
  return `is ${JSON.stringify(text.trim())}, which stands where there is nothing. ${remedy}`;
}

/** Why a text is no note; a sentence without subject. It may be one all the same with {@link LITERALLY} in front. */
export function emptyNoteProblem(note: string): string | undefined {
  return OF_PROGRAMS.test(note.trim())
    ? `is ${JSON.stringify(note.trim())}, which programs write where there is nothing. Empty the cell to leave the field alone; if the note is really that, write ${LITERALLY}${note.trim()}.`
    : undefined;
}

function zeroProblem(name: string): string | undefined {
  const because = emptyResult(name.trim());
  return because === undefined
    ? undefined
    : `is ${JSON.stringify(name.trim())}, ${because}. Write the name, or empty the cell.`;
}

/** Why a name reads as if a program had spoilt it, or somebody had pasted it with what stood around it; a sentence without subject. It may be declared all the same, as above. */
export function spoiltProblem(name: string): string | undefined {
  const spoilt =
    zeroProblem(name) ??
    mojibakeProblem(name) ??
    radicalProblem(name) ??
    escapeProblem(name) ??
    pastedNameProblem(name);
  return spoilt === undefined ? undefined : `${spoilt} If the name is really that, write ${LITERALLY}${name.trim()}.`;
}

/** The value behind {@link LITERALLY} where the mark is needed; any other text as it is. */
export function withoutMark(text: string): string {
  const bare = text.trim();
  if (!bare.startsWith(LITERALLY)) return text;
  const rest = bare.slice(LITERALLY.length);
  return nameWithMark(rest) === rest ? text : rest;
}

/** A value with the mark in front, if it needs one because it reads like nothing or stands in quotes. */
export function withMark(text: string): string {
  return isPlaceholder(text) || isInQuotes(text) ? `${LITERALLY}${text}` : text;
}

/** A name with the mark in front, if it would not be taken without one. */
export function nameWithMark(name: string): string {
  return spoiltProblem(name) === undefined ? withMark(name) : `${LITERALLY}${name}`;
}
