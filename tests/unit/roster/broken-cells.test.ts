import { nameWithMark } from "../../../sdk/lib/roster/cell/placeholders";
import { parse, problems } from "./fixture";

const roster = (column: string, cell: string): string =>
  `username,${column}\nuser_a,${/[",]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell}\n`;
const options = { directory: "eiam", defaults: { primaryOrganizationalUnitId: "ou_1" } };

test.each([
  ["displayName", "#REF"],
  ["displayName", "#VALUE"],
  ["displayName", "# N/A"],
  ["displayName", "Li #REF!"],
  ["displayName", "#BEZUG! Li"],
  ["displayName", "Error 2042"],
  ["displayName", "CVErr(2042)"],
  ["organizationalUnitIds", "Error 2036"],
])("%s %j is what a formula left that failed", (column, cell) => {
  expect(problems(roster(column, cell), options)).toEqual([expect.stringMatching(/people\.csv:2:2 user_a: .* holds .*formula fails/)]);
});

test.each([
  ["organizationalUnitIds", "=“00012”"],
  ["phoneNumber", "=13800138000"],
  ["displayName", "{=A1}"],
])("%s %j is a formula", (column, cell) => {
  expect(problems(roster(column, cell), options)).toEqual([expect.stringContaining("begins with =, as a formula does")]);
});

test.each(["TBD", "待定", "未知", "未填写", "待补充", "同上", "〃", "*", "[]", '"', "해당없음"])("%j is nobody's name", (cell) => {
  expect(problems(roster("displayName", cell), options)).toEqual([expect.stringContaining("which stands where there is nothing")]);
  expect(parse(roster("displayName", `text:${cell}`), options).rows[0]?.fields["displayName"]).toBe(cell);
});

test.each(["JosÃ©", "锟斤拷", "李?", "Ken??", "D&#39;Angelo", "A%20B", "\\u674e", "=?UTF-8?B?5p2O?="])(
  "%j reads as if a program had spoilt it, and may be a name all the same",
  (cell) => {
    expect(problems(roster("displayName", cell), options)).toEqual([
      expect.stringContaining(`If the name is really that, write text:${cell}.`),
    ]);
    expect(parse(roster("displayName", `text:${cell}`), options).rows[0]?.fields["displayName"]).toBe(cell);
    expect(nameWithMark(cell)).toBe(`text:${cell}`);
    // Quotes say that a value is text, and nothing of whether its letters are right.
    const yaml = `- username: user_a\n  displayName: ${JSON.stringify(cell)}\n`;
    expect(problems(yaml, { ...options, file: "people.yaml" })).toHaveLength(1);
  },
);

test.each(["#Jean", "#1 Plumbing", "C# Lee", "Na", "Ditto Hall", "Tba", "Error Flynn", "李未知", "=^.^=", "Wei? Li", "O'Neil"])(
  "%j is a name",
  (cell) => {
    const { rows, warnings } = parse(roster("displayName", cell), options);
    expect(rows[0]?.fields["displayName"]).toBe(cell);
    expect(warnings).toEqual([]);
  },
);

test("NA is taken for a name with a warning", () => {
  const { rows, warnings } = parse(roster("displayName", "NA"), options);
  expect(rows[0]?.fields["displayName"]).toBe("NA");
  expect(warnings).toEqual([expect.stringContaining("taken as written at people.csv:2:2")]);
});

test.each(["=secret #REF! 1", "#REF", "TBD-TBD-1", "=Ab12cd!9xY", "=k3$d!Fg8Qz", "=Kd(8s!fPq2x", "=A1_b2C3d4e5"])(
  "a password may be %j",
  (cell) => {
    const secret = cell.padEnd(8, "x");
    expect(parse(roster("password", secret), options).rows[0]?.fields["password"]).toBe(secret);
  },
);

test("thousands are told apart from several numbers", () => {
  expect(problems(roster("phoneNumber", "13,800,138,000"), options)).toEqual([expect.stringContaining("commas between its thousands")]);
  expect(problems(roster("phoneNumber", "13800138000,13900139000"), options)).toEqual([expect.stringContaining("more than one number")]);
});

test.each([
  ["邮箱：tom@x.example", 'Write "tom@x.example".'],
  ["联系：tom＠x.example", 'Write "tom@x.example".'],
  ["tom＠x.example", 'Write "tom@x.example".'],
  ["tom＠x.example，ann＠x.example", "Write one address and nothing else"],
])("the remedy for %j is an address", (cell, remedy) => {
  const lines = problems(`endUserId,email\nuser_a,${cell}\n`);
  expect(lines).toEqual([expect.stringContaining(remedy)]);
});
