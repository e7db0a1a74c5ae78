import type { Format } from "../terminal/choices";
import { mapSections, type Report, sizeOf } from "./model";

/**
 * Entries of a section that a format shows unless all are asked for: a terminal's page or two, and a page that a phone still
 * opens. A comment holds fewer than these anyhow. JSON is for programs and has all.
 */
const SHOWN: Readonly<Record<Format, number>> = {
  text: 50,
  html: 500,
  markdown: 4_000,
  json: Number.POSITIVE_INFINITY,
};

/** The report with the first entries of each section, and with how many there are besides. */
export function abridge(report: Report, format: Format): Report {
  const limit = SHOWN[format];
  return mapSections(report, (section) =>
    section.entries.length <= limit
      ? section
      : { ...section, entries: section.entries.slice(0, limit), more: sizeOf(section) - limit },
  );
}

/** What stands in place of those who are left out. */
export function moreText(more: number): string {
  return `… and ${more.toLocaleString("en-US")} more: --all shows everybody, --format json writes everybody for programs`;
}
