import { createHash } from "node:crypto";
import type { Kind } from "../model/kind";

/**
 * What Rollcall did last with an account: it is about to create it, it has created it or taken it over, a refresh no longer
 * found it, or state and cloud agree that nothing is left to know.
 */
export type Deed = "creating" | "has" | "unseen" | "settled";

/** One line of a diary. Holds no field of a person but the name. */
export interface DiaryEntry {
  /** When, in ISO 8601. */
  readonly at: string;
  readonly directory: string;
  /** What it is, where it is no user: `Group`. */
  readonly kind?: string;
  /** The natural key; only its digest (`isDigest`) where the program marks it as secret. */
  readonly key: string;
  readonly id?: string;
  readonly deed: Deed;
}

/**
 * What runs did to accounts, kept apart from the engine's state: a run that is killed before it saved state, or a refresh to
 * which a service did not show somebody, leaves an account that state does not name. The diary does.
 */
export interface Diary {
  /**
   * Written before the call that it is about is sent, so that a kill at any moment finds it.
   * @param hidden whether the program marks the natural key as secret; a diary that was told so once keeps it so
   */
  note(entry: Omit<DiaryEntry, "at">, hidden?: boolean): void;
  /** Whether a run of the last day began to create this account, or created it, and nothing says that state came to know of it. */
  left(directory: string, key: string): boolean;
}

/** What an entry says of a kind. */
export function noted({ directory, token }: Kind): Pick<DiaryEntry, "directory" | "kind"> {
  return { directory: directory.name, ...(token !== "User" && { kind: token }) };
}

/** Where nothing is created: the commands that only read. */
export const NO_DIARY: Diary = { note: () => undefined, left: () => false };

/** Accounts that may be there, the latest entry of each. Whether state holds them is for the reader to see. */
export function openEntries(entries: Iterable<DiaryEntry>): readonly DiaryEntry[] {
  const open = new Map<string, DiaryEntry>();
  for (const entry of entries) {
    const { directory, kind = "User", key, id } = entry;
    // Before the answer there is no id, and any answer settles that.
    open.delete(JSON.stringify([directory, kind, key]));
    const account = JSON.stringify(id === undefined ? [directory, kind, key] : [directory, kind, key, id]);
    if (entry.deed === "settled") open.delete(account);
    else open.set(account, entry);
  }
  return [...open.values()];
}

const DIGEST = "sha256:";

/** What stands in a diary for a name or id that must not: enough to know it again, not to read it. */
export function digestOf(directory: string, name: string): string {
  return DIGEST + createHash("sha256").update(`${directory}\n${name}`).digest("hex");
}

/** Whether an entry's key is a digest instead of a name. */
export function isDigest(key: string): boolean {
  return key.startsWith(DIGEST);
}
