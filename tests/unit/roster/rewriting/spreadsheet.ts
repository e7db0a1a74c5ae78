/** What a spreadsheet takes a cell for when it opens a CSV, and how it writes that when it saves the CSV. */
export interface Spreadsheet {
  readonly name: string;
  readonly decimal: "." | ",";
  readonly thousands: string;
  readonly truth: readonly [string, string];
  /** Day before month, and what is between them. */
  readonly dayFirst: boolean;
  readonly months: string;
  date(year: number, month: number, day: number): string;
  /** 5 May, without a year. */
  short(month: number, day: number): string;
}

const EN = "jan feb mar apr may jun jul aug sep oct nov dec";
const capital = (months: string, month: number): string => {
  const name = months.split(" ")[month - 1] ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
};
const two = (number: number): string => String(number).padStart(2, "0");

export const SPREADSHEETS: readonly Spreadsheet[] = [
  {
    name: "English",
    decimal: ".",
    thousands: ",",
    truth: ["TRUE", "FALSE"],
    dayFirst: false,
    months: EN,
    date: (year, month, day) => `${month}/${day}/${year}`,
    short: (month, day) => `${day}-${capital(EN, month)}`,
  },
  {
    name: "German",
    decimal: ",",
    thousands: ".",
    truth: ["WAHR", "FALSCH"],
    dayFirst: true,
    months: "jan feb mrz apr mai jun jul aug sep okt nov dez",
    date: (year, month, day) => `${two(day)}.${two(month)}.${year}`,
    short: (month, day) => `${two(day)}. ${capital("jan feb mrz apr mai jun jul aug sep okt nov dez", month)}`,
  },
  {
    name: "Chinese",
    decimal: ".",
    thousands: ",",
    truth: ["TRUE", "FALSE"],
    dayFirst: false,
    months: EN,
    date: (year, month, day) => `${year}/${month}/${day}`,
    short: (month, day) => `${month}月${day}日`,
  },
  {
    name: "French",
    decimal: ",",
    thousands: " ",
    truth: ["VRAI", "FAUX"],
    dayFirst: true,
    months: "janv févr mars avr mai juin juil août sept oct nov déc",
    date: (year, month, day) => `${two(day)}/${two(month)}/${year}`,
    short: (month, day) => `${two(day)}-${"janv févr mars avr mai juin juil août sept oct nov déc".split(" ")[month - 1] ?? ""}`,
  },
];

/** The cell as the file has it after the spreadsheet has opened and saved it. */
export function saved(cell: string, sheet: Spreadsheet): string {
  const forced = /^="((?:[^"]|"")*)"$/.exec(cell)?.[1];
  if (forced !== undefined) return forced.replace(/""/g, '"');
  const half = cell.replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).trim();
  if (half === "") return cell;
  if (/^[=@]|^[+-](?=[^\d\s.,(])/.test(half)) return "#NAME?";
  if (half.toLowerCase() === sheet.truth[0].toLowerCase()) return sheet.truth[0];
  if (half.toLowerCase() === sheet.truth[1].toLowerCase()) return sheet.truth[1];
  return number(half, sheet) ?? date(half, sheet) ?? cell;
}

function number(text: string, { decimal, thousands }: Spreadsheet): string | undefined {
  const [, open = "", sign = "", body = "", share = "", close = ""] =
    /^(\()?\s*([+-]?)\s*([\d.,  ]*\d[.,]?|\d[\d.,]*e[+-]?\d+)\s*(%?)(\))?$/i.exec(text) ?? [];
  if (body === "" || (open === "(") !== (close === ")")) return undefined;
  const groups = new RegExp(`^\\d{1,3}(?:\\${thousands}\\d{3})+(?=$|\\${decimal})`);
  const plain = (groups.test(body) ? body.replaceAll(thousands, "") : body).replace(decimal, "#");
  if (!/^(?:\d+#?\d*|#\d+)(?:e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain.replace("#", ".")) * (sign === "-" || open === "(" ? -1 : 1);
  if (share === "%") return `${String(value).replace(".", decimal)}%`;
  if (Math.abs(value) < 1e11 && !/e/i.test(plain)) return String(value).replace(".", decimal);
  return value
    .toExponential(2)
    .replace(".", decimal)
    .replace(/e([+-])(\d+)/, (_all, exponent: string, digits: string) => `E${exponent}${digits.padStart(2, "0")}`);
}

function date(text: string, sheet: Spreadsheet): string | undefined {
  const exists = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}:\d\d)(:\d\d)?)?$/.exec(text);
  if (full !== null) {
    const [, year, month, day, time] = full;
    if (!exists(Number(month), Number(day))) return undefined;
    return `${sheet.date(Number(year), Number(month), Number(day))}${time === undefined ? "" : ` ${time}`}`;
  }
  const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})\.?$/.exec(text) ?? [];
  if (first !== undefined && (text.includes(".") ? sheet.decimal === "," : true)) {
    const [month, day] = sheet.dayFirst ? [Number(second), Number(first)] : [Number(first), Number(second)];
    if (exists(month, day)) return sheet.short(month, day);
  }
  const [, a, b, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})$/.exec(text) ?? [];
  if (a !== undefined) {
    const [month, day] = sheet.dayFirst ? [Number(b), Number(a)] : [Number(a), Number(b)];
    if (exists(month, day)) return sheet.date(Number(year) < 100 ? 2000 + Number(year) : Number(year), month, day);
  }
  const months = sheet.months.split(" ");
  const named = /^(?:(\d{1,2})[-. ]*)?(\p{L}{3,9})\.?[-. ]*(\d{1,4})?$/u.exec(text);
  const word = named?.[2]?.toLowerCase() ?? "";
  const month = months.findIndex((name) => word.startsWith(name) && (word === name || LONG.has(word))) + 1;
  if (month > 0 && (named?.[1] !== undefined || named?.[3] !== undefined)) {
    const day = Number(named[1] ?? named[3]);
    return exists(month, day) ? sheet.short(month, day) : `${capital(sheet.months, month)}-${two(day % 100)}`;
  }
  const time = /^(\d{1,3}):(\d\d)(?::(\d\d))?( ?[ap]m)?$/i.exec(text);
  return time === null ? undefined : `${time[1] ?? ""}:${time[2] ?? ""}:${time[3] ?? "00"}`;
}

const LONG = new Set(
  "january february march april june july august september october november december januar februar april juni juli oktober dezember".split(
    " ",
  ),
);
