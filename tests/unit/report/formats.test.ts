import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Format } from "../../../cli/terminal/choices";
import { wantsColor, writeReport } from "../../../cli/report/formats";
import { maskReport } from "../../../cli/report/mask";
import type { Report } from "../../../cli/report/model";
import { renderHtml } from "../../../cli/report/render-html";
import { COMMENT_LIMIT, renderMarkdown } from "../../../cli/report/render-markdown";
import { renderText } from "../../../cli/report/render-text";
import { reportJsonSchema, reportSchema } from "../../../cli/report/schema";
import { displayWidth, joinTexts, personal, plain, say } from "../../../cli/report/text";
import { personOf, reportOf } from "./report";

const root = join(__dirname, "../../..");

test("the published schema is the one that reports are held to: rollcall review --schema writes it", () => {
  expect(readFileSync(join(root, "docs/schema/review.schema.json"), "utf8")).toBe(reportJsonSchema());
});

test("text has no colour when piped, with NO_COLOR, or on a dumb terminal", () => {
  expect(wantsColor({ isTTY: true }, {})).toBe(true);
  expect(wantsColor({}, { FORCE_COLOR: "1" })).toBe(false);
  expect(wantsColor({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
  expect(wantsColor({ isTTY: true }, { TERM: "dumb" })).toBe(false);
  expect(renderText(reportOf("x"), { color: true })).toContain("\u001b[");
});

test("columns align whatever the width of the letters", () => {
  const names = ["bob", "李娜", "Ｗｉｄｅ", "Zoë", "田中 芽依", "김민준"];
  const report: Report = {
    ...reportOf("x"),
    sections: [
      {
        id: "joins",
        label: "joining",
        title: "Join",
        about: "",
        tone: "comes",
        entries: names.map((name) => ({ ...personOf("k"), name: [personal("name", name)] })),
      },
    ],
  };
  const rows = renderText(report, { color: false })
    .split("\n")
    .filter((line) => line.startsWith("  + "));
  expect(new Set(rows.map((row) => displayWidth(row.slice(0, row.indexOf(" eds "))))).size).toBe(1);
});

test.each([
  ["a", 1],
  ["é", 1],
  ["e\u0301", 1],
  ["李", 2],
  ["ア", 2],
  ["한", 2],
  ["Ａ", 2],
  ["🙂", 2],
])("%s takes %i columns", (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test("a section of more than ten people is folded in Markdown", () => {
  expect(renderMarkdown(reportOf("x", 10))).not.toContain("<details>");
  expect(renderMarkdown(reportOf("x", 11))).toContain("<details>\n<summary><b>Join: 11</b></summary>\n\n- `+`");
});

describe("a report about a hundred thousand people", () => {
  const MANY = 100_000;
  const folder = mkdtempSync(join(tmpdir(), "rollcall-report-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What a command writes to a file. */
  function written(people: number, format: Format, all?: true): string {
    const out = join(folder, "report");
    writeReport(reportOf("x", people), { format, out, ...(all === true && { all }) }, {});
    return readFileSync(out, "utf8");
  }

  /** Each person, and each group beside them, has one reason. */
  const peopleIn = (report: string): number =>
    report.split("Why: ").length - 1 - reportOf("x").groups.flatMap(({ entries }) => entries).length;

  test.each([
    ["text", 50, "100000 joining"],
    ["html", 500, 'Join<span class="count">100000</span>'],
  ] as const)("leads as %s with its numbers, shows %i of a section, and says how to see all", (format, shown, count) => {
    const report = written(MANY, format);
    expect(peopleIn(report)).toBe(shown);
    expect(report.includes(count)).toBe(true);
    expect(report.slice(-2_000)).toContain(`… and ${(MANY - shown).toLocaleString("en-US")} more: --all shows everybody`);
    expect(report.length).toBeLessThan(500_000);
    // One more than it shows is cut as well, and everybody is shown who is asked for.
    expect(written(shown, format)).not.toContain("--all");
    expect(written(shown + 1, format)).toContain("… and 1 more: --all");
    const whole = written(shown + 1, format, true);
    expect(whole).not.toContain("--all");
    expect(peopleIn(whole)).toBe(shown + 1);
  });

  test("fits as Markdown into a comment, and counts everybody", () => {
    const report = written(MANY, "markdown");
    expect(report.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(report).toContain("<summary><b>Join: 100000</b></summary>");
    const [, more] = /… and (\d+) more, which the report has as --format html/.exec(report) ?? [];
    expect(Number(more) + peopleIn(report)).toBe(MANY);
    expect(peopleIn(written(5_000, "markdown", true))).toBe(5_000);
  });

  test("has everybody as JSON", () => {
    const { sections } = reportSchema.parse(JSON.parse(written(5_000, "json")));
    expect(sections[0]?.people).toHaveLength(5_000);
  });
});

test("the page loads nothing and runs nothing", () => {
  const page = renderHtml(reportOf("x", 60));
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|\ssrc=|url\(|@import|https?:/);
  expect(page).toContain("prefers-color-scheme: dark");
  expect(page).toContain('name="viewport"');
});

test("a mask keeps what follows an @ only where it is the domain of an address", () => {
  const values = [
    personal("name", "Li Na @ Wang Fang"),
    personal("name", "Bob @octocat"),
    personal("email", "carol@wang"),
    personal("key", "dan@acme.example"),
    personal("name", "Eve (eve@acme.example)"),
    personal("email", "@fay.example"),
  ];
  const { unseen } = maskReport({ ...reportOf("x"), unseen: values.map((value) => say`${value}`) });
  expect(unseen.map(plain)).toEqual(["L***", "B***", "c***", "d***@acme.example", "E***", "@***"]);
});

test("a mask is the same wherever a value stands, different for different values, and keeps domains", () => {
  const values = [
    personal("key", "alice"),
    personal("key", "anna"),
    personal("email", "alice@example.com"),
    personal("email", "adam@example.com"),
    personal("phone", "+86 138 0013 8001"),
    personal("words", "her secret"),
    personal("nobody", "org-a"),
    personal("key", "alice"),
  ];
  const { risks, unseen } = maskReport({
    ...reportOf("x"),
    risks: values.map((value) => ({ id: "r", level: "high", text: say`${value}` })),
    unseen: [say`${personal("key", "anna")}`],
  });
  expect(risks.map(({ text }) => plain(text))).toEqual([
    "a***",
    "a***(2)",
    "a***@example.com",
    "a***(2)@example.com",
    "***01",
    "[masked]",
    "org-a",
    "a***",
  ]);
  expect(unseen.map(plain)).toEqual(["a***(2)"]);
});

test("Markdown shows an error up to the line that is wrong and the remedy, and stays within a comment whatever it holds", () => {
  const error = `people.csv has 2 problems: ${"people.csv:7:3 li_na: email must be an e-mail address. ".repeat(4)}[ERR_ROSTER] Remedy: Correct them.`;
  const failed = (text: string): Report => ({
    ...reportOf("x"),
    unseen: Array(12).fill(say`The preview failed: ${personal("words", text)}`),
  });
  expect(renderMarkdown(failed(error))).toContain(error);
  for (const hostile of ["\u202e", "`", "\u0000`"])
    expect(renderMarkdown(failed(hostile.repeat(50_000))).length).toBeLessThan(COMMENT_LIMIT);
});

test.each([0, 1, 30])("a line of Markdown counts the names that it leaves out, here %s, and keeps what it ends with", (left) => {
  const long = "a".repeat(100);
  const row = joinTexts(
    Array.from({ length: 6 + left }, () => [personal("key", long)]),
    ", ",
  );
  const report = { ...reportOf("x"), risks: [{ id: "replacement", level: "high" as const, text: say`Look at: ${row}. Do this.` }] };
  const line =
    renderMarkdown(report)
      .split("\n")
      .find((one) => one.includes("Look at")) ?? "";
  expect(line.split(long)).toHaveLength(7);
  expect(line.endsWith(left === 0 ? "`. Do this." : `\` … (${left} more)`)).toBe(true);
});
