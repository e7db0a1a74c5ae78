import { createHash } from "node:crypto";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Claims } from "../../lifecycle/claims";
import { kept } from "../../model/kept";
import { record } from "../../model/values";
import { type Deed, hear, type Told } from "./shared-claims";

/** What killed processes left: no run takes that long, and an engine may get the address of an earlier one. In milliseconds. */
const OLD_MS = 24 * 3_600_000;

/** A text of this length is digested once, in characters: a set is told of with each of its members, by all of them. */
const LONG = 1_000;

/**
 * Where the plugin processes of one run tell each other whose accounts they have: a file for each in a folder of the user's own. It
 * holds digests alone. Where there can be no such folder, a process knows of itself only.
 */
export class RunFolder implements Told {
  private readonly folder: string;
  private readonly own: string;
  private readonly others = new Claims();
  /** How much of the files of the others has been read, in bytes. */
  private readonly read = new Map<string, number>();
  private readonly long = new Map<string, string>();
  /** The own file: not open yet, or never to be. */
  private file: number | "closed" | "none" = "closed";
  private waiting: string[] = [];

  /**
   * @param engine the address of the engine, which is the same for all that it starts in one run
   * @param above the folder of all runs
   * @param name of this process among those of the run
   */
  constructor(
    engine: string,
    private readonly above: string = join(tmpdir(), `rollcall-${process.getuid?.() ?? "user"}`),
    private readonly name: string = String(process.pid),
  ) {
    this.folder = join(above, engine.replace(/[^A-Za-z0-9.]/g, "-"));
    this.own = join(this.folder, name);
  }

  nameOf(account: string, text: string): string {
    const short = text.length < LONG ? text : kept(this.long, text, () => digestOf(text));
    return digestOf(`${account}\n${short}`);
  }

  tell(deed: Deed, ...names: readonly string[]): void {
    if (this.file === "none") return;
    if (this.waiting.push([deed, ...names].join(" ")) === 1) queueMicrotask(() => this.carefully(() => this.write()));
  }

  heard(): Claims {
    this.carefully(() => {
      this.write();
      for (const name of readdirSync(this.folder))
        if (name !== this.name && isRunning(name)) this.readOn(join(this.folder, name));
    });
    return this.others;
  }

  /** This process takes no more part in the run. */
  close(): void {
    this.carefully(() => {
      if (typeof this.file === "number") closeSync(this.file);
      rmSync(this.own, { force: true });
      // Stays where another process still has a file in it.
      rmdirSync(this.folder);
    });
    this.file = "none";
  }

  private carefully(work: () => void): void {
    if (this.file === "none") return;
    try {
      work();
    } catch {
      this.file = "none";
      this.waiting = [];
    }
  }

  private write(): void {
    if (typeof this.file !== "number") this.file = this.open();
    if (this.waiting.length === 0) return;
    writeSync(this.file, this.waiting.map((line) => `${line}\n`).join(""));
    this.waiting = [];
  }

  private open(): number {
    for (const folder of [this.above, this.folder]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      requireOwn(folder);
    }
    for (const name of readdirSync(this.above)) {
      const run = join(this.above, name);
      const changed = statSync(run, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
      if (changed < Date.now() - OLD_MS) rmSync(run, { recursive: true, force: true });
    }
    return openSync(this.own, "a", 0o600);
  }

  /** Up to the last whole line: the other process may be writing, and it may just have ended. */
  private readOn(file: string): void {
    const from = this.read.get(file) ?? 0;
    const size = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) - from;
    if (size <= 0) return;
    const bytes = contentOf(file, from, size);
    const end = bytes.lastIndexOf("\n") + 1;
    this.read.set(file, from + end);
    for (const line of bytes.toString("latin1", 0, end).split("\n")) hear(this.others, line.split(" "));
  }
}

function contentOf(file: string, from: number, size: number): Buffer {
  try {
    const opened = openSync(file, "r");
    const bytes = Buffer.alloc(size);
    const length = readSync(opened, bytes, 0, size, from);
    closeSync(opened);
    return bytes.subarray(0, length);
  } catch (error) {
    if (record(error)["code"] === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** A killed process leaves its file, and a later engine may get the same address: what is in there was true of another run. */
function isRunning(name: string): boolean {
  if (!/^\d+$/.test(name)) return true;
  try {
    return process.kill(Number(name), 0);
  } catch (error) {
    // There is one, of somebody else.
    return record(error)["code"] === "EPERM";
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** In a temporary folder that everybody shares, somebody else may have been first. */
function requireOwn(folder: string): void {
  const found = lstatSync(folder);
  const isOwn = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
  if (!found.isDirectory() || !isOwn) throw new Error(`${folder} belongs to somebody else`);
}
