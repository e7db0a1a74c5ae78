import * as pulumi from "@pulumi/pulumi";
import { leavesPassword } from "../../../provider/model/initial-password";
import { diaryFile, DiaryFile } from "../../../provider/pulumi/diary-file";
import type { ManagedUser } from "./managed-users";
import { programSettings } from "./settings";

/**
 * Lets the diary know whom the stack's last state has with a password that Rollcall makes, so that they keep it. The provider hears of
 * nobody whom the engine makes again (`pulumi state taint`, `--replace`) or who is declared under another name: their check knows no
 * former inputs.
 */
export function noteKnownPasswords(users: readonly ManagedUser[]): void {
  const people = users.filter(({ kind, declared }) => leavesPassword(kind, declared));
  const file = people.length === 0 ? undefined : diaryFile(programSettings(), process.cwd());
  if (file === undefined) return;
  const diary = new DiaryFile(file, Date.now, (line) => void pulumi.log.warn(line));
  for (const { kind, key } of people) diary.know(kind.directory.name, key);
}
