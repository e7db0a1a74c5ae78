import { inert } from "./inert";
import { type FieldChange, MARKS, type PersonEntry, type Report, type Section } from "./model";
import { PAGE_STYLE } from "./page-style";
import { shownCounts } from "./summary";
import { plain, type Text } from "./text";

/** Sections with more people than this are folded at first. */
const OPEN = 50;

/**
 * The report as one HTML page that needs nothing else: no script, no font, no address is loaded, and a policy in its head
 * forbids it to. Everything from outside is escaped.
 */
export function renderHtml(report: Report): string {
  const title = escape(inert(plain(report.title)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<ul class="counts">${shownCounts(report).map(({ number, label }) => `<li><b>${number}</b><span>${escape(label)}</span></li>`).join("")}</ul>
${report.risks.length === 0 ? "" : `<ul class="risks" aria-label="Look first">${report.risks.map(({ level, text }) => `<li class="${level}"><strong>${level === "high" ? "High" : "Notice"}</strong>${html(text)}</li>`).join("\n")}</ul>`}
${report.sections.map(sectionHtml).join("\n")}
${report.unseen.length === 0 ? "" : `<section class="unseen"><h2>Not seen</h2><ul>${report.unseen.map((text) => `<li>${html(text)}</li>`).join("")}</ul></section>`}
</main>
</body>
</html>
`;
}

function sectionHtml({ title, about, tone, people }: Section): string {
  const heading = `${escape(title)}<span class="count">${people.length}</span>`;
  const body = `${about === "" ? "" : `<p class="about">${escape(about)}</p>`}<ul>${people.map((person) => personHtml(person, MARKS[tone])).join("\n")}</ul>`;
  const kind = tone === "note" ? "note-tone" : tone;
  if (people.length <= OPEN) return `<section class="${kind}"><h2>${heading}</h2>${body}</section>`;
  return `<section class="${kind}"><details><summary>${heading}</summary>${body}</details></section>`;
}

function personHtml({ directory, key, name, facts, changes, notes }: PersonEntry, mark: string): string {
  const rows = [...facts.map(({ field, value }) => [field, html(value)] as const), ...changes.map((change) => [change.field, changeHtml(change)] as const)];
  return [
    `<li class="person"><div class="who"><span class="mark">${mark}</span><b>${html(key)}</b>${name === undefined ? "" : `<span>${html(name)}</span>`}<span class="directory">${escape(directory)}</span></div>`,
    rows.length === 0 ? "" : `<dl>${rows.map(([field, value]) => `<dt>${escape(field)}</dt><dd>${value}</dd>`).join("")}</dl>`,
    ...notes.map((note) => `<p class="note">${html(note)}</p>`),
    "</li>",
  ].join("");
}

function changeHtml(change: FieldChange): string {
  switch (change.kind) {
    case "secret":
      return "changed";
    case "unknown":
      return "known after the update";
    case "list":
      return [...change.added.map((text) => `<ins>+${html(text)}</ins>`), ...change.removed.map((text) => `<del>-${html(text)}</del>`)].join(", ") || "order";
    case "value":
      return `${change.before === undefined ? "(not set)" : `<del>${html(change.before)}</del>`} → ${change.after === undefined ? "(not set)" : `<ins>${html(change.after)}</ins>`}`;
  }
}

/** What comes from outside keeps its own writing direction to itself. */
function html(text: Text): string {
  return text.map((piece) => (typeof piece === "string" ? escape(piece) : `<bdi>${escape(inert(piece.value))}</bdi>`)).join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
