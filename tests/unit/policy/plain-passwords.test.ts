import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPlainPasswords, programFiles } from "../../../policy";

const settings = { level: "mandatory", exceptFiles: ["tests/fixture.csv"] } as const;
const lines = (path: string, text: string): readonly number[] => findPlainPasswords([{ path, text }], settings).map(({ line }) => line);

test.each([
  ["a literal", 'new eds.User("a", {\n  password: "Hunter2!",\n});', [2]],
  ["a quoted name", "const a = { 'password': 'Hunter2!' }", [1]],
  ["an assignment", "const password = `Hunter2!`;", [1]],
  ["an escaped quote", 'password: "Hun\\"ter2"', [1]],
  ["configuration", 'password: config.requireSecret("password")', []],
  ["the environment", "password: process.env.PASSWORD", []],
  ["a template with values", "password: `${prefix}x`", []],
  ["another name", 'passwordHint: "the dog", resetPassword: "x"', []],
  ["an empty one", 'password: ""', []],
])("in a program: %s", (_what, text, expected) => {
  expect(lines("index.ts", text)).toEqual(expected);
});

test.each([
  ["people.csv", "endUserId,password\nann,\nbob,env:BOB_PASSWORD\ncleo,Hunter2!\n", [4]],
  ["people.csv", "账号;初始密码\r\nann;Hunter2!\r\n", [2]],
  ["people.csv", "# Everybody.\nendUserId,password\n# ann,Hunter2!\nann,Hunter2!\n", [4]],
  ["people.csv", 'endUserId,note\nann,password: "x"\n', []],
  ["people.yaml", "- endUserId: ann\n  password: Hunter2!\n- endUserId: bob\n  password: env:BOB\n- password:\n    secure: v1:abc\n", [2]],
  ["people.json", '[{ "password": "Hunter2!" }]', [1]],
  ["tests/fixture.csv", "endUserId,password\nann,Hunter2!\n", []],
])("in %s: %j", (path, text, expected) => {
  expect(lines(path, text)).toEqual(expected);
});

test("looks through a program's folder, without installed packages and hidden folders", () => {
  const folder = mkdtempSync(join(tmpdir(), "rollcall-policy-"));
  for (const below of ["src", "node_modules/x", ".git"]) mkdirSync(join(folder, below), { recursive: true });
  for (const path of ["src/a.ts", "node_modules/x/b.ts", ".git/c.ts", "d.md", "e.csv"]) writeFileSync(join(folder, path), "x");
  expect(
    programFiles(folder)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(["e.csv", "src/a.ts"]);
  rmSync(folder, { recursive: true });
});
