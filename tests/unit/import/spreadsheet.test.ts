import { rosterContent, rosterText, rosterValues } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import { encodeGb18030 } from "../roster/gb18030";

/** The cells of a CSV with quotes, as a spreadsheet splits them. */
function split(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = "", end = ""] of csv.matchAll(/("(?:[^"]|"")*"|[^,\n"]*)(,|\n|$)/g)) {
    if (cell === "" && end === "") break;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell);
    if (end === "\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** What Excel makes of a cell when it opens a CSV, and writes when it saves it. */
function opened(cell: string): string {
  const forced = /^="((?:[^"]|"")*)"$/.exec(cell)?.[1];
  if (forced !== undefined) return forced;
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell)) {
    const number = Number(cell);
    return Math.abs(number) >= 1e11
      ? number
          .toExponential(2)
          .replace(/e\+?(-?)(\d+)/, (_all, minus: string, digits: string) => `E${minus === "" ? "+" : "-"}${digits.padStart(2, "0")}`)
      : String(number);
  }
  if (/^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$/.test(cell) || /^\d{1,2}:\d\d/.test(cell) || /^(jan|mar|dec)-?\d+$/i.test(cell))
    return "2027/3/31";
  return /^(true|false)$/i.test(cell) ? cell.toUpperCase() : cell;
}

/** Opens and saves a CSV: values as Excel understands them, lines ended by CRLF, no byte order mark, trailing empty cells on some rows only. */
function savedByExcel(csv: string): string {
  const rows = split(csv.replace(/^\ufeff/, "")).map((row) => row.map(opened));
  return (
    rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(",")).join("\r\n") + "\r\n"
  );
}

const people: readonly Fields[] = [
  { endUserId: "00123", email: "li.na@example.com", phone: "13800138000", realNickName: "李娜" },
  { endUserId: "202612345678", email: "a+b@example.com", phone: "13900139000", realNickName: 'Wang, "Ann"\nsecond line', remark: "'0123" },
  { endUserId: "1e5", email: "c@example.com", realNickName: "Null", remark: "2027-03-31" },
  { endUserId: "mar1", email: "d@example.com", realNickName: "Zoé Müller", remark: "3/4", isLocalAdmin: true },
  { endUserId: "dec_1", phone: "13700137000", realNickName: "N/A", remark: "true" },
  { endUserId: "tom_li", phone: "13700137001", realNickName: "Tom%20Li" },
  { endUserId: "oneil", phone: "13700137002", realNickName: "O&#39;Neil ??" },
];

function read(text: string): readonly Fields[] {
  return parseRoster({ file: "people.csv", text, directory: "eds", directories, env: {} }).rows.map(({ fields }) => fields);
}

test("a CSV is the same people after Excel opened and saved it, as UTF-8 or as a Chinese Excel does", () => {
  const csv = rosterText("people.csv", directories.eds.kinds.User, { people });
  expect(csv.startsWith("\ufeff")).toBe(true);
  expect(read(csv)).toEqual(people);
  const saved = savedByExcel(csv);
  expect(read(saved)).toEqual(people);
  expect(decodeRoster(encodeGb18030(saved), "people.csv").text).toBe(saved);
});

test("however often it is saved", () => {
  const once = savedByExcel(rosterText("people.csv", directories.eds.kinds.User, { people }));
  expect(read(savedByExcel(savedByExcel(once)))).toEqual(people);
});

test("numbers with a country code", () => {
  const staff = [
    { userName: "ann", userEmail: "a@example.com", userPhone: "+8613900139000" },
    { userName: "bob", userPhone: "+12133734253" },
  ];
  const saved = savedByExcel(savedByExcel(rosterText("people.csv", directories.workspace.kinds.User, { people: staff })));
  expect(
    parseRoster({ file: "people.csv", text: saved, directory: "workspace", directories, env: {} }).rows.map(({ fields }) => fields),
  ).toEqual(staff);
});

test("YAML keeps names that read like nothing", () => {
  const yaml = rosterText("people.yaml", directories.eds.kinds.User, { people });
  expect(parseRoster({ file: "people.yaml", text: yaml, directory: "eds", directories, env: {} }).rows.map(({ fields }) => fields)).toEqual(
    people,
  );
});

test("keys that read like notes or totals come back as they are, from CSV, YAML and a workbook", async () => {
  const keys = [
    "Li Na",
    "'t Hooft",
    "''t Hooft",
    "'Li",
    "Total: 45",
    "sum",
    "合计",
    "(x)",
    "-----",
    "* x",
    "12 345",
    "'12 345",
    "备注",
    "ann",
  ];
  const odd = keys.map((userName) => ({ userName, displayName: "Somebody" }));
  const kind = directories.cloudidentity.kinds.User;
  for (const file of ["people.csv", "people.yaml", "people.xlsx"])
    await expect(rosterContent(file, kind, { people: odd })).resolves.toBeDefined();
  const { rows } = parseRoster({
    file: "people.csv",
    text: savedByExcel(rosterText("people.csv", kind, { people: odd })),
    directory: "cloudidentity",
    directories,
    env: {},
  });
  expect(rows.map(({ key }) => key)).toEqual(keys);
});

test.each([
  ...["'t Hooft (x)", "'00123", "''00123", "Li Na"].flatMap((value) =>
    ["people.csv", "people.yaml", "people.xlsx"].map((file) => [value, file]),
  ),
  ["'", "people.yaml"],
])("a key %s and a note like it are what they are once %s holds them", (value, file) => {
  const kind = directories.cloudidentity.kinds.User;
  const values = rosterValues(kind, { ref: { id: "1", key: value }, fields: {}, computed: {} }, file);
  expect(values("userName", value)).toEqual({ fields: { userName: value } });
  expect(values("description", value)).toEqual({ fields: { description: value } });
});

test.each(["people.csv", "people.yaml", "people.xlsx"])(
  "keys that read like dates, as spreadsheets show them, go into %s as they are",
  async (file) => {
    const kind = directories.cloudidentity.kinds.User;
    const people = ["2-May", "2027-05-02", "5月2日", "02.05.27", "2027. 5. 2."].map((userName) => ({ userName, displayName: "Somebody" }));
    await expect(rosterContent(file, kind, { people })).resolves.toBeDefined();
    const values = people.map((fields) =>
      rosterValues(kind, { ref: { id: "1", key: fields.userName }, fields, computed: {} }, file)("userName", fields.userName),
    );
    expect(values).toEqual(people.map(({ userName }) => ({ fields: { userName } })));
  },
);
