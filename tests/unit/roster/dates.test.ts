import { directories as accounts } from "../../../provider/directories";
import { parse, problems, refusal } from "./fixture";

/** Noon of a day in Shanghai. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
const keys = (text: string, day: string): readonly string[] => parse(text, { now: noon(day) }).rows.map(({ key }) => key);

const STAFF = [
  "endUserId,email,from,until",
  "alice,alice@example.com,,2026-12-31",
  "bobby,bobby@example.com,2027/1/1,",
  "carol,carol@example.com,2026年12月31日,2026-12-31",
  "david,david@example.com,,",
].join("\n");

test.each([
  ["2026-12-30", ["alice", "david"]],
  ["2026-12-31", ["alice", "carol", "david"]],
  ["2027-01-01", ["bobby", "david"]],
])("on %s the roster declares %j: both ends are included", (day, expected) => {
  expect(keys(STAFF, day)).toEqual(expected);
});

test("who is over is told with the last day, who is still to come is not", () => {
  expect(parse(STAFF, { now: noon("2027-01-01") }).over?.map(({ key, period }) => [key, period.until])).toEqual([
    ["alice", "2026-12-31"],
    ["carol", "2026-12-31"],
  ]);
});

test("a day begins in the roster's time zone", () => {
  const now = Date.parse("2026-12-31T20:00:00Z");
  const rows = (timeZone?: string) => parse(STAFF, { now, ...(timeZone !== undefined && { timeZone }) }).rows.map(({ key }) => key);
  expect(rows()).toEqual(["bobby", "david"]);
  expect(rows("America/New_York")).toEqual(["alice", "carol", "david"]);
  expect(refusal(() => parse(STAFF, { now, timeZone: "Asia/Beijing!" }))).toMatch(/timeZone: "Asia\/Beijing!" is not a time zone/);
});

test.each([
  ["起始日期", "截止日期"],
  ["开始日期", "结束日期"],
  ["生效日期", "失效日期"],
  ["生效日期（选填）", "*截止日期"],
  ["Valid From", "VALID_UNTIL"],
  ["*from", "until"],
])("the columns %s and %s name the days as well", (from, until) => {
  const text = `endUserId,email,${from},${until}\nalice,alice@example.com,2026-01-01,2026-12-31\n`;
  expect(keys(text, "2025-12-31")).toEqual([]);
  expect(keys(text, "2026-06-01")).toEqual(["alice"]);
  expect(keys(text, "2027-01-01")).toEqual([]);
});

test("a column of another system may stand for them, and YAML names them too", () => {
  const text = "endUserId,email,Contract end\nalice,alice@example.com,2026-12-31\n";
  expect(parse(text, { now: noon("2027-01-01"), columns: { "Contract end": "until" } }).rows).toEqual([]);
  const yaml = "- endUserId: alice\n  email: alice@example.com\n  until: 2026-12-31\n";
  expect(parse(yaml, { now: noon("2027-01-01"), file: "people.yaml" }).over).toHaveLength(1);
});

test.each([
  ["2027-02-30,", /people\.csv:2:3 from "2027-02-30" is a date that does not exist\. Write yyyy-MM-dd\./],
  [",2026-13-01", /people\.csv:2:4 until "2026-13-01" is a date that does not exist/],
  ["soon,", /people\.csv:2:3 from "soon" is not a date/],
  [",3/4/2027", /until "3\/4\/2027" may be 2027-03-04 or 2027-04-03/],
  [",46387", /until "46387" is a bare number/],
  [",2026-12-31 18:00", /until "2026-12-31 18:00" has a time, but people come and go by whole days/],
  ["2027-01-02,2027-01-01", /people\.csv:2:4 until 2027-01-01 is before from 2027-01-02, so that the person would never be declared/],
])("%s is refused with its place", (cells, message) => {
  expect(problems(`endUserId,email,from,until\nalice,alice@example.com,${cells}\n`).join("\n")).toMatch(message);
});

test("a row is judged before its first day and after its last one", () => {
  const text = "endUserId,email,from,until\nalice,nonsense,2027-01-01,\nbobby,nonsense,,2025-01-01\n";
  const found = problems(text, { now: noon("2026-06-01") }).join("\n");
  expect(found).toMatch(/people\.csv:2:2 alice: email must be/);
  expect(found).toMatch(/people\.csv:3:2 bobby: email must be/);
});

test("rows that are never declared on one day do not clash; those that share a day do", () => {
  const text = (second: string): string =>
    `endUserId,email,from,until\nalice,alice@example.com,,2026-06-30\nalice,alice@example.com,${second},\n`;
  expect(keys(text("2026-07-01"), "2026-06-30")).toEqual(["alice"]);
  expect(keys(text("2026-12-01"), "2026-10-01")).toEqual([]);
  expect(problems(text("2026-06-30")).join("\n")).toMatch(/people\.csv:3:1 alice: endUserId is already declared at people\.csv:2:1/);
});

test("a preview may be asked about another day", () => {
  const on = (day: string) => parse(STAFF, { now: noon("2026-06-01"), env: { ROLLCALL_ON: day } });
  expect(on("2027-01-01").rows.map(({ key }) => key)).toEqual(["bobby", "david"]);
  expect(refusal(() => on("2027-02-29"))).toMatch(/ROLLCALL_ON: "2027-02-29" is a date that does not exist/);
});

test.each(["1970-01-01", "1970/1/1", "01/01/1970", "1970-01-01 00:00:00"])(
  "%s ends nobody: programs write it where there is no date",
  (day) => {
    const said = `is ${JSON.stringify(day)}, which programs write where there is no date. Empty the cell, or write the day.`;
    expect(problems(`endUserId,email,until\nann,a@x.co,${day}\n`)).toEqual([`people.csv:2:3 until ${said}`]);
    expect(problems(`endUserId,email,expires\nann,a@x.co,${day}\n`)).toEqual([`people.csv:2:3 ann: autoLockTime ${said}`]);
    expect(parse(`endUserId,email,from\nann,a@x.co,${day}\n`).rows).toHaveLength(1);
  },
);

test.each(["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1601-01-01T00:00:00.000Z", "1970-01-01T08:00:00+08:00"])(
  "%s is no expiry, though a directory takes it",
  (moment) => {
    const found = problems(`userName,userEmail,expires\nann,a@x.co,${moment}\n`, { directory: "workspace", directories: accounts });
    expect(found).toEqual([expect.stringContaining(`ann: accountExpires is "${moment}", which programs write where there is no date.`)]);
  },
);

test.each([
  ["workspace", "userName,userEmail,expires\nann,a@x.co,0\n", "accountExpires", "0"],
  ["workspace", "userName,userEmail,expires\nann,a@x.co,1971-01-02\n", "accountExpires", "1971-01-02T15:59:59Z"],
  ["eds", "endUserId,email,expires\nann,a@x.co,9999-12-31 00:00:00\n", "autoLockTime", "9999-12-31 00:00:00"],
])("an end in %s that a person may mean is taken", (directory, text, field, value) => {
  expect(parse(text, { directory, directories: accounts }).rows[0]?.fields[field]).toBe(value);
});

test("a lock time of no date is refused in the form of the directory too", () => {
  for (const day of ["0001-01-01 00:00:00", "1899-12-30 00:00:00", "1970-01-01 08:00:00"])
    expect(problems(`endUserId,email,expires\nann,a@x.co,${day}\n`)[0]).toContain("which programs write where there is no date");
});
