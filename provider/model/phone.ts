import type * as Numbers from "libphonenumber-js/max";

/** A telephone number in its parts. */
export interface Phone {
  /** Country calling code without `+`: `86`. */
  readonly region: string;
  /** The rest, digits alone, without the 0 that only a caller within the country dials. */
  readonly number: string;
}

/** Why a text is no telephone number: a sentence without its subject, and what to write. The value is not shown. */
export interface NoPhone {
  readonly problem: string;
}

/** A number as typed: with a country code or not, in the groups of digits that blanks, dashes and the like make of it. */
interface Typed {
  readonly plus: boolean;
  readonly groups: readonly string[];
}

const HOW = "Write 11 digits for mainland China, or + and the country code for elsewhere.";
const ALONE = "Write the number alone.";

/**
 * Reads a telephone number as people write it: full-width digits, blanks, dashes, brackets, dots between groups, `+86`, `0086`, `(0)` or none
 * of them. A number without a country code belongs to `region` (a calling code). What makes two numbers or a number and an extension of a
 * text is never thrown away: such a text is refused. Of mainland numbers that are not mobile, length and area code must exist; of others,
 * only length and country are judged, because new ranges appear all the time.
 */
export function readPhone(written: string, region = CHINA): Phone | NoPhone {
  const [, code, plain] = PLAIN_MOBILE.exec(written) ?? [];
  if (plain !== undefined && (region === CHINA || code !== undefined)) return { region: CHINA, number: plain };
  const typed = readTyped(written, region);
  if ("problem" in typed) return typed;
  const digits = typed.groups.join("");
  const hasCode = typed.plus || (region === CHINA && (typed.groups[0] === CHINA || /^861[3-9]\d{9}$/.test(digits)));
  const parsed = parsePhoneNumber(hasCode ? `+${digits}` : `+${region}${digits}`);
  if (parsed === undefined || !parsed.isPossible()) return { problem: `is not a telephone number. ${HOW}` };
  const { countryCallingCode, nationalNumber } = parsed;
  const exists =
    countryCallingCode !== CHINA || (/^1[3-9]/.test(nationalNumber) ? nationalNumber.length === 11 : parsed.isValid());
  return exists
    ? { region: countryCallingCode, number: nationalNumber }
    : { problem: `is not a telephone number. ${HOW}` };
}

/** Loaded when a number needs it: few do, and it would take a tenth of the time in which a program starts. */
function parsePhoneNumber(text: string): Numbers.PhoneNumber | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- checks cannot wait for import()
  const { parsePhoneNumberFromString }: typeof Numbers = require("libphonenumber-js/max");
  return parsePhoneNumberFromString(text);
}

/** What is wrong with a text that should be one telephone number, as far as its writing alone tells; `undefined` when nothing. */
export function phoneProblem(written: string): string | undefined {
  const typed = readTyped(written, CHINA);
  return "problem" in typed ? typed.problem : undefined;
}

/** The number as it is dialled within its country, digits alone: a landline keeps the 0 of its area code (`01062345678`). */
export function nationalDigits({ region, number }: Phone): string {
  // Mobile numbers of mainland China, which is nearly all there are in large files, have no other form.
  if (region === CHINA && /^1[3-9]\d{9}$/.test(number)) return number;
  return parsePhoneNumber(`+${region}${number}`)?.formatNational().replace(/\D/g, "") ?? number;
}

/** The number with its country code: `+8613800138000`. */
export function international({ region, number }: Phone): string {
  return `+${region}${number}`;
}

/** What to write instead of a refused number. */
export function phoneRemedy(value: unknown): string {
  const problem = typeof value === "string" ? phoneProblem(value) : undefined;
  return problem === undefined ? HOW : `It ${problem}`;
}

/**
 * A mainland mobile number with `+86` or without, digits alone: nearly all there are in large files, and nothing in them is left to
 * judge. Not 179, which may be a carrier's prefix.
 */
const PLAIN_MOBILE = /^(\+86)?(1(?:[3-689]\d|7[0-8])\d{8})$/;

/** Mainland China's country code. */
const CHINA = "86";

function readTyped(written: string, region: string): Typed | NoPhone {
  const text = written
    .normalize("NFKC")
    .trim()
    .replace(/[\u2010-\u2015\u2212]/g, "-");
  if (/^[+-]?\d(\.\d+)?e\+?\d+$/i.test(text)) {
    return {
      problem:
        "was turned into a rounded number by a spreadsheet. Format the column as text and type the number again.",
    };
  }
  if (/^\+?\d+\.\d*$/.test(text)) {
    return {
      problem:
        "has a decimal point, as programs write numbers. Format the column as text and write the digits without it.",
    };
  }
  if (/^\+?\d{1,3}(,\d{3})+$/.test(text))
    return {
      problem:
        "has commas between its thousands, as spreadsheets show numbers. Format the column as text and write the digits alone.",
    };
  if (/\d\s*[\r\n;,、，；&|]\s*[+(\d]/.test(text) || /\d\s*(or|and|或)\s*[+\d]/i.test(text))
    return { problem: "holds more than one number. Keep one." };
  if (/[*•]/.test(text)) return { problem: `is masked. ${HOW}` };
  if (/\d\s*(ext|x|#|转|分机)/i.test(text)) return { problem: `has an extension, which cannot be kept. ${ALONE}` };
  // The brackets around a country code, the (0) that nobody dials behind it, and the slash behind an area code (+49 30/123456) mean nothing.
  const plain = text
    .replace(/^\(\s*(\+|00)\s*(\d{1,3})\s*\)/, "+$2 ")
    .replace(/^00\s*(?=[1-9])/, "+")
    .replace(/^(\+\s*\d{1,3}[\s-]*)\(\s*0\s*\)/, "$1 ")
    .replace(/^(\+\d{1,3} +\(?\d{1,5}\)?)\s*\/\s*(?=\d[\d -]{4,}$)/, "$1 ")
    // In France and elsewhere a group of one digit follows the country code.
    .replace(/^(\+\d{1,3})[. ](\d)\.(?=\d\d)/, "$1 $2 ");
  if (plain.includes("/"))
    return { problem: `holds a slash, which may separate another number or an extension. ${ALONE}` };
  const body = /^\+?\s*([\d\s().-]*\d)\)?$/.exec(plain)?.[1];
  if (body === undefined) return { problem: `is not a telephone number. ${HOW}` };
  if (/\.\d?(\D|$)/.test(body)) return { problem: `has a dot where no group of digits ends. ${ALONE}` };
  return oneNumber(
    { plus: plain.startsWith("+"), groups: body.split(/[\s().-]+/).filter((group) => group !== "") },
    region,
  );
}

/**
 * Seven digits and more are a subscriber's number, behind which only an extension or another number can stand. Abroad a few more digits may
 * belong to the number (+49 30 1234567-12), and a mobile number is known by its 11 digits.
 */
function oneNumber(typed: Typed, region: string): Typed | NoPhone {
  const { plus, groups } = typed;
  const digits = groups.join("");
  const mainland = plus ? digits.startsWith(CHINA) : region === CHINA;
  const isMobile = /^(86)?1[3-9]\d{9}$/.test(digits);
  const more = groups.slice(0, -1).some((group) => group.length >= 7);
  if (!more || isMobile || (plus && !mainland && digits.length <= 15)) return typed;
  return { problem: `has an extension or another number behind it. ${ALONE}` };
}
