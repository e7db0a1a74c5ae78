import { createHash } from "node:crypto";
import type { Kind } from "../model/kind";

/**
 * What Rollcall did last with an account: it is about to create it, it has created it, it has taken it over from others, a later run
 * found it in state, a refresh no longer found it, or state and cloud agree that nothing is left to know.
 */
export type Deed = "creating" | "has" | "took" | "known" | "unseen" | "settled";

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
  /** Tells the account of the cloud from others, in which somebody else may have the name. */
  readonly account?: string;
  readonly deed: Deed;
}

/**
 * What runs did to accounts, kept apart from the engine's state: a run that is killed before it saved state, or a refresh to
 * which a service did not show somebody, leaves an account that state does not name. The diary does.
 */
export interface Diary {
  /**
   * Written before the call that it is about is sent, so that a kill at any moment finds it: at the latest when the code that
   * notes it first waits for something.
   * @param hidden whether the program marks the natural key as secret; a diary that was told so once keeps it so
   */
  note(entry: Omit<DiaryEntry, "at" | "account">, hidden?: boolean): void;
  /** What runs of the last day did to accounts of this name, as long as nothing says that state came to know of it. */
  left(directory: string, key: string): readonly DiaryEntry[];
  /** State names the accounts of this name that a run of the last day has made: written once. */
  know(directory: string, key: string): void;
  /** Whether a program marked this key as secret, by the diary: in deletions and refreshes the engine does not tell. */
  hides(directory: string, key: string): boolean;
}

/** What an entry says of a kind. */
export function noted({ directory, token }: Kind): Pick<DiaryEntry, "directory" | "kind"> {
  return { directory: directory.name, ...(token !== "User" && { kind: token }) };
}

/** Where nothing is created: the commands that only read. */
export const NO_DIARY: Diary = { note: () => undefined, left: () => [], know: () => undefined, hides: () => false };

/** Accounts that may be there, the latest entry of each. Whether state holds them is for the reader to see. */
export class OpenEntries {
  /** By directory, kind and name, and below that by account of the cloud and id: several may have had one name. */
  private readonly accounts = new Map<string, Map<string, DiaryEntry>>();

  add(entry: DiaryEntry): void {
    const name = nameOf(entry.directory, entry.key, entry.kind);
    const known = this.accounts.get(name) ?? new Map<string, DiaryEntry>();
    const [id, unanswered] = [placeOf(entry, entry.id), placeOf(entry)];
    // Before the answer there is no id, and any answer settles that; not the end of another account that had the name before.
    if (entry.deed !== "settled" || !known.has(id)) known.delete(unanswered);
    if (entry.deed === "settled") known.delete(id);
    else known.set(id, entry);
    if (known.size === 0) this.accounts.delete(name);
    else this.accounts.set(name, known);
  }

  /** The users of this name. */
  named(directory: string, key: string): readonly DiaryEntry[] {
    return [...(this.accounts.get(nameOf(directory, key))?.values() ?? [])];
  }

  all(): readonly DiaryEntry[] {
    return [...this.accounts.values()].flatMap((known) => [...known.values()]);
  }
}

function placeOf({ account = "" }: DiaryEntry, id = ""): string {
  return JSON.stringify([account, id]);
}

function nameOf(directory: string, key: string, kind = "User"): string {
  return JSON.stringify([directory, kind, key]);
}

/** The accounts that a whole diary leaves open. */
export function openEntries(entries: Iterable<DiaryEntry>): readonly DiaryEntry[] {
  const open = new OpenEntries();
  for (const entry of entries) open.add(entry);
  return open.all();
}

/** What a digest begins with. */
export const DIGEST = "sha256:";

/** What stands in a diary for a name or id that must not: enough to know it again, not to read it. */
export function digestOf(directory: string, name: string): string {
  return DIGEST + createHash("sha256").update(`${directory}\n${name}`).digest("hex");
}

/** Whether an entry's key is a digest instead of a name. */
export function isDigest(key: string): boolean {
  return key.startsWith(DIGEST);
}
