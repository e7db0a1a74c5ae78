import type { Count, Report } from "./model";

/** The numbers that a summary shows, in order. */
export function shownCounts({ counts }: Report): readonly Count[] {
  return counts.filter(({ number, always }) => number > 0 || always === true);
}

/** The summary in one line of plain words: `1 leaving, 2 joining, 990 unchanged`. */
export function summaryLine(report: Report): string {
  return shownCounts(report).map(({ number, label }) => `${number} ${label}`).join(", ");
}
