import { parseCsv } from "../../../sdk/lib/roster/file/csv";
import { describePlace } from "../../../sdk/lib/roster/problem";

/** The cells of a sheet as `line:column name=value`. */
function cells(text: string): readonly string[] {
  const sheet = parseCsv(text, "p.csv");
  expect(sheet.problems).toEqual([]);
  return sheet.entries.flatMap((entry) =>
    entry.cells.map(({ name, raw, place }) => `${describePlace(place).slice(6)} ${name}=${String(raw)}`),
  );
}

/** The problems of a sheet, one text each. */
function problems(text: string): readonly string[] {
  return parseCsv(text, "p.csv").problems.map(({ place, text }) => `${place === undefined ? "" : describePlace(place)} ${text}`);
}

test("lines and columns are those of the file, whatever is skipped or runs over lines", () => {
  const text = '# staff\r\n\r\na,b,c\r\n# x "y\r\n1,"two\r\nlines",3\r\n\r\n4,"say ""hi""",\r\n,,\r\n5,#6,7\r\n';
  expect(cells(text)).toEqual(["5:1 a=1", "5:2 b=two\nlines", "6:3 c=3", "8:1 a=4", '8:2 b=say "hi"', "10:1 a=5", "10:2 b=#6", "10:3 c=7"]);
});

test.each([
  ["comma", "a,b\n1,2\n"],
  ["semicolon", "a;b\n1;2\n"],
  ["tab", "a\tb\n1\t2\n"],
  ["semicolon with commas in a quoted header", '"a";"b"\n1;2\n'],
  ["carriage returns alone", "a,b\r1,2\r"],
  ["mixed line endings", "\r\n#\na,b\n1,2\r\n"],
  ["no line ending at the end", "a,b\n1,2"],
  ["byte order mark", "\ufeffa,b\n1,2\n"],
  ["spaces in the header", " a , b \n1,2\n"],
])("%s", (_name, text) => {
  expect(cells(text).map((cell) => cell.slice(cell.indexOf(" ") + 1))).toEqual(["a=1", "b=2"]);
});

test("one column needs no delimiter", () => {
  expect(cells("a\n1\n2\n")).toEqual(["2:1 a=1", "3:1 a=2"]);
});

test("a comma inside a quoted header is no delimiter", () => {
  expect(parseCsv('"a,1,2";b\n1;2\n', "p.csv").columns.map(({ name }) => name)).toEqual(["a,1,2", "b"]);
});

test("rows of another length are problems, one each, and declare nobody", () => {
  const sheet = parseCsv("a,b\n1\n2,3\n4,5,6\n7,8,\n,,,\n", "p.csv");
  expect(sheet.problems.map(({ text }) => text)).toEqual([
    "has 1 cell, but the header names 2 columns. Add the missing delimiters; a cell may be empty.",
    "has 3 cells, but the header names 2 columns. Quote a cell that contains the delimiter.",
    "has 3 cells, but the header names 2 columns. Quote a cell that contains the delimiter, or delete the empty cells at the end if there is none.",
  ]);
  expect(sheet.entries.map(({ place }) => place.line)).toEqual([3]);
});

test.each([
  ["an open quote", 'a,b\n1,"hunter2\n3,4\n', /^p\.csv:2:2 opens a quote/],
  ["an open quote that meets another", '# x\na,b\n\n# "y\n"1,hunter2\n"3",4\n', /^p\.csv:5:1 opens a quote/],
  ["a quote in the middle", 'a,b\n1,hun"ter2\n', /^p\.csv:2:2 has a quote/],
  ["text after a quote", 'a,b\n1,"hunter"2\n', /^p\.csv:2:2 has text after a closing quote/],
  ["a quote in the header", 'a,b"\n1,2\n"3,4\n', /^p\.csv:1:2 has a quote/],
])("%s is told without the cell", (_name, text, message) => {
  const [problem, ...others] = problems(text);
  expect(problem).toMatch(message);
  expect(others).toEqual([]);
  expect(problem).not.toMatch(/hunter|ter2/);
});

test("rows with wrong quotes do not hide the rows below them", () => {
  const sheet = parseCsv('a,b\r\n1,"two\r\nlines"\r\n2,x"y\r\n3\r\n4,"open\r\n\r\n5,"five"\r\n6,"open\r\n7,seven\r\n', "p.csv");
  expect(sheet.problems.map(({ place }) => (place === undefined ? "" : describePlace(place)))).toEqual([
    "p.csv:4:2",
    "p.csv:6:2",
    "p.csv:9:2",
    "p.csv:5",
  ]);
  expect(sheet.entries.map(({ place }) => place.line)).toEqual([2, 8, 10]);
});

test("a file of nothing but wrong quotes ends soon", () => {
  const found = problems(`a,b\n${'1,x"y\n'.repeat(20_000)}`);
  expect(found.length).toBeGreaterThan(500);
  expect(found.length).toBeLessThan(20_000);
});

test.each(["“Al; Bo”", "„Al; Bo“", "«Al; Bo»", "“Al; Bo; Cy”", " 「Al;Bo」 "])(
  "%s is one cell no more: an editor has changed its quotes",
  (cell) => {
    const [problem] = problems(`a;b;c;d\n1;${cell};;\n`);
    expect(problem).toMatch(/^p\.csv:2 .*Its quotes are typographic/);
  },
);

test.each(["“Al”; “Bo”", "„Al“;Bo", "Al ”;“Bo", "5”;6”", "“Al;Bo"])("%s are cells with quotes of their own", (row) => {
  expect(problems(`a;b\n${row}\n`)).toEqual([]);
});
