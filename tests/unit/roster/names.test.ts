import { readNames } from "../../../sdk/lib/roster/references";

test.each<[string, readonly string[]]>([
  ["All staff;On call；Design, Berlin", ["All staff", "On call", "Design, Berlin"]],
  ["All staff\r\nOn call\n", ["All staff", "On call"]],
  ['="All staff"', ["All staff"]],
  ["'2027", ["2027"]],
  ["\u200eAll staff\u00a0", ["All staff"]],
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
