import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RosterOptions } from "../../../../sdk/lib/roster/people/parse";
import { parse, refusal } from "../fixture";
import { number, rows, workbook, zip } from "./workbook-file";

const PEOPLE = [
  ["endUserId", "email"],
  ["li_na", "li@x.example"],
  ["tom_reed", "tom@x.example"],
];
const good = workbook({ sheets: { Sheet1: rows(PEOPLE) } });

function read(bytes: Uint8Array, options: Partial<RosterOptions> = {}) {
  return parse("", { file: "people.xlsx", bytes, ...options });
}

function said(bytes: Uint8Array, options: Partial<RosterOptions> = {}): string {
  return refusal(() => read(bytes, options));
}

test("a cell in which nobody sees anything leaves its field alone", () => {
  const bytes = workbook({
    sheets: {
      S: rows([
        ["endUserId", "email", "realNickName", "groups"],
        ["li_na", "li@x.example", "\u200e", "\u200b"],
      ]),
    },
  });
  expect(read(bytes).rows.map(({ fields }) => fields)).toEqual([{ endUserId: "li_na", email: "li@x.example" }]);
});

test("a workbook is read from its file, and every person has a place", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-xlsx-"));
  try {
    const file = join(folder, "people.XLSX");
    writeFileSync(file, good);
    expect(parse("", { file, text: undefined } as never).rows.map(({ key, place }) => [key, place])).toEqual([
      ["li_na", { file, sheet: "Sheet1", line: 2 }],
      ["tom_reed", { file, sheet: "Sheet1", line: 3 }],
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is wrong is told as for CSV, with the cell", () => {
  const bytes = workbook({
    sheets: {
      "员工 2027": rows([
        ["endUserId", "email", "emial"],
        ["Li", "li@x.example"],
        ["tom", "tom@x.example", "", "stray"],
        ["#tom2", "t@x.example"],
        ["tom", "t@x.example"],
      ]),
    },
  });
  const lines = said(bytes).split("\n");
  expect(lines).toContain("  people.xlsx:'员工 2027'!C1 \"emial\" is not a field of eds users. Did you mean email?");
  expect(lines).toContain("  people.xlsx:'员工 2027'!D1 has no column name, but cells below it are filled. Name the column.");
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}people\.xlsx:'员工 2027'!A2 Li: endUserId must be/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}people\.xlsx:'员工 2027'!A4 #tom2: endUserId must be/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {2}people\.xlsx:'员工 2027'!A5 tom: endUserId is already declared at people\.xlsx:'员工 2027'!A3\./),
  );
});

test("the first sheet that is not hidden is read, with a warning when another holds something; or the one that is named", () => {
  const sheets = {
    Lists: rows([["x"]]),
    Staff: rows(PEOPLE),
    Empty: rows([]),
    Guests: rows([PEOPLE[0] ?? [], ["eve_wu", "eve@x.example"]]),
  };
  const bytes = workbook({ sheets, hidden: ["Lists"] });
  expect(read(bytes).warnings).toEqual([
    'people.xlsx: only the first sheet, "Staff", is read; "Guests" is not. Say sheet: "Staff" if that is meant.',
  ]);
  expect(read(bytes, { sheet: "guests" })).toMatchObject({ rows: [{ key: "eve_wu" }], warnings: [] });
  expect(said(bytes, { sheet: "Gests" })).toBe(
    'people.xlsx has no sheet "Gests". It has "Lists", "Staff", "Empty", "Guests". [ERR_ROSTER] Remedy: Did you mean "Guests"?',
  );
  expect(said(bytes, { sheet: "Empty" })).toContain('the sheet "Empty" of people.xlsx is empty.');
});

test("hidden rows are people, and a warning names them; empty rows at the end are nobody", () => {
  const sheet = `<sheetData><row r="1"><c t="inlineStr"><is><t>endUserId</t></is></c><c t="inlineStr"><is><t>email</t></is></c></row><row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>li_na</t></is></c><c r="B4" t="inlineStr"><is><t>li@x.example</t></is></c></row><row r="9"><c r="A9" s="1"/><c r="B9" t="inlineStr"><is><t xml:space="preserve">  </t></is></c></row></sheetData>`;
  const { rows: people, warnings } = read(workbook({ sheets: { Sheet1: sheet } }));
  expect(people.map(({ key, place }) => [key, place.line])).toEqual([["li_na", 4]]);
  expect(warnings).toEqual([
    'people.xlsx: hidden rows of "Sheet1" are people like the others: 4. Delete the rows of people who are to go.',
  ]);
});

test("merged cells from the header down are refused, above it they are not", () => {
  const lines = [
    ["Staff of Harbour Lane"],
    ["endUserId", "email", "remark"],
    ["li_na", "li@x.example", "both"],
    ["tom_reed", "tom@x.example"],
  ];
  const merged = (...ranges: readonly string[]) =>
    workbook({
      sheets: {
        Sheet1: rows(
          lines,
          `<mergeCells count="${ranges.length}">${ranges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`,
        ),
      },
    });
  expect(read(merged("A1:C1"), { headerLine: 2 }).rows).toHaveLength(2);
  expect(said(merged("A1:C1", "C3:C4"), { headerLine: 2 })).toContain(
    "people.xlsx:Sheet1!C3 is merged with the cells up to C4. Unmerge them, and write the value into each row that it is meant for.",
  );
  expect(said(merged("A1:C1"))).toMatch(
    /^people\.xlsx has 1 problem:\n {2}people\.xlsx:Sheet1!1 names no column, but row 2 does\. Say headerLine: 2/,
  );
});

test.each([1, 2, 7])("a header below a title and %i empty rows is named", (gaps) => {
  const empty = Array.from({ length: gaps }, () => []);
  // Spreadsheets write no row for them.
  const sheet = rows([["员工名单"], ...empty, ...PEOPLE]).replace(/<row r="\d+"><\/row>/g, "");
  const bytes = workbook({ sheets: { Sheet1: sheet } });
  const header = gaps + 2;
  expect(said(bytes)).toContain(`people.xlsx:Sheet1!1 names no column, but row ${header} does. Say headerLine: ${header}`);
  expect(read(bytes, { headerLine: header }).rows).toHaveLength(2);
});

test.each([1, 2, 7])("below a title the header is found across %i rows that the file does not hold", (absent) => {
  const below = (line: readonly string[]): Buffer => {
    const cells = line.map((text, at) => `<c r="${"AB"[at] ?? ""}${absent + 2}" t="inlineStr"><is><t>${text}</t></is></c>`);
    const title = '<row r="1"><c r="A1" t="inlineStr"><is><t>Our people</t></is></c></row>';
    const data = `<sheetData>${title}<row r="${absent + 2}">${cells.join("")}</row></sheetData>`;
    return workbook({ sheets: { Sheet1: `<dimension ref="A1:B${absent + 2}"/>${data}` } });
  };
  expect(said(below(["endUserId", "email"]))).toContain(`names no column, but row ${absent + 2} does. Say headerLine: ${absent + 2}`);
  expect(said(below(["li_na", "a note"]))).toContain("has no column endUserId");
});

test("headerLine counts rows", () => {
  const bytes = workbook({ sheets: { Sheet1: rows([["填写须知"], [], ...PEOPLE]) } });
  expect(read(bytes, { headerLine: 3 }).rows.map(({ key }) => key)).toEqual(["li_na", "tom_reed"]);
  expect(said(bytes, { headerLine: 2 })).toContain("row 2 of people.xlsx, which headerLine says names the columns, is empty.");
  expect(said(bytes, { headerLine: 6 })).toContain("people.xlsx has nothing on line 6 or below");
  expect(said(bytes, { headerLine: 0 })).toContain("headerLine of people.xlsx is 0, which is not the number of a line.");
});

describe("what is no workbook", () => {
  const bomb = workbook({ sheets: { Sheet1: rows(PEOPLE) } });
  const lying = (size: number): Buffer => {
    const bytes = Buffer.from(bomb);
    for (let at = bytes.indexOf("PK\x01\x02"); at !== -1; at = bytes.indexOf("PK\x01\x02", at + 1)) bytes.writeUInt32LE(size, at + 24);
    return bytes;
  };
  const flipped = Buffer.from(good);
  const at = good.indexOf("xl/worksheets/sheet1.xml") + 40;
  flipped[at] = (flipped[at] ?? 0) ^ 0x10;
  const locked = Buffer.from(good);
  locked.writeUInt16LE(1, locked.indexOf("PK\x01\x02") + 8);

  test.each([
    ["text", Buffer.from("endUserId,email\na,b\n"), "people.xlsx is not an Excel workbook."],
    ["nothing", Buffer.alloc(0), "people.xlsx is empty."],
    [
      "an old or encrypted workbook",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]),
      "people.xlsx is an Excel workbook of the old kind (.xls), or protected by a password.",
    ],
    ["an encrypted archive", locked, "people.xlsx is protected by a password."],
    ["half a workbook", good.subarray(0, good.length / 2), "people.xlsx is a damaged workbook."],
    ["a changed byte", flipped, "people.xlsx is a damaged workbook."],
    ["sizes that are not true", lying(3), "people.xlsx is a damaged workbook."],
    ["more than anybody's people", lying(0x3fffffff), "people.xlsx unpacks to more than 512 MiB."],
    [
      "OpenDocument",
      zip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet" }),
      "people.xlsx is an OpenDocument file, not an Excel workbook.",
    ],
    ["Numbers", zip({ "Index/Document.iwa": "x" }), "people.xlsx is a Numbers spreadsheet, not an Excel workbook."],
    [
      "a Word document",
      zip({ "[Content_Types].xml": "x", "word/document.xml": "x" }),
      "people.xlsx is a Word document, not an Excel workbook.",
    ],
    ["some zip", zip({ "readme.txt": "x" }), "people.xlsx is some other zip archive, not an Excel workbook."],
    ["a workbook without its parts", zip({ "[Content_Types].xml": "<Types/>" }), "people.xlsx is a damaged workbook."],
  ])("%s", (_what, bytes, text) => {
    expect(said(bytes)).toMatch(text);
  });

  test.each(["people.xls", "people.xlsb", "people.ods", "people.numbers", "people.et"])("%s names what to save", (file) => {
    expect(refusal(() => parse("", { file }))).toMatch(/Remedy: Save it as an Excel workbook \(\.xlsx\), or as CSV UTF-8\.$/);
  });
});

test("arguments that do not suit the format are refused", () => {
  expect(said(good, { encoding: "gb18030" })).toContain("people.xlsx is a workbook, which has no encoding to choose.");
  expect(refusal(() => parse("endUserId\na\n", { sheet: "Sheet1" }))).toContain("people.csv has no sheets: it is read as CSV.");
  expect(refusal(() => parse("- endUserId: a\n", { file: "p.yaml", headerLine: 2 }))).toContain(
    "p.yaml is YAML: no line of it names the columns.",
  );
  expect(read(good, { file: "export", format: "xlsx" }).rows).toHaveLength(2);
});

test("a number in the key's cell is the text it shows", () => {
  expect(
    read(
      workbook({
        sheets: {
          Sheet1: rows([
            ["userName", "email"],
            [number(7, "padded"), "a@x.example"],
          ]),
        },
      }),
      { directory: "workspace" },
    ).rows[0]?.key,
  ).toBe("000007");
});
