import { parse, refusal } from "../fixture";
import { rows, workbook } from "./workbook-file";

const HEADER = ["endUserId", "email", "realNickName", "remark", "groupIdList", "passwordExpireDays", "isLocalAdmin"];
const ZERO = "<c><f>VLOOKUP(A2,Z:Z,2,0)</f><v>0</v></c>";

function read(sheet: string) {
  return parse("", { file: "people.xlsx", bytes: workbook({ sheets: { Sheet1: sheet } }) });
}

function said(sheet: string): string {
  return refusal(() => read(sheet));
}

test.each([
  ["A2", "endUserId", 0],
  ["C2", "realNickName", 2],
  ["D2", "remark", 3],
  ["E2", "groupIdList", 4],
])("the 0 of a formula in %s is no %s", (cell, field, column) => {
  const person = ["li_na", "li@x.co", "", "", "", "", ""].map((text, index) => (index === column ? ZERO : text));
  expect(said(rows([HEADER, person]))).toContain(
    `people.xlsx:Sheet1!${cell} ${column === 0 ? "0" : "li_na"}: ${field} is the 0 of a formula, which stands there where the formula finds an empty cell or a program did not compute it. Type the value, or empty the cell.`,
  );
});

test("the 0 of a formula that fills many cells is one in each of them", () => {
  const first = '<c r="A2" t="str"><f t="array" ref="A2:E3">_xlfn.FILTER(P!A:E,P!F:F)</f><v>li_na</v></c>';
  const sheet = rows([HEADER, [first, "li@x.co", "李娜", "<c><v>0</v></c>"], ["sun_hao", "sun@x.co", "", "", "<c><v>0</v></c>"]]);
  expect(said(sheet)).toContain("people.xlsx:Sheet1!D2 li_na: remark is the 0 of a formula");
  expect(said(sheet)).toContain("people.xlsx:Sheet1!E3 sun_hao: groupIdList is the 0 of a formula");
});

const FALSE = '<c t="b"><f>IF(Z2,Z2)</f><v>0</v></c>';

test.each([
  ["C2", "realNickName", 2],
  ["D2", "remark", 3],
  ["E2", "groupIdList", 4],
])("the FALSE of a formula in %s is no %s", (cell, field, column) => {
  const person = ["li_na", "li@x.co", "", "", "", "", ""].map((text, index) => (index === column ? FALSE : text));
  expect(said(rows([HEADER, person]))).toContain(
    `people.xlsx:Sheet1!${cell} li_na: ${field} is the FALSE of a formula, which stands there where the formula has no other result.`,
  );
});

test("a truth value may be the FALSE of a formula, a status too, and a note one that was typed", () => {
  const typed = '<c t="b"><v>0</v></c>';
  const { rows: people } = read(
    rows([
      [...HEADER, "status"],
      ["li_na", "li@x.co", "", typed, "", "", FALSE, FALSE],
    ]),
  );
  expect(people.map(({ fields }) => fields)).toEqual([
    { endUserId: "li_na", email: "li@x.co", remark: "false", isLocalAdmin: false, status: "disabled" },
  ]);
});

test.each(["FALSE", "FALSCH", "FALSO", "ЛОЖЬ"])("%s in a text is no name, no key and no id, and taken where it is marked", (word) => {
  const csv = (key: string, name: string, group: string): string => `userName,userEmail,groupIds,x-note\n${key},li@x.co,${group},${name}\n`;
  const named = `username,primaryOrganizationalUnitId,displayName\nli,ou,${word}\n`;
  expect(refusal(() => parse(named, { directory: "eiam" }))).toContain(
    `displayName is "${word}", which a spreadsheet shows where a formula has no other`,
  );
  expect(parse(named.replace(word, `text:${word}`), { directory: "eiam" }).rows[0]?.fields["displayName"]).toBe(word);
  expect(refusal(() => parse(csv(word, word, ""), { directory: "workspace" }))).toContain(
    `userName is "${word}", which a spreadsheet shows`,
  );
  expect(refusal(() => parse(csv("li", word, word), { directory: "workspace" }))).toContain(`groupIds holds "${word}", which is no id`);
  expect(parse(csv(`'${word}`, word, ""), { directory: "workspace" }).rows.map(({ key }) => key)).toEqual([word]);
  expect(parse(csv(word.toLowerCase(), word, ""), { directory: "workspace" }).rows).toHaveLength(1);
});

test("a truth value may be the 0 of a formula, and a note may be a 0 that was typed", () => {
  const { rows: people } = read(rows([HEADER, ["li_na", "li@x.co", "", "<c><v>0</v></c>", "", "", ZERO]]));
  expect(people.map(({ fields }) => fields)).toEqual([{ endUserId: "li_na", email: "li@x.co", remark: "0", isLocalAdmin: false }]);
});

test("a number of a setting is judged by its own rule", () => {
  expect(said(rows([HEADER, ["li_na", "li@x.co", "", "", "", ZERO]]))).toContain("passwordExpireDays must be a whole number");
});

test("a name that is 0 is refused in texts too, and taken behind text:", () => {
  const csv = (name: string): string => `endUserId,email,realNickName\nli_na,li@x.co,${name}\n`;
  expect(refusal(() => parse(csv("0")))).toContain('realNickName is "0", which a spreadsheet shows where a formula finds an empty cell.');
  expect(parse(csv("text:0")).rows[0]?.fields["realNickName"]).toBe("0");
});

test("a key that is 0 is refused in rows, and taken behind an apostrophe", () => {
  const csv = (key: string): string => `userName,userEmail\n${key},li@x.co\n`;
  expect(refusal(() => parse(csv("0"), { directory: "workspace" }))).toContain('userName is "0", which a spreadsheet shows');
  expect(parse(csv("'0"), { directory: "workspace" }).rows.map(({ key }) => key)).toEqual(["0"]);
});

const LI = ["li_na", "li@x.co", "李娜"];
const SUN = ["sun_hao", "sun@x.co", "", "Team A"];

test.each([
  ["D2:D3", "D2", "D3"],
  ["C3:D3", "C3", "D3"],
  ["D2:XFD1048576", "D2", "XFD1048576"],
])("a value that the merged cell %s covers is not read unseen", (ref, from, to) => {
  const sheet = rows([HEADER, LI, SUN], `<mergeCells count="1"><mergeCell ref="${ref}"/></mergeCells>`);
  expect(said(sheet)).toContain(`people.xlsx:Sheet1!${from} is merged with the cells up to ${to}. Unmerge them`);
});

test("merged cells in which nothing stands are nothing", () => {
  const sheet = rows([HEADER, LI, SUN], '<mergeCells count="1"><mergeCell ref="F2:G3"/></mergeCells>');
  expect(read(sheet).rows).toHaveLength(2);
});

test.each(['<col min="2" max="3" width="9" hidden="1"/>', '<col min="2" max="3" width="0" customWidth="1"/>'])(
  "%s hides columns, and a warning names them",
  (column) => {
    const sheet = `<cols>${column}<col min="8" max="99" width="9" hidden="1"/></cols>${rows([HEADER, LI])}`;
    expect(read(sheet).warnings).toEqual([
      'people.xlsx: hidden columns of "Sheet1" are read as if they were shown: "email", "realNickName". Delete those that are not to count.',
    ]);
  },
);

test("hidden columns that the roster leaves out are not read, and nobody is warned of them", () => {
  const columns = { 性别: null, badge: null };
  const sheet = `<cols><col min="3" max="5" width="9" hidden="1"/></cols>${rows([
    ["endUserId", "email", "x-id", "性别", "Badge *"],
    ["li_na", "li@x.co", "7", "女", "12"],
  ])}`;
  const bytes = workbook({ sheets: { Sheet1: sheet } });
  expect(parse("", { file: "people.xlsx", bytes, columns }).warnings).toEqual([]);
});

test("a row without height is hidden", () => {
  const sheet = rows([HEADER, LI, SUN]).replace('<row r="3">', '<row r="3" ht="0" customHeight="1">');
  expect(read(sheet).warnings).toEqual([
    'people.xlsx: hidden rows of "Sheet1" are people like the others: 3. Delete the rows of people who are to go.',
  ]);
});
