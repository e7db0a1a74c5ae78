import { totalsProblem } from "./totals";

/** What stands in sentences, headings and rules, and hardly in the name of an account. */
const SENTENCE = /[\s()[\]{}<>:;,!?*"|【】《》「」、。•※“”]/u;

/** Words that stand alone in a line below or between people. */
const WORD =
  /^(?:notes?|remarks?|comments?|legend|sources?|end|eof|continued|备注|備註|注|说明|說明|附注|图例|以上|结束|비고)$/iu;

/** An apostrophe, by which a spreadsheet keeps a text as it is. */
const MARK = /^['’]/u;

/**
 * Whether the key of a row may as well be a note, a heading or a rule between rows. Only a row in which somebody can be reached is
 * a person's for sure, where the directory takes such keys at all.
 */
export function readsLikeNote(key: string): boolean {
  const bare = key.normalize("NFKC").trim();
  const isWord = WORD.test(bare) || totalsProblem([bare]) !== undefined;
  return bare !== "" && (isWord || SENTENCE.test(bare) || !/[\p{L}\p{N}]/u.test(bare));
}

/** Why the row is not taken for a person; a sentence without subject. */
export function noteProblem(key: string): string {
  return `is ${JSON.stringify(key)}, which reads like a note, a heading or a line between rows, and nothing else in the row says how to reach anybody. Delete the row; if it is somebody's key, write '${key}.`;
}

/** A key without the mark that says it is one. */
export function withoutKeyMark(key: string): string {
  return isMarkedKey(key) ? key.slice(1) : key;
}

/** A key as a row of a CSV or a workbook holds it. */
export function withKeyMark(key: string): string {
  return readsLikeNote(key) || isMarkedKey(key) ? `'${key}` : key;
}

/** Whether a key begins with the mark and would lose it when it is read. */
export function isMarkedKey(key: string): boolean {
  const rest = key.slice(1);
  return MARK.test(key) && (readsLikeNote(rest) || isMarkedKey(rest));
}
