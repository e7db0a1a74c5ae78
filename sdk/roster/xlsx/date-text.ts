const DAY = 24 * 60 * 60;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;
/** Excel counts 29 February 1900, which never was. */
const NO_DAY = 60;

/**
 * A date as rosters write it: `2027-03-31`, or `2027-03-31 18:00:00` when the value or its format has a time. Days count from 1900, or
 * from 1904 in workbooks that say so; a time without a day is `18:00:00`.
 */
export function dateText(serial: number, format: string, from1904: boolean): { readonly text: string } | { readonly problem: string } {
  const seconds = Math.round(serial * DAY);
  const day = Math.floor(seconds / DAY) + (from1904 ? 1462 : 0);
  const time = clock(seconds % DAY);
  if (!Number.isFinite(serial) || serial < 0 || day > LAST_DAY || day === NO_DAY) return { problem: "holds a date that does not exist. Type it again." };
  if (day === 0) return { text: time };
  const date = new Date(Date.UTC(1899, 11, day < NO_DAY ? 31 : 30) + day * DAY * 1000).toISOString().slice(0, 10);
  return { text: seconds % DAY === 0 && !showsTime(format) ? date : `${date} ${time}` };
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function showsTime(format: string): boolean {
  return /[hs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ""));
}
