import { moreText } from "./abridge";
import {
  type Entry,
  type FieldChange,
  groupsLine,
  MARKS,
  placeText,
  type Report,
  type Section,
  shownCounts,
  sizeOf,
} from "./model";
import { inert, plain, type Text } from "./text";

/** The one style sheet of the HTML report: system fonts, light and dark, from a phone's width upwards. */
const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --page: #f4f5f7; --card: #fff; --line: #dde1e7;
  --comes: #11753b; --goes: #b3261e; --replaced: #8a3fb0; --changes: #8a5a00; --note: #1f5fa8; --high: #fdeceb; --notice: #fdf4e0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf0; --soft: #a3adbb; --page: #12151a; --card: #1c2128; --line: #323a45;
  --comes: #57c98a; --goes: #ff8b81; --replaced: #d59bf2; --changes: #eebd5a; --note: #7db8f7; --high: #3a1d1b; --notice: #35290f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
h1 { font-size: 1.35rem; margin: .5rem 0 .75rem; overflow-wrap: anywhere; }
h2, summary { font-size: 1.1rem; font-weight: 650; }
h2 { margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.6rem, 1fr)); gap: .5rem; margin-bottom: 1rem; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .35rem .55rem; overflow-wrap: anywhere; }
.counts b { display: block; font-size: 1.3rem; line-height: 1.2; }
.counts span { color: var(--soft); font-size: .85rem; }
.risks li { border-radius: .6rem; padding: .6rem .8rem; margin-bottom: .5rem; overflow-wrap: anywhere; background: var(--notice); }
.risks .high { background: var(--high); }
.risks strong { margin-right: .35rem; }
.risks bdi { font-weight: 600; }
.risks .high strong { color: var(--goes); }
.risks .notice strong { color: var(--changes); }
section { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .6rem; margin-top: 1rem; padding: .8rem; }
summary { cursor: pointer; padding: .3rem 0; }
.count { color: var(--tone); margin-left: .3rem; }
.about { color: var(--soft); margin: .1rem 0 0; }
.counts + .about { margin: -.4rem 0 1rem; }
.person { border-top: 1px solid var(--line); margin-top: .6rem; padding-top: .6rem; content-visibility: auto; contain-intrinsic-size: auto 4rem; }
.who { display: flex; flex-wrap: wrap; align-items: baseline; gap: .15rem .5rem; overflow-wrap: anywhere; }
.mark { color: var(--tone); font: 700 1rem ui-monospace, monospace; width: 1ch; }
.directory { margin-left: auto; color: var(--soft); font-size: .8rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; }
dl { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .15rem .75rem; margin: .3rem 0 0 1.5ch; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
del { color: var(--goes); text-decoration-thickness: 1px; }
ins { color: var(--comes); text-decoration: none; }
.note { margin: .3rem 0 0 1.5ch; color: var(--soft); overflow-wrap: anywhere; }
.comes { --tone: var(--comes); } .goes { --tone: var(--goes); } .replaced { --tone: var(--replaced); }
.changes { --tone: var(--changes); } .note-tone { --tone: var(--note); } .unseen { --tone: var(--soft); }
.unseen li { margin-top: .35rem; overflow-wrap: anywhere; }
@media print { body { background: none; } section { break-inside: auto; } .person { break-inside: avoid; content-visibility: visible; } }
`;

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
<ul class="counts">${shownCounts(report)
    .map(({ number, label }) => `<li><b>${number}</b><span>${escape(label)}</span></li>`)
    .join("")}</ul>
${report.groups.length === 0 ? "" : `<p class="about">Groups and units: ${escape(groupsLine(report))}</p>`}
${report.risks.length === 0 ? "" : `<ul class="risks" aria-label="Look first">${report.risks.map(({ level, text }) => `<li class="${level}"><strong>${level === "high" ? "High" : "Notice"}</strong>${html(text)}</li>`).join("\n")}</ul>`}
${report.sections.map(sectionHtml).join("\n")}
${report.groups.map(sectionHtml).join("\n")}
${report.unseen.length === 0 ? "" : `<section class="unseen"><h2>Not seen</h2><ul>${report.unseen.map((text) => `<li>${html(text)}</li>`).join("")}</ul></section>`}
</main>
</body>
</html>
`;
}

function sectionHtml(section: Section): string {
  const { title, about, tone, entries, more = 0 } = section;
  const head = `${escape(title)}<span class="count">${sizeOf(section)}</span>`;
  const rest = more > 0 ? `<p class="about">${escape(moreText(more))}</p>` : "";
  const body = `${about === "" ? "" : `<p class="about">${escape(about)}</p>`}<ul>${entries.map((entry) => entryHtml(entry, MARKS[tone])).join("\n")}</ul>${rest}`;
  const kind = tone === "note" ? "note-tone" : tone;
  if (entries.length <= OPEN) return `<section class="${kind}"><h2>${head}</h2>${body}</section>`;
  return `<section class="${kind}"><details><summary>${head}</summary>${body}</details></section>`;
}

function entryHtml(entry: Entry, mark: string): string {
  const { key, name, facts, changes, notes } = entry;
  const rows = [
    ...facts.map(({ field, value }) => [field, html(value)] as const),
    ...changes.map((change) => [change.field, changeHtml(change)] as const),
  ];
  return [
    `<li class="person"><div class="who"><span class="mark">${mark}</span><b>${html(key)}</b>${name === undefined ? "" : `<span>${html(name)}</span>`}<span class="directory">${escape(placeText(entry))}</span></div>`,
    rows.length === 0
      ? ""
      : `<dl>${rows.map(([field, value]) => `<dt>${escape(field)}</dt><dd>${value}</dd>`).join("")}</dl>`,
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
      return (
        [
          ...change.added.map((text) => `<ins>+${html(text)}</ins>`),
          ...change.removed.map((text) => `<del>-${html(text)}</del>`),
        ].join(", ") || "order"
      );
    case "value":
      return `${change.before === undefined ? "(not set)" : `<del>${html(change.before)}</del>`} → ${change.after === undefined ? "(not set)" : `<ins>${html(change.after)}</ins>`}`;
  }
}

/** What comes from outside keeps its own writing direction to itself. */
function html(text: Text): string {
  return text
    .map((piece) => (typeof piece === "string" ? escape(piece) : `<bdi>${escape(inert(piece.value))}</bdi>`))
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
