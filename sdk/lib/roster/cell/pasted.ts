import { QUOTED } from "./changed-key";
import { radicalProblem } from "../encoding/radicals";
import { isShownObject } from "./shown-objects";

/** A mark of text that was pasted, that stands in a template, or of which a program showed less than all: what it is, as the end of a sentence. */
type Mark = readonly [pattern: Pick<RegExp, "test">, because: string];

/** What somebody wrote for a program to fill in: `{{ name }}`, `${NAME}`, `<%= name %>`, `%NAME%`, `$NAME`, `__NAME__`, `<your name>`, `{name}`. */
const UNFILLED =
  /\{\{.*\}\}|\$\{[^{}]*\}|<%.*%>|^%[A-Z][A-Z\d_]+%$|^\$[A-Z][A-Z\d_]+$|^__[A-Z][A-Z_]+__$|^<[^<>@]*>$|^\{[\w.]+\}$/u;

const EXAMPLE = "示例|样例|範例|范例|例如|举例|舉例|例子|例|記入例|サンプル|예시";

const MISSING = "in which a program wrote a word for a value that was missing";

const OF_BOTH: readonly Mark[] = [
  [UNFILLED, "which a program should have filled in"],
  [/^[•‣⁃▪▫●○◦■□◆◇✓✔☐☑➢➤►]|^[–—·・]\s+\S/u, "with the mark of a list in front"],
  [/^(\*\*|~~|`|').+\1$/u, "between marks that a program puts around a text"],
  [/[\p{L}\p{N})）][,;，；、]\s*$/u, "with a separator behind it"],
  [/\[[^\]]+\]\([^)]+\)/u, "which is a link as Markdown writes it"],
  [/^\s*mailto:|<[^<>\s]+@[^<>\s]+>/iu, "with an e-mail address as mail programs write it"],
  [new RegExp(`^(?:${EXAMPLE})\\s*(?:[:：]|$)`, "u"), "which stands in a template to show how it is filled in"],
  [/^(?:e\.\s?g\.|for example\b)/iu, "which stands in a template to show how it is filled in"],
  [{ test: isShownObject }, "as programs show what is no text"],
  [/[^\s.…](?:…|\.{3})$/u, "of which a program has cut the end"],
  // With a capital, which no key has by chance.
  [/_x(?=\d*[A-F])[\dA-F]{4}_/, "in which a character is written as workbooks keep it"],
  [/(?:^|[ ._-])undefined(?=[ ._-]|$)/iu, MISSING],
  [/^(?:null|none|nil)(?:[ ,._-]+(?:null|none|nil))+$/iu, MISSING],
];

const OF_KEYS: readonly Mark[] = [
  [QUOTED, "in typographic quotes, which an editor makes of those around a cell"],
  ...OF_BOTH,
  [/^[-*]\s+\S/u, "with the mark of a list in front"],
  [/^(?:--|\/\/|;|<!--|\/\*|[!%]\s|rem\s)/iu, "with the mark of a comment in front, which in a roster is #"],
  [/^\(?\d{1,3}[.)、]\s+\S/u, "with the number of a list in front"],
  [/^example$/iu, "which stands in a template to show how it is filled in"],
];

const OF_NAMES: readonly Mark[] = [
  ...OF_BOTH,
  [
    new RegExp(
      `[(（[【](?:${EXAMPLE}|example|sample)(?:[,，;；:：\\s].*)?[)）\\]】]|^(?:example|sample) (?:user|name|person|employee)$`,
      "iu",
    ),
    "which stands in a template to show how it is filled in",
  ],
  // Small letters: of a name that begins its words with capitals, or has no Latin ones, it is no word.
  [/^(?=.*[\p{Lu}\p{Lo}]).*(?:^|\s)(?:null|NaN)(?=\s|$)/u, MISSING],
  [/_x00(?:09|20)_/, "in which a character is written as workbooks keep it"],
  [/\p{Lo}(?:null|NULL|None|nan|NaN|undefined)$|^(?:null|NULL|None|nan|NaN|undefined)\p{Lo}/u, MISSING],
];

/** Letters of any language, digits, and what stands in most keys and names. */
const PLAIN = /^[\p{L}\p{M}\p{N}_]+(?:[ ,.@'’-]+[\p{L}\p{M}\p{N}_]+)*[.)]?$/u;
/** Words of templates and programs that a plain text may hold. */
const WORDS = new RegExp(
  `^(?:${EXAMPLE}|example|sample|e\\.|for example|__|rem |\\(?\\d{1,3}[.)] |0x|[4-7]\\w{7}|system|microsoft)|null|none|nan|nil|undefined|_x[\\da-f]{4}_`,
  "iu",
);

/**
 * Why a natural key is not taken as written: it was pasted with what stood around it, or left in a template, so that an account would be made
 * for nobody and somebody's own account deleted. A sentence without subject; `undefined` for every other key.
 */
export function pastedKeyProblem(key: string): string | undefined {
  const because = markOf(key, OF_KEYS);
  const problem =
    because === undefined
      ? radicalProblem(key)?.slice(0, -1)
      : `is ${JSON.stringify(key)}, ${because}. Write the key itself, or delete the row`;
  return problem === undefined ? undefined : `${problem}; if it is really that, write '${key}.`;
}

/** The same of a name, without how to write it all the same. */
export function pastedNameProblem(name: string): string | undefined {
  const because = markOf(name.trim(), OF_NAMES);
  return because === undefined
    ? undefined
    : `is ${JSON.stringify(name.trim())}, ${because}. Write the name alone, or delete the row.`;
}

/** Whether a whole password is the name of one that a program should have filled in; a password may hold the same signs among others. */
export function isUnfilledSecret(value: string): boolean {
  return /^(?:\$?\{\{.*\}\}|\$\{\w+\}|<%.*%>|%[A-Z][A-Z\d_]+%|\$[A-Z][A-Z\d]*_[A-Z\d_]+)$/u.test(value.trim());
}

function markOf(text: string, marks: readonly Mark[]): string | undefined {
  if (PLAIN.test(text) && !WORDS.test(text)) return undefined;
  return marks.find(([pattern]) => pattern.test(text))?.[1];
}
