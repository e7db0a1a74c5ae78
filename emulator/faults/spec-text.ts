import { FaultSpecError } from "./fault-spec-error";
import type { FaultRule } from "./kinds";
import { checkRule } from "./rule";

interface Word {
  readonly text: string;
  /** Index of its first character in the specification. */
  readonly start: number;
  /** Whether a part of it stood in quotes, which keeps a value a text. */
  readonly quoted: boolean;
}

/** Splits a specification into rules (by `;` or line end) of words (by blanks); `"…"` keeps blanks and `;` in a word. */
function readRules(spec: string): Word[][] {
  const rules: Word[][] = [[]];
  let word: { text: string; start: number; quoted: boolean } | undefined;
  let quoteStart = -1;
  const endWord = (): void => {
    if (word !== undefined) rules[rules.length - 1]?.push(word);
    word = undefined;
  };
  for (let index = 0; index < spec.length; index += 1) {
    const character = spec.charAt(index);
    if (character === '"') {
      word ??= { text: "", start: index, quoted: true };
      word.quoted = true;
      quoteStart = quoteStart < 0 ? index : -1;
    } else if (quoteStart >= 0 || !/[\s;#]/.test(character)) {
      word ??= { text: "", start: index, quoted: false };
      word.text += character;
    } else if (character === "#" && word !== undefined) {
      word.text += character;
    } else {
      endWord();
      if (character === "#") index = lineEnd(spec, index);
      if (character !== " " && character !== "\t" && character !== "\r") rules.push([]);
    }
  }
  if (quoteStart >= 0) throw new FaultSpecError(`character ${quoteStart + 1}`, 'the quote " is not closed');
  endWord();
  return rules.filter((words) => words.length > 0);
}

function lineEnd(spec: string, from: number): number {
  const end = spec.indexOf("\n", from);
  return end < 0 ? spec.length : end;
}

/** A bare true, false, null or number is that value; everything else, and everything in quotes, a text. */
function setValue(text: string, quoted: boolean): unknown {
  if (!quoted && /^(true|false|null|-?\d{1,15})$/.test(text)) return JSON.parse(text);
  return text;
}

function readRule(spec: string, words: readonly Word[]): FaultRule {
  const [target, kind, ...rest] = words;
  if (target === undefined || kind === undefined) {
    throw new FaultSpecError(
      `character ${(target?.start ?? 0) + 1}`,
      "a rule is <service>:<operation> <fault> [option=value …]",
    );
  }
  const options = new Map<string, unknown>();
  const set: Record<string, unknown> = {};
  const places = new Map<string, number>([
    ["target", target.start],
    ["kind", kind.start],
  ]);
  for (const word of rest) {
    const equals = word.text.indexOf("=");
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    const value = equals < 0 ? "" : word.text.slice(equals + 1);
    if (places.has(name)) throw new FaultSpecError(`character ${word.start + 1}`, `${name} is given twice`);
    places.set(name, word.start);
    if (name.startsWith("set.")) set[name.slice(4)] = setValue(value, word.quoted);
    else options.set(name, value);
  }
  const last = words[words.length - 1] ?? kind;
  const text = spec.slice(target.start, last.start + last.text.length + (last.quoted ? 2 : 0)).trim();
  return checkRule(
    { target: target.text, kind: kind.text, options, set, text },
    (part) => `character ${(places.get(part) ?? kind.start) + 1}`,
  );
}

/**
 * Reads `eds:CreateUsers lost-response first=1; *:* throttle p=0.05 retry-after=2`. Rules are separated by `;` or line
 * ends, `#` starts a comment. Throws {@link FaultSpecError} with the position of the first mistake.
 */
export function parseFaultText(spec: string): FaultRule[] {
  return readRules(spec).map((words) => readRule(spec, words));
}
