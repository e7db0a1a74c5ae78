import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { type Diary, type DiaryEntry, digestOf, isDigest, openEntries } from "../lifecycle/diary";
import { projectFolder } from "../config/project-folder";
import type { Settings } from "../config/settings";

/** A longer file is cut down to the accounts that may still be there, in bytes. */
const LONG = 4_000_000;

/** How long an account counts as one that a killed run left: as the look at an account's age does. */
const RECENT_MS = 24 * 3_600_000;

const line = z.object({
  at: z.string(),
  directory: z.string(),
  kind: z.string().optional(),
  key: z.string(),
  id: z.string().optional(),
  deed: z.enum(["creating", "has", "unseen", "settled"]),
});

/** The diary's file: the setting `diary`, else `.rollcall/diary.jsonl` in the project; `undefined` when the setting is off. */
export function diaryFile(settings: Settings, folder: string): string | undefined {
  const setting = settings.get("diary");
  if (setting === "off") return undefined;
  const project = projectFolder(folder) ?? folder;
  return setting === undefined ? join(project, ".rollcall", "diary.jsonl") : resolve(project, setting);
}

/** A diary's entries, oldest first; none when there is no file. A line that a kill cut off is passed over. */
export function readDiary(file: string): readonly DiaryEntry[] {
  return textOf(file)
    .split("\n")
    .flatMap((text) => {
      const parsed = line.safeParse(json(text));
      if (!parsed.success) return [];
      const { id, kind, ...entry } = parsed.data;
      return [{ ...entry, ...(id !== undefined && { id }), ...(kind !== undefined && { kind }) }];
    });
}

/**
 * Appends to a file. A diary that cannot be written stops no run: one line says so.
 * @param now milliseconds since the epoch
 */
export class DiaryFile implements Diary {
  private state: "closed" | "open" | "broken" = "closed";
  /** Digests of keys that a program marks as secret. A refresh and a delete are not told what is secret, an earlier run was. */
  private readonly hidden = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly now: () => number,
    private readonly say: (line: string) => void,
  ) {}

  note(entry: Omit<DiaryEntry, "at">, hidden = false): void {
    if (this.state === "broken") return;
    try {
      if (this.state === "closed") this.open();
      const line = { at: new Date(this.now()).toISOString(), ...this.shown(entry, hidden) };
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      this.state = "broken";
      this.say(
        `the diary ${this.file} cannot be written (${error instanceof Error ? error.message : String(error)}): if this run is killed before it saves its state, rollcall drift cannot say whom it created`,
      );
    }
  }

  left(directory: string, key: string): boolean {
    const since = new Date(this.now() - RECENT_MS).toISOString();
    const names = [key, digestOf(directory, key)];
    return openEntries(readDiary(this.file)).some(
      (entry) =>
        entry.directory === directory &&
        entry.kind === undefined &&
        names.includes(entry.key) &&
        entry.at >= since &&
        (entry.deed === "creating" || entry.deed === "has"),
    );
  }

  /** The entry without a name that is secret; the id of some directories is that name. */
  private shown(entry: Omit<DiaryEntry, "at">, hidden: boolean): Omit<DiaryEntry, "at"> {
    const { directory, key, id } = entry;
    const digest = digestOf(directory, key);
    if (hidden) this.hidden.add(digest);
    if (!this.hidden.has(digest)) return entry;
    return { ...entry, key: digest, ...(id !== undefined && { id: id === key ? digest : id }) };
  }

  private open(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    // Begins with a new line, for the one before may have been cut off by a kill.
    appendFileSync(this.file, existsSync(this.file) ? "\n" : "", { mode: 0o600 });
    if (statSync(this.file).size > LONG) this.shorten();
    for (const { key } of readDiary(this.file)) if (isDigest(key)) this.hidden.add(key);
    this.state = "open";
  }

  private shorten(): void {
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(
      draft,
      openEntries(readDiary(this.file))
        .map((entry) => `${JSON.stringify(entry)}\n`)
        .join(""),
      { mode: 0o600 },
    );
    renameSync(draft, this.file);
  }
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
