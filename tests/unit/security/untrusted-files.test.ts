import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { rosterText } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import { eiam } from "../../../provider/eiam";
import { validateUser } from "../../../provider/lifecycle/validate";
import { RollcallError } from "../../../provider/model/error";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";

const POISON = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
const RUNS = { numRuns: 200 };

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Readonly<Record<string, unknown>>)["polluted"]).toBeUndefined();
});

test.each(POISON)("a column %s of a roster is refused and pollutes nothing", (name) => {
  const files = {
    "p.csv": `endUserId,email,${name}\nalice,a@example.com,polluted\n`,
    "p.yaml": `users:\n  - endUserId: alice\n    email: a@example.com\n    ${name}: { polluted: true }\n`,
  };
  for (const [file, text] of Object.entries(files))
    expect(() => parseRoster({ file, text, directory: "eds", directories, env: {} })).toThrow(RollcallError);
});

test.each(POISON)("a field %s of a declaration is refused as unknown", (name) => {
  const user = Object.fromEntries([
    ["endUserId", "alice"],
    ["email", "a@example.com"],
    [name, "polluted"],
  ]);
  expect(validateUser(directories.eds.kinds.User, user)).toContainEqual(expect.objectContaining({ field: name }));
});

const observed = (displayName: string) => ({ username: "alice", primaryOrganizationalUnitId: "ou_x", displayName });

/** How names may begin that a spreadsheet would run, or take for a broken formula. */
const formulas = [
  "=1+1",
  "=A1",
  '=HYPERLINK("https://evil.example")',
  "@SUM(A1)",
  "@wei",
  "-anna",
  "+ Bob",
  "- see HR",
  "+cmd|' /C calc'!A0",
];

test.each([...formulas, "-2+3+cmd|' /C calc'!A0", "'=1+1", "''-anna", '="a"'])(
  "the name %s stands behind an apostrophe in a CSV roster, and is the same name again",
  (text) => {
    const people = [{ ...observed(text), description: text }];
    const cell = (rosterText("p.csv", eiam.kinds.User, { people }).split("\n")[1] ?? "").split(",")[1];
    expect(cell).toMatch(/^"?'/);
    for (const file of ["p.csv", "p.yaml", "p.yml"]) {
      const written = rosterText(file, eiam.kinds.User, { people });
      const { rows } = parseRoster({ file, text: written, directory: "eiam", directories, references: "ids", env: {} });
      expect(rows.map(({ fields }) => fields)).toEqual(people);
    }
  },
);

test.each(["=#REF!", "#N/A", "=1/#REF!"])("%s of a failed formula is no name, behind an apostrophe either", (text) => {
  for (const cell of [text, `'${text}`])
    expect(() =>
      parseRoster({ file: "p.csv", text: `username,displayName\nalice,${cell}\n`, directory: "eiam", directories, env: {} }),
    ).toThrow(expect.objectContaining({ code: "ERR_ROSTER" }));
});

test("no cell of a written CSV roster begins like a formula, unless it is a telephone number", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("", " ", "\t"),
      fc.constantFrom("=", "+", "-", "@", ""),
      fc.string({ maxLength: 10 }),
      (blank, sign, rest) => {
        let text: string;
        try {
          text = rosterText("p.csv", eiam.kinds.User, { people: [observed(`${blank}${sign}${rest}`)] });
        } catch (error) {
          expect(error).toBeInstanceOf(RollcallError);
          return;
        }
        for (const cell of parse(text, { bom: true }).flat()) expect(cell.trimStart()).not.toMatch(/^(?:[=@]|[+-](?![\d ().-]*$))/);
      },
    ),
    RUNS,
  );
});
