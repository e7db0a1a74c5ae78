import { changedKeyProblem } from "./changed-key";
import { pastedKeyProblem } from "./pasted";
import { isOddKey } from "./written";

/** What stands in front of a total, in the languages of those who write rosters. */
const WORDS = "grand ?totals?|sub-?totals?|totals?|sum|count|gesamt|summe|suma|totale|totaal|итого|всего";
const HAN = "合计|合計|总计|總計|小计|小計|共计|共計|汇总|匯總|总数|總數|总人数|總人數|人数|人數|総計|합계|총계|소계";

/** What is counted, behind the number. */
const UNITS = "rows?|records?|people|persons?|users?|members?|employees?|entries|items|lines?|accounts?|персон|человек";
const HAN_UNITS = "人|名|位|行|条|條|筆|笔|个|個|명|건";

/** `Total`, `Total: 45`, `合计：45人`. Between a Latin word and its number stands something, since `sum1` is somebody's key. */
const TOTAL = new RegExp(
  `^(?:(?:${WORDS})(?:\\s+(?:${UNITS}))?(?:\\s*:\\s*|\\s+|$)|(?:${HAN})\\s*:?\\s*)(?:\\d[\\d.,]*)?\\s*(?:${UNITS}|${HAN_UNITS})?$`,
  "iu",
);

/** `45 rows`, `(2 rows affected)`, `共 45 人`. */
const COUNT = new RegExp(
  `^\\(?(?:共|总共|總共|全|total of |in all )?\\s*\\d[\\d.,]*(?:\\s+(?:${UNITS})(?:\\s[a-z ]{1,20})?|\\s*(?:${HAN_UNITS}))\\)?$`,
  "iu",
);

/** `Subtotal Design`, `设计部小计`, which are totals where numbers alone stand beside them. */
const OF_SOME = new RegExp(`^(?:(?:${WORDS})[\\s:].+|(?:${HAN}).+|.+(?:${HAN}):?)$`, "iu");

/** A number that is no telephone number. */
const NUMBER = /^[\d.,\s%]{1,9}$/;

/** In characters; a longer text is none, and patterns would take long over it. */
const LONGEST = 80;

/** Why a row is no person: it counts or sums up the others. A sentence without subject; `undefined` for every other row. */
export function totalsProblem(cells: readonly string[]): string | undefined {
  const [first = "", ...rest] = cells.map((cell) => cell.normalize("NFKC").trim()).filter((cell) => cell !== "");
  if (first === "" || first.length > LONGEST || !rest.every((cell) => NUMBER.test(cell))) return undefined;
  if (!TOTAL.test(first) && !COUNT.test(first) && !(rest.length > 0 && OF_SOME.test(first))) return undefined;
  return `is a line of totals (${first}), not a person. Delete it; if that is somebody's key, write '${first}.`;
}

/** What stands in sentences, headings and rules, and hardly in the name of an account. */
const SENTENCE = /[\s()[\]{}<>:;,!?*"|【】《》「」、。•※“”]/u;

/** Words that stand alone in a line below or between people. */
const WORD =
  /^(?:notes?|remarks?|comments?|legend|sources?|end|eof|continued|备注|備註|注|说明|說明|附注|图例|以上|结束|비고)$/iu;

/** What stands above some of the people and says what they have in common. Whom a roster declares below "leavers" has not left. */
const HEADING =
  /^(?:leavers|joiners|starters|active|inactive|disabled|deleted|removed|archived|former|(?:已?离职|已?離職|在职|在職|退社|新入职|新增|待删除|已删除|停用|禁用|外包|实习)(?:人员|人員|员工|員工|名单|名單|者|生)?|新员工)$/iu;

/** What a second line of a header says of its columns: their names in another language, which must be filled, types, an example. */
const OF_COLUMNS =
  /^(?:required|mandatory|optional|n?varchar|string|必填|必填项|必须|必須|选填|選填|可选|可選|任意|필수|선택|示例|样例|范例|範例|例|[账帐賬帳][号號户戶]|用户名|使用者名稱|登[录錄]名|员工[号编]号?|員工[號編]號?|工[号號]|序[号號]|姓名|社員番号|氏名|사번|이름)$/iu;

/** An apostrophe, by which a spreadsheet keeps a text as it is. */
const MARK = /^['’]/u;

/**
 * Whether the key of a row may as well be a note, a heading or a rule between rows. Only a row in which somebody can be reached is
 * a person's for sure, where the directory takes such keys at all.
 */
export function readsLikeNote(key: string): boolean {
  const bare = key.normalize("NFKC").trim();
  const isWord = WORD.test(bare) || HEADING.test(bare) || OF_COLUMNS.test(bare) || totalsProblem([bare]) !== undefined;
  return bare !== "" && (isWord || SENTENCE.test(bare) || !/[\p{L}\p{N}]/u.test(bare));
}

/** Why the row is not taken for a person; a sentence without subject. */
export function noteProblem(key: string): string {
  return `is ${JSON.stringify(key)}, which reads like a note, a heading or a line between rows, and nothing else in the row is of a person: no address, number, group or password. Delete the row; if it is somebody's key, write '${key}.`;
}

/** A key without the mark that says it is one. */
export function withoutKeyMark(key: string): string {
  return isMarkedKey(key) ? key.slice(1) : key;
}

/** A key as a row of a CSV or a workbook holds it. */
export function withKeyMark(key: string): string {
  return isDoubtful(key) || isMarkedKey(key) ? `'${key}` : key;
}

/** Whether a key begins with the mark and would lose it when it is read. */
export function isMarkedKey(key: string): boolean {
  const rest = key.slice(1);
  return MARK.test(key) && (isDoubtful(rest) || isMarkedKey(rest));
}

/** Besides notes: what begins a comment in a CSV, and what reads like nothing or as if a program had changed it or somebody had pasted it. */
function isDoubtful(key: string): boolean {
  return (
    key.startsWith("#") ||
    readsLikeNote(key) ||
    isOddKey(key) ||
    changedKeyProblem(key) !== undefined ||
    pastedKeyProblem(key) !== undefined
  );
}
