import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { messageOf } from "../model/error";
import { defined, parsedJson } from "../model/values";
import {
  type Deed,
  type Diary,
  type DiaryEntry,
  DIGEST,
  digestOf,
  isDigest,
  OpenEntries,
  openEntries,
} from "../lifecycle/diary";
import { projectFolder } from "../config/project-folder";
import type { Settings } from "../config/settings";

/** A longer file is cut down to the accounts that may still be there, in bytes. */
const LONG = 4_000_000;

/** After these a run may have been killed before it saved its state. */
const LEFT: Partial<Readonly<Record<Deed, true>>> = { creating: true, has: true, took: true };

/** How long an account counts as one that a killed run left: as the look at an account's age does. */
const RECENT_MS = 24 * 3_600_000;

const line = z.object({
  at: z.string().refine((at) => !Number.isNaN(Date.parse(at))),
  directory: z.string(),
  kind: z.string().optional(),
  key: z.string(),
  id: z.string().optional(),
  account: z.string().optional(),
  deed: z.enum(["creating", "has", "took", "known", "unseen", "settled"]),
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
      const parsed = line.safeParse(parsedJson(text));
      if (!parsed.success) return [];
      const { id, kind, account, ...entry } = parsed.data;
      return [{ ...entry, ...defined({ id, account, kind }) }];
    });
}

/**
 * Appends to a file, notes of one moment together, as those of a set are. A diary that cannot be written stops no run: one line
 * says so.
 * @param now milliseconds since the epoch
 */
export class DiaryFile implements Diary {
  private state: "closed" | "open" | "broken" = "closed";
  /** Digests of keys that a program marks as secret. A refresh and a delete are not told what is secret, an earlier run was. */
  private readonly hidden = new Set<string>();
  /** Noted and not written yet. */
  private waiting: DiaryEntry[] = [];
  /** What the file says and this run has noted since; read when somebody asks. */
  private entries: OpenEntries | undefined;

  constructor(
    private readonly file: string,
    private readonly now: () => number,
    private readonly say: (line: string) => void,
    /** Of the cloud; see {@link DiaryEntry}. */
    private readonly account?: string,
  ) {}

  note(entry: Omit<DiaryEntry, "at" | "account">, hidden = false): void {
    this.add({ ...entry, ...(this.account !== undefined && { account: this.account }) }, hidden);
  }

  private add(entry: Omit<DiaryEntry, "at">, hidden = false): void {
    if (this.state === "broken") return;
    this.carefully(() => {
      if (this.state === "closed") this.open();
      const noted = { at: new Date(this.now()).toISOString(), ...this.shown(entry, hidden) };
      this.entries?.add(noted);
      // Runs before whatever the code that notes this waits for, and so before a call leaves.
      if (this.waiting.push(noted) === 1) queueMicrotask(() => this.carefully(() => this.write()));
    });
  }

  left(directory: string, key: string): readonly DiaryEntry[] {
    return this.recent(directory, key).filter(({ deed, account }) => deed in LEFT && account === this.account);
  }

  know(directory: string, key: string): void {
    // Of whose account state speaks is not told here, and whoever is known keeps the password.
    for (const { at: _then, ...entry } of this.recent(directory, key))
      if (entry.deed === "has") this.add({ ...entry, deed: "known" });
  }

  hides(directory: string, key: string): boolean {
    // A run that only reads begins no diary.
    if (this.state === "closed" && existsSync(this.file)) this.carefully(() => this.open());
    return this.hidden.size > 0 && this.hidden.has(digestOf(directory, key));
  }

  private recent(directory: string, key: string): readonly DiaryEntry[] {
    const since = new Date(this.now() - RECENT_MS).toISOString();
    this.carefully(() => (this.entries ??= this.read()));
    const entries = (this.entries ??= new OpenEntries());
    const found = [...entries.named(directory, key), ...entries.named(directory, digestOf(directory, key))];
    return found.filter(({ at }) => at >= since);
  }

  private read(): OpenEntries {
    const open = new OpenEntries();
    for (const entry of [...readDiary(this.file), ...this.waiting]) open.add(entry);
    return open;
  }

  private carefully(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.state = "broken";
      this.waiting = [];
      this.say(
        `the diary ${this.file} cannot be written (${messageOf(error)}): if this run is killed before it saves its state, rollcall drift cannot say whom it created`,
      );
    }
  }

  private write(): void {
    const lines = this.waiting.map((entry) => `${JSON.stringify(entry)}\n`);
    this.waiting = [];
    // By its name each time: another process may have cut the file down since.
    if (lines.length > 0) appendFileSync(this.file, lines.join(""));
  }

  /** The entry without a name that is secret; the id of some directories is that name. */
  private shown(entry: Omit<DiaryEntry, "at">, hidden: boolean): Omit<DiaryEntry, "at"> {
    if (!hidden && this.hidden.size === 0) return entry;
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
    const isLong = statSync(this.file).size > LONG;
    if (isLong || textOf(this.file).includes(DIGEST)) {
      const entries = readDiary(this.file);
      for (const { key } of entries) if (isDigest(key)) this.hidden.add(key);
      if (isLong) this.shorten(entries);
    }
    this.state = "open";
  }

  /** Where most of it still counts, as after the creation of a hundred thousand, there is little to gain. */
  private shorten(entries: readonly DiaryEntry[]): void {
    const open = openEntries(entries);
    if (open.length > entries.length / 2) return;
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(draft, open.map((entry) => `${JSON.stringify(entry)}\n`).join(""), { mode: 0o600 });
    renameSync(draft, this.file);
  }
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
