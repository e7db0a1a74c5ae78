import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type NameTest, namePattern, patternsIn } from "../stack/name-pattern";

/** Where patterns of users to leave out of a drift report stand. */
export interface IgnoreSources {
  /** From the command line. */
  readonly patterns: readonly string[];
  /** The setting `rollcall:ignore`. */
  readonly setting: string | undefined;
  /** Folder of the project, where `.rollcallignore` may be. */
  readonly folder: string;
}

/** The users that nobody wants to hear of when no program manages them. All three sources count together. */
export function ignoredUsers({ patterns, setting, folder }: IgnoreSources): NameTest {
  const file = join(folder, ".rollcallignore");
  const listed = existsSync(file) ? patternsIn(readFileSync(file, "utf8")) : [];
  return namePattern([...patterns, ...patternsIn(setting ?? ""), ...listed]);
}
