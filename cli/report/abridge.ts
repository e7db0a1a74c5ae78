import type { Format } from "./format-names";
import type { Report, Section } from "./model";

/**
 * People of a section whom a format shows unless everybody is asked for: a terminal's page or two, and a page that a phone still
 * opens. A comment holds fewer than these anyhow. JSON is for programs and has everybody.
 */
const SHOWN: Readonly<Record<Format, number>> = {
  text: 50,
  html: 500,
  markdown: 4_000,
  json: Number.POSITIVE_INFINITY,
};

/** The report with the first people of each section, and with how many there are besides. */
export function abridge(report: Report, format: Format): Report {
  return { ...report, sections: report.sections.map((section) => abridgeSection(section, SHOWN[format])) };
}

function abridgeSection(section: Section, limit: number): Section {
  const { people, more = 0 } = section;
  return people.length <= limit
    ? section
    : { ...section, people: people.slice(0, limit), more: people.length - limit + more };
}

/** How many people a section is about. */
export function sizeOf({ people, more = 0 }: Section): number {
  return people.length + more;
}

/** What stands in place of those who are left out. */
export function moreText(more: number): string {
  return `… and ${more.toLocaleString("en-US")} more: --all shows everybody, --format json writes everybody for programs`;
}
