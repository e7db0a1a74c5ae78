/** Why a text is no moment: a sentence without its subject, and what to write. The value is not shown. */
export interface NoMoment {
  readonly problem: string;
}

/** The zone of a time that names none: China Standard Time, in which EDS reads its lock times. It knows no summer time. */
const ZONE_MS = 8 * 3_600_000;

const HOW = "Write yyyy-MM-dd HH:mm:ss (Beijing time), or a date alone for the end of that day.";
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const TIME = /^(上午|下午)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*([ap]m)?$/i;
const ZONED = /(?<=\d)\s*(z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads a moment as people and spreadsheets write it: `2027-03-31 18:00:00`, `2027/3/31 18:00`, `2027年3月31日`, `31.03.2027`, ISO 8601 with a
 * zone. Without a zone it is Beijing time; a date alone, and `23:59`, mean the last second of that day. What could be two dates
 * (`3/4/2027`), what does not exist (`2027-02-30`) and the day numbers of spreadsheets are refused. Answers milliseconds since the epoch.
 */
export function readMoment(written: string): { readonly moment: number } | NoMoment {
  const read = readDate(written, "yyyy-MM-dd HH:mm:ss", HOW);
  if ("problem" in read) return read;
  const { day, rest } = read;
  const zone = ZONED.exec(rest)?.[1];
  const clock = readClock(zone === undefined ? rest : rest.slice(0, rest.search(ZONED)));
  if (clock === undefined || (zone !== undefined && rest === "")) return { problem: `has no time that exists. ${HOW}` };
  const offset = zone === undefined ? ZONE_MS : zoneOffset(zone);
  if (offset === undefined) return { problem: `has a time zone that does not exist. ${HOW}` };
  return { moment: Date.UTC(day.year, day.month - 1, day.date, ...clock) - offset };
}

const HOW_DAY = "Write yyyy-MM-dd.";
/** How spreadsheets write a date without a time when they write it as a moment. */
const MIDNIGHT = /^0{1,2}:00(:00(\.0+)?)?$/;

/**
 * Reads a day of the calendar in the spellings of {@link readMoment}: `2026-12-31`, `2026/12/31`, `2026年12月31日`. A day has no time and no zone.
 * Answers `yyyy-MM-dd`, so that days compare as texts.
 */
export function readDay(written: string): { readonly day: string } | NoMoment {
  const read = readDate(written, "yyyy-MM-dd", HOW_DAY);
  if ("problem" in read) return read;
  const { day, rest } = read;
  if (rest !== "" && !MIDNIGHT.test(rest))
    return { problem: `has a time, but people come and go by whole days. ${HOW_DAY}` };
  return { day: isoDate(day.year, day.month, day.date) };
}

/** The date at the beginning of a text, and what stands behind it. @param how what to write instead of a text that has none */
function readDate(written: string, form: string, how: string): { readonly day: Day; readonly rest: string } | NoMoment {
  const text = written.normalize("NFKC").trim();
  if (/^\d+([.,]\d+)?$/.test(text))
    return {
      problem: `is a bare number, as spreadsheets count days. Format the column as text and write the date again: ${form}.`,
    };
  const split = splitDate(text);
  if (split === undefined) return { problem: `is not a date. ${how}` };
  const day = split.day();
  return "problem" in day ? { problem: day.problem.replace(HOW, how) } : { day, rest: split.rest };
}

/** A moment in Beijing time, `yyyy-MM-dd HH:mm:ss`. */
export function beijingTime(moment: number): string {
  return new Date(moment + ZONE_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** What to write instead of a refused moment, for a field that is declared as `written` says. */
export function momentRemedy(written: (moment: number) => string): (refused: unknown) => string {
  return (refused) => {
    const read = typeof refused === "string" ? readMoment(refused) : { problem: `is not a date. ${HOW}` };
    return "moment" in read
      ? `Write ${JSON.stringify(written(read.moment))}.`
      : `It ${read.problem.replace(HOW, `Write it like ${JSON.stringify(written(EXAMPLE))}.`)}`;
  };
}

/** 2027-03-31 18:00:00, Beijing time. */
const EXAMPLE = Date.UTC(2027, 2, 31, 10);

interface Day {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

function splitDate(text: string): { readonly rest: string; day(): Day | NoMoment } | undefined {
  const yearFirst =
    /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)(?:[t\s]\s*(?=\S)|(?<=日)(?=\d|[上下]午)|$)/i.exec(
      text,
    );
  if (yearFirst !== null) {
    const [all, year, , month = yearFirst[5], date = yearFirst[6]] = yearFirst;
    return { rest: text.slice(all.length), day: () => existing(Number(year), Number(month), Number(date)) };
  }
  const named = /^(\d{1,2})[-\s]([a-z]{3})[a-z]*[-\s](\d{4})(?:\s+|$)/i.exec(text);
  if (named !== null) {
    const [all, date, month = "", year] = named;
    return {
      rest: text.slice(all.length),
      day: () => existing(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(date)),
    };
  }
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:\s+|$)/.exec(text);
  if (yearLast === null) return undefined;
  const [all, first, , second, year] = yearLast;
  return { rest: text.slice(all.length), day: () => eitherOrder(Number(year), Number(first), Number(second)) };
}

/** Day and month in the order of the writer's country, which the file does not tell. */
function eitherOrder(year: number, first: number, second: number): Day | NoMoment {
  if (first <= 12 && second <= 12 && first !== second) {
    return {
      problem: `may be ${isoDate(year, first, second)} or ${isoDate(year, second, first)}. Write the one that is meant.`,
    };
  }
  return first > 12 ? existing(year, second, first) : existing(year, first, second);
}

function existing(year: number, month: number, date: number): Day | NoMoment {
  const day = new Date(Date.UTC(year, month - 1, date));
  const exists = year >= 1970 && day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
  return exists ? { year, month, date } : { problem: `is a date that does not exist. ${HOW}` };
}

/** Hours, minutes and seconds; none is the end of the day, and so is its last minute, to which spreadsheets shorten it. */
function readClock(text: string): readonly [number, number, number] | undefined {
  if (text === "") return [23, 59, 59];
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, chinese, hours = "", minutes = "", seconds, english] = match;
  const half =
    chinese === "下午" || english?.toLowerCase() === "pm"
      ? "pm"
      : chinese === "上午" || english !== undefined
        ? "am"
        : undefined;
  const written = Number(hours);
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (half === "pm" ? 12 : 0);
  const minute = Number(minutes);
  const second = seconds === undefined ? (hour === 23 && minute === 59 ? 59 : 0) : Number(seconds);
  return hour < 24 && minute < 60 && second < 60 ? [hour, minute, second] : undefined;
}

function zoneOffset(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return hours > 14 || minutes > 59 ? undefined : (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function isoDate(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
