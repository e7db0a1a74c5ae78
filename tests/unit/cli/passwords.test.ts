import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvOf, HandedOver, linesOf, type NewPassword, newPasswords } from "../../../cli/passwords/new-passwords";
import { readStackState } from "../../../cli/stack/stack-state";

const TYPE = "pulumi-nodejs:dynamic/rollcall/eds:User";
const open = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});
const state = (...resources: object[]) => readStackState(JSON.stringify({ deployment: { resources } }));
const one = (more: Partial<NewPassword> = {}): NewPassword => ({
  directory: "eds",
  place: "alice",
  id: "alice",
  user: "alice",
  email: "",
  password: "Hk7m-Rt4w-Qz9x-Vn3p",
  ...more,
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-passwords-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("finds the passwords of users and of members, and whom they are for", () => {
  const single = {
    urn: `urn:pulumi:dev::acme::${TYPE}::alice`,
    type: TYPE,
    id: "alice",
    outputs: { endUserId: "alice", email: "a@example.com", password: open("(generate)"), initialPassword: open("P-1") },
  };
  const members = {
    urn: `urn:pulumi:dev::acme::${TYPE}Set::staff`,
    type: `${TYPE}Set`,
    id: "eds-users-1",
    outputs: { users: { bob: { email: "b@example.com" }, carol: {} }, initialPassword: { bob: open("P-2") } },
  };
  expect(newPasswords(state(single, members))).toEqual([
    { directory: "eds", place: "alice", id: "alice", user: "alice", email: "a@example.com", password: "P-1" },
    { directory: "eds", place: "staff[bob]", id: "bob", user: "bob", email: "b@example.com", password: "P-2" },
  ]);
});

test("each is handed over once; a new one of the same person is another one; the file holds no password", () => {
  const ledger = new HandedOver(folder, () => 0);
  ledger.remember([one()]);
  ledger.remember([one({ id: "bob" })]);
  const again = new HandedOver(folder, () => 0);
  expect(again.remaining([one(), one({ id: "bob" }), one({ id: "carol" }), one({ password: "Another-One1" })])).toEqual([
    one({ id: "carol" }),
    one({ password: "Another-One1" }),
  ]);
  const file = join(folder, ".rollcall", "passwords.jsonl");
  expect(readFileSync(file, "utf8")).not.toContain("Hk7m");
  writeFileSync(file, `${readFileSync(file, "utf8")}{"at":"cut o`);
  ledger.remember([one({ id: "carol" })]);
  expect(again.remaining([one(), one({ id: "carol" })])).toEqual([]);
});

test("the file keeps names apart, and runs nothing in a spreadsheet; a terminal is sent no control characters", () => {
  const odd = one({ user: 'a"b,c', email: "=1+1@example.com" });
  expect(csvOf([odd])).toBe(`\ufeffdirectory,user,email,initialPassword\neds,"a""b,c",'=1+1@example.com,Hk7m-Rt4w-Qz9x-Vn3p\n`);
  expect(linesOf([one({ user: "a\u001b[2J" })])).toBe("eds  a�[2J  Hk7m-Rt4w-Qz9x-Vn3p\n");
});

test("what was handed over, and cannot be read or noted, is an error that names the file", () => {
  const ledger = new HandedOver(folder, () => 0);
  mkdirSync(join(folder, ".rollcall", "passwords.jsonl"), { recursive: true });
  expect(() => ledger.remaining([one()])).toThrow(/passwords\.jsonl cannot be read: .*EISDIR.*ERR_CONFIG/);
  expect(() => ledger.remember([one()])).toThrow(/are handed over, but that cannot be noted in .*passwords\.jsonl: .*EISDIR.*ERR_CONFIG/);
});
