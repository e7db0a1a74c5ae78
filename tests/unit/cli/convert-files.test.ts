import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer, type ConvertFlags } from "../../../cli/convert/answer";

const type = "rollcall:eds:User";
const alice = {
  urn: `urn:pulumi:dev::acme::${type}::alice`,
  type,
  id: "alice",
  inputs: { endUserId: "alice" },
  outputs: { endUserId: "alice" },
};
const STATE = JSON.stringify({ version: 3, deployment: { resources: [alice] } });

let folder: string;
let before: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-convert-"));
  before = join(folder, "before.json");
  writeFileSync(before, STATE);
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const convert = (flags: Partial<ConvertFlags>) => () => answer(before, { to: "set", name: "staff", ...flags });

test("the state that is read is not overwritten, even when asked", () => {
  expect(convert({ out: before, force: true })).toThrow(/is the state that is read/);
  expect(readFileSync(before, "utf8")).toBe(STATE);
});

test("another file that exists is overwritten where that is asked, and only there", () => {
  const out = join(folder, "after.json");
  writeFileSync(out, "precious");
  expect(convert({ out })).toThrow(/after.json exists already.*--out.*--force/s);
  expect(readFileSync(out, "utf8")).toBe("precious");
  convert({ out, force: true })();
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ deployment: { resources: [{ type: "rollcall:eds:UserSet" }] } });
});

test.each<[Partial<ConvertFlags>, RegExp]>([
  [{ name: "" }, /--name is empty/],
  [{ to: "users" }, /--name cannot stand beside --to users, which converts every set/],
  [{ prefix: "hk-" }, /--prefix cannot stand beside --to set/],
  [{ to: "plugin", directory: "eds" }, /--name, --directory cannot stand beside --to plugin/],
])("%j: what a form has no use for is refused", (flags, refusal) => {
  expect(convert({ out: join(folder, "new.json"), ...flags })).toThrow(refusal);
});
