import fc from "fast-check";
import { rosterText } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import { eiam } from "../../../provider/eiam";
import { validateUser } from "../../../provider/lifecycle/validate";
import { RollcallError } from "../../../provider/model/error";
import { parseRoster } from "../../../sdk/lib/roster/parse";

const POISON = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
const RUNS = { numRuns: 200, seed: 20270101 };

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

test.each(["=1+1", '=HYPERLINK("https://evil.example")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", " =1"])(
  "a CSV roster is not written with the formula %s",
  (text) => {
    expect(() => rosterText("p.csv", eiam.kinds.User, { people: [observed(text)] })).toThrow(
      expect.objectContaining({ code: "ERR_ROSTER" }),
    );
  },
);

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
        const cells = text
          .split("\n")
          .slice(1)
          .flatMap((line) => line.split(","));
        for (const cell of cells) expect(cell.replace(/^"/, "").trimStart()).not.toMatch(/^(?:[=@]|[+-](?![\d ().-]*"?$))/);
      },
    ),
    RUNS,
  );
});
