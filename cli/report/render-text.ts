import { createColors } from "picocolors";
import { moreText } from "./abridge";
import {
  changeText,
  type Entry,
  groupsLine,
  MARKS,
  placeText,
  type Report,
  type Risk,
  type Section,
  sizeOf,
  summaryLine,
  type Tone,
} from "./model";
import { displayWidth, inert, padTo, plain, type Text } from "./text";

type Paint = (text: string) => string;

/** The report for a terminal. Columns follow the width of what is shown, so that Chinese, Japanese and Korean names align. */
export function renderText(report: Report, { color }: { readonly color: boolean }): string {
  const paint = createColors(color);
  const tones: Readonly<Record<Tone, Paint>> = {
    comes: paint.green,
    goes: paint.red,
    replaced: paint.magenta,
    changes: paint.yellow,
    note: paint.cyan,
  };
  const blocks = [
    [
      paint.bold(show(report.title)),
      summaryLine(report),
      ...(report.groups.length === 0 ? [] : [`Groups and units: ${groupsLine(report)}`]),
    ],
    report.risks.length === 0
      ? []
      : [
          paint.bold("Look first"),
          ...report.risks.map((risk) => riskLine(risk, risk.level === "high" ? paint.red : paint.yellow)),
        ],
    ...[...report.sections, ...report.groups].map((section) =>
      sectionLines(section, tones[section.tone], paint.bold, paint.dim),
    ),
    report.unseen.length === 0 ? [] : [paint.bold("Not seen"), ...report.unseen.map((text) => `  ${show(text)}`)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function riskLine({ level, text }: Risk, paint: Paint): string {
  return `  ${paint(level === "high" ? "HIGH  " : "notice")}  ${show(text)}`;
}

function sectionLines(section: Section, paint: Paint, bold: Paint, dim: Paint): readonly string[] {
  const { title, about, tone, entries, more = 0 } = section;
  const heads = entries.map(({ key, name }) => (name === undefined ? show(key) : `${show(key)} (${show(name)})`));
  const columns = heads.reduce((widest, head) => Math.max(widest, displayWidth(head)), 0);
  const heading = `${bold(`${title}: ${sizeOf(section)}`)}${about === "" ? "" : `  ${dim(about)}`}`;
  return [
    heading,
    ...entries.flatMap((entry, index) =>
      entryLines(entry, `  ${paint(MARKS[tone])} ${padTo(heads[index] ?? "", columns)}`, dim),
    ),
    ...(more > 0 ? [`  ${moreText(more)}`] : []),
  ];
}

function entryLines(entry: Entry, head: string, dim: Paint): readonly string[] {
  const { facts, changes, notes } = entry;
  const width = Math.max(0, ...changes.map(({ field }) => field.length));
  return [
    `${head}  ${dim([placeText(entry), ...facts.map(({ field, value }) => `${field} ${show(value)}`)].join("  "))}`,
    ...changes.map((change) => `      ${`${change.field}:`.padEnd(width + 1)} ${show(changeText(change))}`),
    ...notes.map((note) => `      ${show(note)}`),
  ];
}

function show(text: Text): string {
  return inert(plain(text));
}
