import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../../cli/terminal/write-files";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-write-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const contents = () => Object.fromEntries(readdirSync(folder).map((name) => [name, textOf(at(name))]));
const textOf = (file: string) => (statSync(file).isFile() ? readFileSync(file, "utf8") : "a folder");
const pair = (first: string, last: string) => [
  { file: at(first), content: "new people", what: "the roster" },
  { file: at(last), content: "new import", what: "the import file" },
];

test("a file that cannot be written is a matter of configuration, and named", () => {
  const file = at("missing/x.md");
  expect(() => writeFiles([{ file, content: "text", what: "the report" }])).toThrow(
    expect.objectContaining({ code: "ERR_CONFIG", summary: expect.stringMatching(/^the report cannot be written: .*ENOENT.*x\.md'$/) }),
  );
});

test("a full disk is told as such", () => {
  if (!existsSync("/dev/full")) return;
  expect(() => writeFiles([{ file: "/dev/full", content: "text", what: "the report" }])).toThrow(
    expect.objectContaining({ summary: expect.stringMatching(/ENOSPC/), remedy: expect.stringMatching(/^Make room/) }),
  );
});

test("a file of secrets is its owner's alone", () => {
  writeFiles([{ file: at("state.json"), content: "text", what: "the new state", mode: 0o600 }]);
  expect([contents(), statSync(at("state.json")).mode & 0o777]).toEqual([{ "state.json": "text" }, 0o600]);
});

test.each(["missing/import.json", "folder", "/dev/full"])(
  "files of before stay whole where one of the new ones cannot be written: %s",
  (bad) => {
    if (bad === "/dev/full" && !existsSync(bad)) return;
    mkdirSync(at("folder"));
    writeFileSync(at("people.csv"), "old people");
    const before = contents();
    const [first, last] = [...pair("people.csv", bad)];
    if (first === undefined || last === undefined) throw new Error("there are two files");
    expect(() => writeFiles([first, { ...last, file: bad.startsWith("/") ? bad : last.file }])).toThrow(
      /the import file cannot be written/,
    );
    expect(contents()).toEqual(before);
  },
);

test("a first file that cannot be written leaves the last one of before", () => {
  writeFileSync(at("import.json"), "old import");
  expect(() => writeFiles(pair("missing/people.csv", "import.json"))).toThrow(/the roster cannot be written/);
  expect(contents()).toEqual({ "import.json": "old import" });
});

test("new files take the place of old ones, with their permissions", () => {
  for (const name of ["people.csv", "import.json"]) writeFileSync(at(name), "old");
  chmodSync(at("people.csv"), 0o640);
  writeFiles(pair("people.csv", "import.json"));
  expect(contents()).toEqual({ "people.csv": "new people", "import.json": "new import" });
  expect(statSync(at("people.csv")).mode & 0o777).toBe(0o640);
});

test.each([
  ["there", "people.csv"],
  ["not there yet", "later.csv"],
])("a link stays one, and what it leads to is written: %s", (_what, target) => {
  writeFileSync(at("people.csv"), "old");
  symlinkSync(target, at("link.csv"));
  writeFiles([{ file: at("link.csv"), content: "new", what: "the roster" }]);
  expect(readFileSync(at(target), "utf8")).toBe("new");
  expect(contents()).toMatchObject({ "link.csv": "new" });
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
