import { readDay } from "../../../../provider/model/moment";
import { CLEARED } from "../cell/cells";
import type { Cell, Entry } from "../entry";
import { periodColumn } from "./headers";
import { visible } from "../cell/hygiene";
import { describePlace, type Problem } from "../problem";

/** The days on which a person is declared, both included, as `yyyy-MM-dd`. An end that is absent is open. */
export interface Period {
  readonly from?: string;
  readonly until?: string;
}

/**
 * The end of the year in which programs begin to count: what lies before it stands for no date at all (`1970-01-01`, `0001-01-01`,
 * `1899-12-30`), and would end somebody who stays.
 */
export const FIRST_MOMENT = Date.UTC(1971, 0, 1);

/** Why such a date is not taken for an end; a sentence without subject. */
export function noDate(written: string): string {
  return `is ${JSON.stringify(visible(written.trim()))}, which programs write where there is no date. Empty the cell, or write the day.`;
}

/** Whether a day comes before, in or after a period. */
export function standing({ from, until }: Period, day: string): "before" | "in" | "after" {
  if (from !== undefined && day < from) return "before";
  return until !== undefined && day > until ? "after" : "in";
}

/** Whether there is a day that belongs to both. */
export function overlap(one: Period, other: Period): boolean {
  const starts = (period: Period, end: string | undefined): boolean =>
    period.from === undefined || end === undefined || period.from <= end;
  return starts(one, other.until) && starts(other, one.until);
}

/** Reads the days of an entry's columns `from` and `until`; what is wrong with them goes to `problems`. */
export function readPeriod(entry: Entry, problems: Problem[]): Period {
  const found = new Map<"from" | "until", { readonly day: string; readonly cell: Cell }>();
  const seen = new Map<"from" | "until", Cell>();
  for (const cell of entry.cells) {
    const end = periodColumn(cell.name);
    if (end === undefined) continue;
    const other = seen.get(end);
    seen.set(end, cell);
    const read =
      other === undefined
        ? dayOf(cell, end)
        : { problem: `is given already at ${describePlace(other.place)}. Keep one of the two.` };
    if (read === undefined) continue;
    if ("problem" in read) problems.push({ place: cell.place, text: `${end} ${read.problem}` });
    else found.set(end, { day: read.day, cell });
  }
  const [from, until] = [found.get("from"), found.get("until")];
  if (from !== undefined && until !== undefined && until.day < from.day) {
    problems.push({
      place: until.cell.place,
      text: `until ${until.day} is before from ${from.day}, so that the person would never be declared. Correct one of the two.`,
    });
  }
  return { ...(from !== undefined && { from: from.day }), ...(until !== undefined && { until: until.day }) };
}

function dayOf(
  { raw }: Cell,
  end: "from" | "until",
): { readonly day: string } | { readonly problem: string } | undefined {
  if (typeof raw !== "string") return { problem: "takes one date, such as 2026-12-31." };
  const written = raw.trim();
  if (written === "" || written === CLEARED) return undefined;
  const read = readDay(written);
  if ("day" in read && end === "until" && Date.parse(read.day) < FIRST_MOMENT) return { problem: noDate(written) };
  return "day" in read ? read : { problem: `${JSON.stringify(visible(written))} ${read.problem}` };
}
