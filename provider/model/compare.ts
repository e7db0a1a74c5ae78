import { type FieldSpec, isReadable } from "./field";
import type { Kind } from "./kind";
import type { Fields, Json, Observed } from "./values";

/** Whether two values say the same: equal JSON, lists as sets, objects whatever the order of their keys, texts whatever their Unicode normal form. */
export function equalValues(left: unknown, right: unknown): boolean {
  return left === right || canonical(left) === canonical(right);
}

/** Whether what the cloud reports agrees with what is declared, by the field's own normalisation. */
export function agrees(spec: FieldSpec, declared: unknown, observed: unknown): boolean {
  if (spec.same !== undefined) return spec.same(composed(declared), composed(observed));
  if (isCleared(declared) && observed === undefined) return true;
  return equalValues(declared, observed);
}

/**
 * A value with every text in Unicode normal form C, at any depth; names of properties stay. Keyboards, files and services
 * write the same letters in different forms, and nobody sees which.
 */
export function composed(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC");
  if (Array.isArray(value)) return value.map(composed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, composed(member)]));
}

/** `""` and `[]` declare that a field is cleared; services then often leave it out of their answers. */
export function isCleared(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Telephone numbers in any shape: spaces, dashes, brackets and a leading `+` or `00` are not part of the number, and a mask
 * (`138****0000`) agrees with every number it can stand for. A country code present on one side only is tolerated.
 */
export function samePhone(declared: unknown, observed: unknown): boolean {
  if (isCleared(declared) || declared === undefined) return observed === undefined || observed === "";
  if (typeof declared !== "string" || typeof observed !== "string") return false;
  const seen = digits(observed);
  return digits(declared).some((wanted) =>
    seen.some((shown) => (shown.includes("*") ? maskAgrees(wanted, shown) : sameNumber(wanted, shown))),
  );
}

/** E-mail addresses agree whatever their case: no service is documented to keep it. */
export function sameEmail(declared: unknown, observed: unknown): boolean {
  if (isCleared(declared)) return observed === undefined || observed === "";
  return (
    typeof declared === "string" && typeof observed === "string" && declared.toLowerCase() === observed.toLowerCase()
  );
}

/**
 * The digits of a number, with and without the `00` that may stand for the `+` in front, or the `0` of an area code; and with the `(0)`
 * that nobody dials, which a mask may have cut in two.
 */
function digits(phone: string): readonly string[] {
  const text = phone.normalize("NFKC");
  const dialled = text.replace(/^(\+\s*\d{1,3}[\s-]*)\(\s*0\s*\)/, "$1");
  return [...new Set([dialled, text])].flatMap((written) => {
    const plain = written.replace(/[\s\-().+]/g, "");
    const zeros = /^0{0,2}/.exec(plain)?.[0].length ?? 0;
    return zeros === 0 ? [plain] : [plain, plain.slice(zeros)];
  });
}

function sameNumber(left: string, right: string): boolean {
  const [longer, shorter] = left.length > right.length ? [left, right] : [right, left];
  return (
    longer === shorter ||
    (shorter.length >= 7 && longer.endsWith(shorter) && longer.length - shorter.length <= COUNTRY_CODE)
  );
}

/** The mainland services' own country code: all that some masks show in front. */
const CHINA = "86";
/** Longest country code, in digits (ITU-T E.164). */
const COUNTRY_CODE = 3;

/** A mask shows a number's first and last digits; either of the two may lack the other's country code. */
function maskAgrees(wanted: string, mask: string): boolean {
  const head = mask.slice(0, mask.indexOf("*"));
  const tail = mask.slice(mask.lastIndexOf("*") + 1);
  if (fits(wanted, head, tail)) return true;
  return Array.from({ length: COUNTRY_CODE }, (_, index) => index + 1).some(
    (code) =>
      fits(wanted.slice(code), head, tail) ||
      ((head.length > code || head === CHINA) && fits(wanted, head.slice(code), tail)),
  );
}

function fits(number: string, head: string, tail: string): boolean {
  return number.startsWith(head) && number.endsWith(tail) && number.length >= head.length + tail.length;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${entries
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
      .sort()
      .join(",")}}`;
  }
  return JSON.stringify(typeof value === "string" ? value.normalize("NFC") : value) ?? "undefined";
}

/**
 * What the spellings of one key share: Unicode keeps an accent with its letter or behind it, and people write a name in
 * either case. Two keys with the same fold are one person, or too alike for one of them to end the other's account.
 */
export function foldedKey(key: string): string {
  return key.normalize("NFC").toLowerCase().normalize("NFC");
}

/** Whether two keys are two spellings of one, whose letters look different: `anna.reed` and `Anna.Reed`. */
export function differInCase(left: string, right: string): boolean {
  return left.normalize("NFC") !== right.normalize("NFC") && foldedKey(left) === foldedKey(right);
}

/** Whether a declaration only spells the key of the former one in another case. */
export function changesCaseOfKey({ naturalKey }: Kind, before: Fields, after: Fields): boolean {
  return differInCase(String(before[naturalKey] ?? ""), String(after[naturalKey] ?? ""));
}

/** A declared, readable field on which the cloud does not agree. */
export interface Difference {
  readonly field: string;
  readonly spec: FieldSpec;
  readonly declared: Json;
  readonly observed: Json | undefined;
}

/** Where the cloud differs from the declaration. Only declared, readable fields count. */
export function differences(kind: Kind, declared: Fields, observed: Observed): readonly Difference[] {
  return Object.entries(kind.fields).flatMap(([field, spec]) => {
    const wanted = declared[field];
    if (wanted === undefined || !isReadable(spec)) return [];
    const seen = observed.fields[field];
    return agrees(spec, wanted, seen) ? [] : [{ field, spec, declared: wanted, observed: seen }];
  });
}

/** One difference in words. Values of secret fields, the program's (`secret`) as well as the table's, are never shown. */
export function describeDifference(difference: Difference, secret: ReadonlySet<string>, place = "the program"): string {
  if (difference.spec.secret === true || secret.has(difference.field)) return `${difference.field} differs`;
  const seen = difference.observed === undefined ? "nothing" : JSON.stringify(difference.observed);
  return `${difference.field} is ${seen} on the cloud, ${JSON.stringify(difference.declared)} in ${place}`;
}
