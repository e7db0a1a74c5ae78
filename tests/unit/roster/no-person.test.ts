import { number, rows, workbook } from "./xlsx/workbook-file";
import { parse, problems } from "./fixture";

/** A directory that takes nearly any text as a key, as CloudIdentity does. */
const LAX = { directory: "workspace" } as const;
const HEADER = "userName,quota,userEmail,userPhone,groupIds,disabled";

function said(row: string): string {
  return problems(`${HEADER}\nann,1,ann@x.co,,,\n${row}\n`, LAX).join("\n");
}

function saidOfSheet(row: readonly string[]): string {
  const bytes = workbook({ sheets: { Sheet1: rows([HEADER.split(","), ["ann", "", "ann@x.co"], row]) } });
  return problems("", { ...LAX, file: "people.xlsx", bytes }).join("\n");
}

test.each([
  "Total: 45",
  "TOTAL",
  "Grand total",
  "Total users: 1,234",
  "合计：45人",
  "总人数 45",
  "共 45 人",
  "共45人",
  "45 rows",
  "(2 rows affected)",
  "総計 3名",
  "Итого: 3",
])("%s is a line of totals, in CSV and workbooks", (text) => {
  expect(said(`"${text}",,,`)).toMatch(
    /^people\.csv:3 is a line of totals \(.*\), not a person\. Delete it; if that is somebody's key, write '.*\.$/,
  );
  expect(said(`,"${text}"`)).toMatch(/^people\.csv:3 is a line of totals/);
  expect(saidOfSheet([text])).toMatch(/^people\.xlsx:Sheet1!3 is a line of totals/);
});

test.each(["Total people,45,,", "设计部小计,12,,", "Subtotal Design,3"])("%s sums up what stands above", (row) => {
  expect(said(row)).toMatch(/^people\.csv:3 is a line of totals/);
});

test.each([
  "* confidential",
  "注：内部使用",
  "-----",
  "***",
  "Design (12)",
  "printed 2026-03-01",
  "End of file",
  "备注",
  "工号",
  "员工编号",
  "账号",
  "必填",
  "Required",
  "varchar",
  "示例",
  "https://x.example",
  "ann;bob",
])("%s alone in a row is no key", (text) => {
  expect(said(`${text},,,,,`)).toMatch(/^people\.csv:3:1 .*userName (?:is ".*", which reads like a note|holds full-width)/);
  expect(saidOfSheet([text])).toMatch(/^people\.xlsx:Sheet1!A3 .*userName /);
});

test("who can be reached is a person, whatever the key; so is whose key is marked, and who is declared in YAML", () => {
  const keys = (text: string, options = {}) => parse(text, { ...LAX, ...options }).rows.map(({ key }) => key);
  expect(
    keys(
      `${HEADER}\nAnn Li,,ann@x.co,,,\nBob Li,,,13800138001,,\nDan Li,,,,g1,\nEva Li,,,,,no\n'Cho Li,,,,,\n'Total: 45,,,,,\n'count,7,,,,\nsum1,,,,,\ncount_3,7,,,,\n`,
    ),
  ).toEqual(["Ann Li", "Bob Li", "Dan Li", "Eva Li", "Cho Li", "Total: 45", "count", "sum1", "count_3"]);
  expect(keys("- userName: Ann Li\n- userName: '(x)'\n", { file: "p.yaml" })).toEqual(["Ann Li", "(x)"]);
});

test("a directory whose keys are never like that says so by its own rule", () => {
  expect(problems("endUserId,email\nDesign (12),\n").join("\n")).not.toContain("reads like a note");
});

test.each(["账号,姓名,邮箱", "groups,status,key", "账号,配额,邮箱\nuserName,userEmail,quota"])(
  "the header of another table (%s)",
  (header) => {
    const text = `userName,quota,userEmail\nann,,ann@x.co\n\n${header.replace("配额", "电话")}\nbob,,bob@x.co\n`;
    expect(problems(text, LAX)[0]).toMatch(/^people\.csv:4 (?:names columns and is no person|is a header with the same columns)/);
  },
);

test("a workbook's title, its repeated header and its totals are told as those of a CSV", () => {
  const read = (lines: readonly (readonly string[])[], options = {}) => {
    const bytes = workbook({ sheets: { Sheet1: rows(lines) } });
    return { file: "people.xlsx", bytes, ...options };
  };
  const table = [
    ["endUserId", "email"],
    ["ann", "ann@x.co"],
    ["endUserId", "email"],
    ["bob", "bob@x.co"],
  ];
  expect(problems("", read([["Staff of the pier"], ["as of May"], ...table]))).toEqual([
    "people.xlsx:Sheet1!1 names no column, but row 3 does. Say headerLine: 3 if it is the header, or delete the rows above it.",
  ]);
  const { rows: people, warnings } = parse("", read(table));
  expect(people.map(({ key }) => key)).toEqual(["ann", "bob"]);
  expect(warnings).toEqual(["people.xlsx:Sheet1!3 repeats the header and declares nobody."]);
  expect(problems("", read([...table, ["Total", number(2)]]))).toEqual([
    expect.stringMatching(/^people\.xlsx:Sheet1!5 is a line of totals/),
  ]);
});
