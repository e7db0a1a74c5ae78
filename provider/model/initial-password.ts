import { type FieldSpec, type FieldTable, fieldThatMeans } from "./field";
import type { Fields } from "./values";

/** What a program or a roster cell writes for a password that Rollcall is to make. Not a secret, unlike every other value of the field. */
export const GENERATE = "(generate)";

/** The output that keeps a password made so. */
export const INITIAL_PASSWORD = "initialPassword";

/** Letters and digits that nobody takes for one another, read aloud or in any typeface. */
const UPPER = "ABCDEFGHJKMNPQRTUVWXYZ";
const LOWER = "abcdefghijkmnpqrstuvwxyz";
const DIGITS = "2346789";
const ALL = UPPER + LOWER + DIGITS;

/** Four groups of four: about 91 bits, and 19 characters with the hyphens, which stand for the special ones that services ask for. */
const GROUPS = 4;
const GROUP = 4;

/** Shorter parts of names turn up in any text. */
const SHORTEST_WORD = 3;

/** More attempts than bad luck can need: only a rule that no such password keeps uses them up. */
const ATTEMPTS = 1000;

/** The password field of a kind, if it has one. */
export function passwordField({ fields }: { readonly fields: FieldTable }): string | undefined {
  return fieldThatMeans(fields, "secret");
}

/** Whether a declaration leaves the password to Rollcall. */
export function leavesPassword(kind: { readonly fields: FieldTable }, user: Fields): boolean {
  const field = passwordField(kind);
  return field !== undefined && user[field] === GENERATE;
}

/** A text that somebody may have meant for {@link GENERATE}: another case, other brackets or none, blanks. It must not become a password. */
export function resemblesGenerate(value: unknown): boolean {
  return (
    typeof value === "string" && /^[([{<]?\s*(?:auto-?)?generated?\s*[)\]}>]?$/i.test(value.normalize("NFKC").trim())
  );
}

/**
 * Makes a password that its field takes: begins with a letter, has all classes of characters, holds no part of what is declared of
 * the person, nor three alike or in a row.
 * @param random a whole number from 0 to below its argument, fit for secrets
 * @throws Error when the field takes none of the kind, which a test of every field excludes
 */
export function makePassword(spec: FieldSpec, user: Fields, random: (below: number) => number): string {
  const words = wordsOf(user);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const groups = Array.from({ length: GROUPS }, () =>
      Array.from({ length: GROUP }, () => pick(ALL, random)).join(""),
    );
    const password = groups.join("-");
    const classes = [UPPER, LOWER, DIGITS].every((set) => [...set].some((character) => password.includes(character)));
    if (!classes || !/^[A-Za-z]/.test(password) || hasRun(password) || holds(password, words)) continue;
    if (spec.type.safeParse(password).success) return password;
  }
  throw new Error(`no password of the kind keeps the rule of the field: ${spec.limits}`);
}

function pick(from: string, random: (below: number) => number): string {
  return from.charAt(random(from.length));
}

/** What a password must not hold: parts of names and addresses, forwards and backwards. */
function wordsOf(user: Fields): readonly string[] {
  const texts = Object.values(user).filter((value): value is string => typeof value === "string");
  const words = texts
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= SHORTEST_WORD);
  return [...new Set(words.flatMap((word) => [word, [...word].reverse().join("")]))];
}

function holds(password: string, words: readonly string[]): boolean {
  const plain = password.toLowerCase().replaceAll("-", "");
  return words.some((word) => plain.includes(word) || password.toLowerCase().includes(word));
}

/** Three characters alike, or that follow each other up or down. */
function hasRun(password: string): boolean {
  const codes = [...password.toLowerCase()].map((character) => character.charCodeAt(0));
  return codes.some((code, at) => {
    const [next = NaN, last = NaN] = [codes[at + 1], codes[at + 2]];
    return last - next === next - code && Math.abs(next - code) <= 1;
  });
}
