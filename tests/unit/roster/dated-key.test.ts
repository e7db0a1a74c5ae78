import { markedForSheets } from "../../../sdk/lib/roster/cell/written";
import { parse, problems } from "./fixture";

const roster = (key: string): string => `username,displayName\n"${key.replace(/"/g, '""')}",Li Na\n`;
const options = { directory: "eiam", defaults: { primaryOrganizationalUnitId: "ou_1" } };

test.each([
  "2-May",
  "02-May",
  "May-02",
  "1-Dec-27",
  "01-Dec-2027",
  "5月2日",
  "2027年5月",
  "3월 2일",
  "02. Mai",
  "2.Okt",
  "Mai 27",
  "2-févr",
  "2027/5/2",
  "2/5/2027",
  "02.05.2027",
  "2027-05-02",
  "2027-05-02 00:00:00",
  "02-05-2027",
  "2-5-2027",
  "05/02/27",
  "02.05.27",
  "2027. 5. 2.",
])("the key %j is what a spreadsheet made of another", (key) => {
  expect(problems(roster(key), options)).toContainEqual(expect.stringContaining("a date as a spreadsheet shows it"));
  expect(problems(roster(key), options).join()).toContain(`write '${key}.`);
  expect(markedForSheets(key)).toBe(`'${key}`);
});

test.each([
  "may2",
  "2-may",
  "may-02",
  "mai27",
  "MAY2",
  "li.na-May",
  "team-2-May",
  "2027-05-02x",
  "dec31",
  "june.2",
  "3-2",
  "mar",
  "2027-13-02",
  "1234-05-02",
  "10.20.30.40",
  "32.1.27",
  "27-05-02",
])("the key %j is somebody's", (key) => {
  expect(parse(roster(key), options).rows[0]?.fields["username"]).toBe(key);
});

test.each(["'2-May", '="2-May"'])("%s is a key that a spreadsheet was told to keep", (cell) => {
  expect(parse(roster(cell), options).rows[0]?.fields["username"]).toBe("2-May");
});
