import { directories } from "../../../provider/directories";
import { parse, problems } from "./fixture";
import { rows, workbook } from "./xlsx/workbook-file";

/** A directory that takes nearly any text as a key, and asks for nothing else. */
const LAX = { directory: "cloudidentity", directories } as const;
const TABLE = [
  ["userName", "displayName", "email", "x-room"],
  ["li_na", "李娜", "li@x.co", ""],
  ["sun", "", "sun@x.co", ""],
  ["wu", "Wu", "", ""],
];

function csv(...more: readonly (readonly string[])[]): string {
  return `${[...TABLE, ...more].map((row) => row.join(",")).join("\n")}\n`;
}

test.each([
  ["a heading", ["Design", "", "", ""]],
  ["a heading in Chinese", ["设计部", "", "", ""]],
  ["a row of another table", ["Sales", "4", "", ""]],
  ["a count", ["3", "", "", "12"]],
])("%s is named in a warning, in texts and workbooks", (_, row) => {
  const said = `(${row[0]}): nothing but a key stands in the row, and it counts as a person. Delete what is a heading or another table; a word in a column for names or notes says that somebody is meant.`;
  expect(parse(csv(row), LAX).warnings).toEqual([`people.csv:5:1 ${said}`]);
  const bytes = workbook({ sheets: { S: rows([...TABLE, row]) } });
  expect(parse("", { ...LAX, file: "people.xlsx", bytes }).warnings).toEqual([`people.xlsx:S!A5 ${said}`]);
});

test.each([
  ["a name", ["backup", "Backup", "", ""]],
  ["an address", ["backup", "", "b@x.co", ""]],
])("%s says that somebody is meant", (_, row) => {
  expect(parse(csv(row), LAX).warnings).toEqual([]);
});

test("where most rows are keys alone, they are people", () => {
  expect(parse("userName,email\nann,a@x.co\nbob,\ntom,\n", LAX).warnings).toEqual([]);
  expect(parse("userName\nann\nbob\n", LAX).warnings).toEqual([]);
});

test("in YAML everybody is meant", () => {
  const text = "- userName: ann\n  email: a@x.co\n- userName: bob\n";
  expect(parse(text, { ...LAX, file: "people.yaml" }).warnings).toEqual([]);
});

test("many are counted", () => {
  const people = Array.from({ length: 9 }, (_, index) => [`p${index}x`, "P", "", ""]);
  const headings = ["a", "b", "c", "d", "e", "f"].map((key) => [key, "", "", ""]);
  expect(parse(csv(...people, ...headings), LAX).warnings.join()).toMatch(/^people\.csv:14:1 \(a\), .* \(e\).* 1 more: nothing but a key/);
});

test.each(["leavers", "Inactive", "离职人员", "已离职", "在职员工", "退社者", "新员工"])(
  "%s above people is no key, and one in a row with an address is",
  (word) => {
    expect(problems(csv([word, "", "", ""]), LAX)).toEqual([
      expect.stringContaining("which reads like a note, a heading or a line between rows"),
    ]);
    const { rows: people } = parse(`userName,email\n${word},a@x.co\n${word}2,b@x.co\n`, LAX);
    expect(people.map(({ key }) => key)).toEqual([word, `${word}2`]);
  },
);
