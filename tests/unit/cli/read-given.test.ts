import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ignoredUsers } from "../../../cli/drift/look";
import { previewOfFile } from "../../../cli/review/take-preview";
import { loadStateFile } from "../../../cli/stack/load-state";
import { readGiven } from "../../../cli/terminal/read-given";
import { planText } from "../review/plan";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-given-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: Uint8Array, name = "given"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");

/** UTF-8 with a mark and both kinds of UTF-16, as shells redirect the engine's answers into files. */
const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ["UTF-8", (text) => Buffer.from(text)],
  ["UTF-8 with a mark", (text) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16", utf16],
  ["UTF-16, the other way round", (text) => utf16(text).swap16()],
];

test.each(ENCODINGS)("a preview, a state and patterns are read in %s", (_, encode) => {
  const preview = planText({ alice: { after: { endUserId: "alice" } } });
  expect(previewOfFile(file(encode(preview))).preview.steps).toHaveLength(2);
  const urn = "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/rollcall/eds:User::li";
  const user = { urn, type: "pulumi-nodejs:dynamic/rollcall/eds:User", id: "li_na", outputs: { endUserId: "li_na", realNickName: "李娜" } };
  const { state } = loadStateFile(file(encode(JSON.stringify({ version: 3, deployment: { resources: [user] } }))));
  expect(state.people).toMatchObject([{ key: "li_na", declared: { realNickName: "李娜" } }]);
  file(encode("svc_*\r\n"), ".rollcallignore");
  expect(ignoredUsers([], undefined, folder)("eds", "svc_1")).toBe(true);
});

test("what cannot be read is named with what to do", () => {
  expect(() => readGiven(folder, "the preview", "Do this.")).toThrow(/the preview cannot be read: .*EISDIR.*Remedy: Do this/);
  mkdirSync(join(folder, ".rollcallignore"));
  expect(() => ignoredUsers([], undefined, folder)).toThrow(/\.rollcallignore cannot be read/);
});
