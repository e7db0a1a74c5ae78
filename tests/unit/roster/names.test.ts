import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { readNames } from "../../../sdk/lib/roster/people/references";

test.each<[string, readonly string[]]>([
  ["All staff;On call；Design, Berlin", ["All staff", "On call", "Design, Berlin"]],
  ["All staff\r\nOn call\n", ["All staff", "On call"]],
  ['="All staff"', ["All staff"]],
  ["'2027", ["2027"]],
  ["\u200eAll staff\u00a0", ["All staff"]],
  ["text:NULL;text:?;text:All staff", ["NULL", "?", "text:All staff"]],
  ["(none)", []],
  ["", []],
])("the cell %j names %j", (cell, names) => {
  expect(readNames(cell, true)).toEqual(names);
});

test("separators of a formula over empty cells clear nothing", () => {
  for (const cell of [";", " ； ", "\n;\n;"]) expect(readNames(cell, true)).toEqual({ problem: expect.stringContaining("write (none)") });
  expect(readNames([""], true)).toEqual({ problem: expect.stringContaining("write (none)") });
  expect(readNames([], true)).toEqual([]);
});

test.each(["NULL", "?", "N/A", "无", "TBD", "“x”", "Design"])(
  "a unit and a group called %s are meant by their names in quotes in YAML",
  (name) => {
    const text = `users:\n  - endUserId: ann\n    email: a@example.com\n    orgId: ${JSON.stringify(name)}\n    groupIdList: ${JSON.stringify(name)}\n`;
    const { rows } = parseRoster({ file: "p.yaml", text, directory: "eds", directories, references: "names", env: {} });
    expect(rows[0]?.references).toMatchObject({ orgId: { texts: [name] }, groupIdList: { texts: [name] } });
  },
);
