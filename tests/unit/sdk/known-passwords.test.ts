import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { GENERATE } from "../../../provider/model/initial-password";
import { DiaryFile } from "../../../provider/pulumi/diary-file";
import { noteKnownPasswords } from "../../../sdk/lib/run/known-passwords";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const folder = mkdtempSync(join(tmpdir(), "rollcall-known-"));
const file = join(folder, "diary.jsonl");
beforeAll(() => (process.env["ROLLCALL_DIARY"] = file));
afterAll(() => {
  delete process.env["ROLLCALL_DIARY"];
  rmSync(folder, { recursive: true, force: true });
});

const diary = (): DiaryFile => new DiaryFile(file, Date.now, () => undefined, "a");

test.each(Object.values<Directory>(directories))(
  "$name: whom the state has with a password that Rollcall made, alone or in a set, no later creation takes for one that a killed run left",
  async ({ name: directory, kinds: { User: kind } }) => {
    const first = diary();
    for (const key of ["alone", "member", "own", "gone"]) first.note({ directory, key, id: `id-${key}`, deed: "has" });
    const managed = (key: string, password: string, more: Partial<ManagedUser> = {}): ManagedUser => ({
      kind,
      resource: key,
      key,
      declared: { [kind.naturalKey]: key, password },
      ...more,
    });
    await Promise.resolve();
    noteKnownPasswords([
      managed("alone", GENERATE),
      managed("member", GENERATE, { member: "m", resource: "team" }),
      managed("own", "Own-Passw0rd"),
    ]);
    await Promise.resolve();
    const left = ["alone", "member", "own", "gone"].filter((key) => diary().left(directory, key).length > 0);
    expect(left).toEqual(["own", "gone"]);
  },
);
