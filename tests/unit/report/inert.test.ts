import fc from "fast-check";
import { inert } from "../../../cli/report/text";
import { maskReport } from "../../../cli/report/mask";
import { COMMENT_LIMIT, renderMarkdown } from "../../../cli/report/render-markdown";
import { renderHtml } from "../../../cli/report/render-html";
import { renderJson } from "../../../cli/report/render-json";
import { renderText } from "../../../cli/report/render-text";
import { reportSchema } from "../../../cli/report/schema";
import { anyText } from "./hostile";
import { reportOf } from "./report";

const RUNS = { numRuns: 150 };
const HARMLESS = "harmless";

/** A page without its texts: tags and attributes alone. */
function tags(html: string): string {
  return (html.match(/<[^>]*>/g) ?? []).join("");
}

/** A line of Markdown without its code spans: each ends at the next run of as many backticks (CommonMark 6.1). */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "").replace(/\(empty\)/g, "");
}

test("in HTML no text becomes a tag, an attribute or an entity", () => {
  const expected = tags(renderHtml(reportOf(HARMLESS)));
  fc.assert(
    fc.property(anyText, (text) => expect(tags(renderHtml(reportOf(text)))).toBe(expected)),
    RUNS,
  );
});

test("in Markdown nothing from outside stands outside a code span", () => {
  const expected = withoutCode(renderMarkdown(reportOf(HARMLESS)));
  fc.assert(
    fc.property(anyText, (text) => expect(withoutCode(renderMarkdown(reportOf(text)))).toBe(expected)),
    RUNS,
  );
});

test("on a terminal nothing from outside moves the cursor, breaks a line or turns the writing round", () => {
  const lines = renderText(reportOf(HARMLESS), { color: false }).split("\n").length;
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = renderText(reportOf(text), { color: false });
      expect(shown.split("\n")).toHaveLength(lines);
      expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
    }),
    RUNS,
  );
});

test("in JSON every text comes back as it was, and the schema holds", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const json = reportSchema.parse(JSON.parse(renderJson(reportOf(text))));
      expect(json.sections[0]?.people[0]).toMatchObject({ key: text, name: text, notes: [`Why: ${text}.`] });
    }),
    RUNS,
  );
});

test("a masked report holds no free text, key, name, address or number in any format", () => {
  const personalText = fc
    .string({ unit: "grapheme-ascii", minLength: 8, maxLength: 20 })
    .filter((text) => !/["'&<>`\\]/.test(text) && text.trim() === text && !text.includes("@"));
  fc.assert(
    fc.property(personalText, (text) => {
      const { sections, risks, unseen } = maskReport(reportOf(text));
      // What tells nobody's identity, here a group, is meant to stay.
      const people = sections.flatMap((section) =>
        section.entries.map((person) => ({ ...person, changes: person.changes.filter(({ kind }) => kind !== "list") })),
      );
      expect(JSON.stringify([people, risks, unseen])).not.toContain(text);
    }),
    RUNS,
  );
});

test("what is unseen is written out, joiners of a script stay", () => {
  expect(inert("a\u001b[1mb\u202e")).toBe("a<U+001B>[1mb<U+202E>");
  expect(inert("می\u200cخواهم 👩\u200d👩 a\u200db")).toBe("می\u200cخواهم 👩\u200d👩 a<U+200D>b");
});

test("a comment never exceeds what GitHub takes, and says how many people it leaves out", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 20 }), (text, people, times) => {
      const markdown = renderMarkdown(reportOf(text.repeat(times), people));
      expect(markdown.length).toBeLessThanOrEqual(COMMENT_LIMIT);
      const shown = markdown.match(/^- `\+`/gm)?.length ?? 0;
      const left = /^- … and (\d+) more, which/m.exec(markdown)?.[1] ?? "0";
      expect(shown + Number(left)).toBe(people);
    }),
    { numRuns: 15 },
  );
});
