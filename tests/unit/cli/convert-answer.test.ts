import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer, type ConvertFlags } from "../../../cli/convert/answer";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-convert-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("the state that is read is not written over, under whatever name", () => {
  const before = join(folder, "before.json");
  const state = JSON.stringify({ version: 3, deployment: { resources: [] } });
  writeFileSync(before, state);
  symlinkSync(before, join(folder, "link.json"));
  linkSync(before, join(folder, "hard.json"));
  for (const out of ["before.json", "./before.json", "link.json", "hard.json"].map((name) => `${folder}/${name}`)) {
    expect(() => answer(before, { to: "set", name: "staff", out })).toThrow(/is the state that is read, .* Name another file with --out/);
    expect(readFileSync(before, "utf8")).toBe(state);
  }
});

test.each<[Partial<ConvertFlags>, RegExp]>([
  [{ name: "" }, /--name is empty/],
  [{ to: "users" }, /--name cannot stand beside --to users, which converts every set/],
  [{ prefix: "hk-" }, /--prefix cannot stand beside --to set/],
  [{ to: "plugin", directory: "eds" }, /--name, --directory cannot stand beside --to plugin/],
])("%j: what a form has no use for is refused before anything is read", (flags, refusal) => {
  const convert = () => answer(join(folder, "nothing.json"), { to: "set", name: "staff", out: join(folder, "new.json"), ...flags });
  expect(convert).toThrow(refusal);
});
