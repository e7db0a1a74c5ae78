import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAnswer } from "../../../cli/terminal/write-answer";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-write-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that cannot be written is a matter of configuration, and named", () => {
  expect(() => writeAnswer(join(folder, "missing", "x.md"), "text", "the report")).toThrow(
    expect.objectContaining({ code: "ERR_CONFIG", summary: expect.stringMatching(/the report cannot be written: .*ENOENT/) }),
  );
});

test("a file of secrets is its owner's alone", () => {
  const file = join(folder, "state.json");
  writeAnswer(file, "text", "the new state", 0o600);
  expect([readFileSync(file, "utf8"), statSync(file).mode & 0o777]).toEqual(["text", 0o600]);
});
