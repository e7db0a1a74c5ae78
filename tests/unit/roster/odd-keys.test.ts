import { cellWriter } from "../../../cli/import/cells";
import { directories } from "../../../provider/directories";
import { rows, workbook } from "./xlsx/workbook-file";
import { parse, problems } from "./fixture";

/** Names of accounts that read like nothing, or like a number that a program has written: 楠 is `nan`. */
const KEYS = ["nan", "null", "none", "nil", "Null", "None", "undefined", "1e-3", "1.0", "007.00"];
const LAX = { directory: "workspace" } as const;

function csv(key: string): string {
  return `userName,userEmail\n${key},nan@pier.example\n`;
}

function yaml(key: string): string {
  return `- userName: ${JSON.stringify(key)}\n  userEmail: nan@pier.example\n`;
}

test.each(KEYS)("the key %s is refused with how to write it, and is somebody's behind an apostrophe", (key) => {
  const remedy = expect.stringContaining(` If the key is really that, write '${key}.`);
  const sheet = (written: string) =>
    workbook({
      sheets: {
        Sheet1: rows([
          ["userName", "userEmail"],
          [written, "nan@pier.example"],
        ]),
      },
    });
  expect(problems(csv(key), LAX)).toEqual([remedy]);
  expect(problems(yaml(key), { ...LAX, file: "people.yaml" })).toEqual([remedy]);
  const marked = [
    parse(csv(`'${key}`), LAX),
    parse(yaml(`'${key}`), { ...LAX, file: "people.yaml" }),
    parse("", { ...LAX, file: "people.xlsx", bytes: sheet(`'${key}`) }),
  ];
  expect(marked.map(({ rows: people }) => people.map((person) => person.key))).toEqual([[key], [key], [key]]);
});

test.each(KEYS)("an import writes the key %s so that it is read again", (key) => {
  const { User } = directories.cloudidentity.kinds;
  for (const file of ["people.csv", "people.yaml", "people.xlsx"])
    for (const one of [key, `'${key}`]) expect(cellWriter(file)(User, "userName", one)).toBe(`'${one}`);
  expect(parse(csv(`''${key}`), LAX).rows.map((person) => person.key)).toEqual([`'${key}`]);
});

test("error words are no key behind an apostrophe either", () => {
  expect(problems(csv("'#REF!"), LAX)).toEqual([expect.stringContaining("which a spreadsheet writes where a formula fails")]);
});

test("two apostrophes read like nothing, and are no mark of anything", () => {
  const refused = [expect.stringContaining(`orgId is "''", which stands where there is nothing`)];
  expect(problems("endUserId,email,orgId\nwu_gang,wu@pier.example,''\n")).toEqual(refused);
  const file = `- endUserId: wu_gang\n  email: wu@pier.example\n  orgId: "''"\n`;
  expect(problems(file, { file: "people.yaml" })).toEqual(refused);
  expect(problems("userName,userEmail\n'',wu@pier.example\n", LAX)).toEqual([expect.stringContaining("stands where there is nothing")]);
});
