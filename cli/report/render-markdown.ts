import {
  changeText,
  type Entry,
  groupsLine,
  MARKS,
  placeText,
  type Report,
  type Section,
  sizeOf,
  summaryLine,
} from "./model";
import { cut, inert, type Text } from "./text";

/** GitHub refuses a longer comment (REST API, issue comments); GitLab's own limit is far higher. */
export const COMMENT_LIMIT = 65_536;
/** Sections with more people than this are folded; lists of what was not seen are cut there. */
const OPEN = 10;
/** Longest value and longest line shown, in characters: with them, flags and headings alone always fit into a comment. */
const VALUE = 120;
const LINE = 600;
/** Longest sentence of an error that is shown: which line of which file is wrong, and what to do, stand in it. */
const ERROR = 1000;

/**
 * The report as Markdown for a comment on a pull request. Everything from outside stands in code spans, in which nothing has
 * an effect: no mention, link, HTML or formula. It begins with a hidden mark by which a workflow finds its own comment.
 * Past {@link COMMENT_LIMIT} it shows fewer people of each section and says how many are left out.
 * @param whole shows everybody, although no comment holds it
 */
export function renderMarkdown(report: Report, whole?: true): string {
  const sections = [...report.sections, ...report.groups].map((section): RenderedSection => ({
    section,
    items: section.entries.map((entry) => renderEntry(entry, MARKS[section.tone])),
  }));
  let shown = 0;
  let refused = 1 + Math.max(0, ...sections.map(({ items }) => items.length));
  const all = render(report, sections, refused);
  if (whole === true || all.length <= COMMENT_LIMIT) return all;
  while (refused - shown > 1) {
    const middle = Math.floor((shown + refused) / 2);
    if (render(report, sections, middle).length <= COMMENT_LIMIT) shown = middle;
    else refused = middle;
  }
  return render(report, sections, shown);
}

interface RenderedSection {
  readonly section: Section;
  /** One an entry. */
  readonly items: readonly string[];
}

function render(report: Report, sections: readonly RenderedSection[], limit: number): string {
  const unseen = report.unseen.map((text) => inline(text, ERROR));
  const blocks = [
    `<!-- rollcall ${report.kind} -->`,
    `### ${inline(report.title)}`,
    `**${summaryLine(report)}**`,
    report.groups.length === 0 ? "" : `Groups and units: **${groupsLine(report)}**`,
    report.risks
      .map(({ level, text }) => `- ${level === "high" ? "🛑 **High:**" : "⚠️ **Notice:**"} ${inline(text)}`)
      .join("\n"),
    ...sections.map((section) => renderSection(section, limit)),
    unseen.length === 0 ? "" : `#### Not seen\n\n${list(unseen, OPEN, unseen.length)}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function renderSection({ section, items }: RenderedSection, limit: number): string {
  const { title, about } = section;
  const heading = `${title}: ${sizeOf(section)}`;
  const body = `${about === "" ? "" : `${about}\n\n`}${list(items, limit, sizeOf(section))}`;
  if (items.length <= OPEN) return `#### ${heading}\n\n${body}`;
  return `<details>\n<summary><b>${heading}</b></summary>\n\n${body}\n\n</details>`;
}

function renderEntry(entry: Entry, mark: string): string {
  const { key, name, facts, changes, notes } = entry;
  const head = [
    `\`${mark}\` **${inline(key)}**${name === undefined ? "" : ` ${inline(name)}`}`,
    placeText(entry),
    ...facts.map(({ field, value }) => `${field} ${inline(value)}`),
  ].join(" · ");
  return [
    head,
    ...changes.map((change) => `${change.field}: ${inline(changeText(change))}`),
    ...notes.map((note) => inline(note)),
  ].join("\n  - ");
}

function list(items: readonly string[], limit: number, all: number): string {
  const shown = items.slice(0, limit).map((item) => `- ${item}`);
  return [
    ...shown,
    ...(all > shown.length
      ? [`- … and ${all - shown.length} more, which the report has as --format html, or as --format text --all`]
      : []),
  ].join("\n");
}

/** @param longest of a piece from outside, in characters */
function inline(text: Text, longest = VALUE): string {
  let line = "";
  for (const [index, piece] of text.entries()) {
    // Names and values are left out and counted; our own words alone are never cut.
    const left = line.length > LINE ? text.slice(index).filter((one) => typeof one !== "string").length : 0;
    if (left > 0) return `${line} … (${left} more)`;
    line += typeof piece === "string" ? piece : codeSpan(cut(inert(piece.value), longest));
  }
  return line;
}

/** A code span ends only at as many backticks as it began with (CommonMark 6.1). */
function codeSpan(value: string): string {
  if (value === "") return "(empty)";
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = /^[` ]|[` ]$/.test(value) ? " " : "";
  return `${fence}${padding}${value}${padding}${fence}`;
}
