import type { Format } from "../terminal/choices";
import type { Heading, Report } from "./model";

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
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      people: section.people.slice(0, limit),
      ...rest(section, section.people, limit),
    })),
    groups: report.groups.map((section) => ({
      ...section,
      groups: section.groups.slice(0, limit),
      ...rest(section, section.groups, limit),
    })),
  };
}

function rest(section: Heading, entries: readonly unknown[], limit: number): Pick<Heading, "more"> {
  return entries.length > limit ? { more: sizeOf(section, entries) - limit } : {};
}

/** How many a section is about. */
export function sizeOf({ more = 0 }: Heading, entries: readonly unknown[]): number {
  return entries.length + more;
}

/** What stands in place of those who are left out. */
export function moreText(more: number): string {
  return `… and ${more.toLocaleString("en-US")} more: --all shows everybody, --format json writes everybody for programs`;
}
