import type { RosterOptions } from "../../../../sdk/lib/roster/people/parse";
import { parse, refusal } from "../fixture";
import { number, rows, text as formatted, workbook } from "./workbook-file";
import type { WorkbookParts } from "./workbook-file";

const HEADER = ["endUserId", "email", "remark", "expires"];
const READ = { file: "people.xlsx" } as const;

/** What the cell `C2`, a remark, says; or the line of the refusal that names it. */
function remark(cell: string, parts: Partial<WorkbookParts> = {}): unknown {
  const bytes = workbook({ sheets: { Sheet1: rows([HEADER, ["li_na", "li@x.example", cell]]) }, ...parts });
  try {
    return parse("", { ...READ, bytes }).rows[0]?.fields["remark"];
  } catch {
    return problems(bytes).join("\n");
  }
}

function problems(bytes: Uint8Array, options: Partial<RosterOptions> = {}): readonly string[] {
  return refusal(() => parse("", { ...READ, bytes, ...options }))
    .split("\n")
    .flatMap((line) => (line.startsWith("  ") ? [line.trim()] : []));
}

test.each([
  ["a telephone number", number(13800138000), "13800138000"],
  ["one that the format shortens", number("1.3800138E10", "scientific"), "13800138000"],
  ["one in groups", number(13800138000, "grouped"), "13800138000"],
  ["one with dashes", number(13800138000, "dashes"), "138-0013-8000"],
  ["zeros in front", number(123, "padded"), "000123"],
  ["a number formatted as text", number(123, "text"), "123"],
  ["a share", number(0.5, "percent"), "50%"],
  ["a fraction that a program computed", number("0.30000000000000004"), "0.3"],
  ["fifteen digits", number(123456789012345), "123456789012345"],
  ["sixteen that nobody rounded", number(1234567890123457), "1234567890123457"],
  ["a day", number(46477, "date"), "2027-03-31"],
  ["a moment", number(46477.75, "date"), "2027-03-31 18:00:00"],
  ["midnight", number(46477, "time"), "2027-03-31 00:00:00"],
  ["a day in Chinese", number(46477, "month"), "2027-03-31"],
  ["a time", number(0.75, "time"), "18:00:00"],
  ["a number in the format of a language", number(123, "language"), "000123"],
  ["one behind what fills its cell", number(123, "filled"), "123"],
  ["one in the format of accounts", number(1234, "accounting"), "1234"],
  ["one in a format that the reader cannot read", number(12, "star"), "12"],
  ["a text before what its format adds", formatted("li", "dressed"), "li@pier.example"],
  ["a text that its format moves", formatted("li", "accounting"), "li"],
  ["one behind what fills its cell", formatted("li", "filled"), "li"],
  ["one that its format does not show", formatted("li", "unseen"), "li"],
  ["yes", '<c t="b"><v>1</v></c>', "true"],
  ["no", '<c t="b"><v>0</v></c>', "false"],
  ["a formula's text", '<c t="str"><f>A2&amp;"x"</f><v>li_nax</v></c>', "li_nax"],
  ["a formula's number", "<c><f>1+1</f><v>2</v></c>", "2"],
  ["a formula's empty text", '<c t="str"><f>IF(1,"")</f><v></v></c>', undefined],
  ["a line break", '<c t="inlineStr"><is><t>a_x000A_b</t></is></c>', "a\nb"],
])("%s", (_what, cell, text) => {
  expect(remark(cell)).toBe(text);
});

test.each([
  ["an error", '<c t="e"><v>#N/A</v></c>', "holds the error #N/A, not a value."],
  ["an error of newer spreadsheets", '<c t="e"><v>#SPILL!</v></c>', "holds the error #SPILL!, not a value."],
  ["a formula without a result", "<c><f>B2</f><v/></c>", "is a formula whose result the workbook does not hold."],
  ["an identity number that lost digits", number("1.10101199003071E+17"), "is a number of more than 15 digits"],
  ["sixteen digits with a rounded end", number(6222021234567890), "is a number of more than 15 digits"],
  ["no number", number("x"), "holds a number that cannot be read."],
  ["29 February 1900", number(60, "date"), "holds a date that does not exist."],
])("%s is refused at its place", (_what, cell, text) => {
  expect(remark(cell)).toContain(`people.xlsx:Sheet1!C2 ${text}`);
});

test("shared strings: bold parts count, the reading aid above them does not", () => {
  const strings = [
    "<r><t>李</t></r><r><rPr><b/></rPr><t>娜</t></r>",
    '<t>東</t><rPh sb="0" eb="1"><t>ひがし</t></rPh>',
    '<r><t>東</t></r><rPh sb="0" eb="1"><t>ひがし</t></rPh><r><t>京</t></r>',
  ];
  expect(["0", "1", "2"].map((index) => remark(`<c t="s"><v>${index}</v></c>`, { strings }))).toEqual(["李娜", "東", "東京"]);
});

test("a workbook may count days from 1904", () => {
  expect(remark(number(45015, "date"), { date1904: true })).toBe("2027-03-31");
});

test("a cell with a date is refused where a name, a key or a number is meant, and taken where a time is", () => {
  const date = number(46477.75, "date");
  const bytes = workbook({
    sheets: {
      Sheet1: rows([
        ["endUserId", "email", "realNickName", "phone", "groupIdList"],
        [date, "li@x.example"],
        ["tom", date],
        ["amy", "a@x.example", date, date, date],
      ]),
    },
  });
  expect(problems(bytes).map((line) => line.replace(/^\S+:Sheet1!/, "").slice(0, 28))).toEqual([
    "A2 2027-03-31 18:00:00: endU",
    "B3 tom: email is a date in t",
    "C4 amy: realNickName is a da",
    "D4 amy: phone is a date in t",
    "E4 amy: groupIdList is a dat",
  ]);
  const good = workbook({ sheets: { Sheet1: rows([HEADER, ["li_na", "li@x.example", "", date]]) } });
  expect(parse("", { ...READ, bytes: good }).rows[0]?.fields["autoLockTime"]).toBe("2027-03-31 18:00:00");
});
