import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

import { DataFileError } from "./data-file-error";
import { parseChanges, parseHeader, type Header } from "./lines";
import type { Change } from "./world";

const NEWLINE = 0x0a;
/** Records a snapshot puts into one line: long enough to be quick, short enough to stay readable. */
const RECORDS_A_LINE = 100;

function writeAll(descriptor: number, bytes: Buffer, position: number): void {
  for (let written = 0; written < bytes.length;)
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
}

/** The lines of one journal: a header, then one line per committed request. Knows nothing of locks. */
export class Journal {
  #offset = 0;
  #line = 0;
  #header: Header | undefined;

  private constructor(
    private readonly file: string,
    private readonly descriptor: number,
    private readonly inode: number,
  ) {}

  /** Opens an existing file and reads all of it. Throws system errors and {@link DataFileError}. */
  static load(file: string): { journal: Journal; changes: Change[] } {
    const descriptor = openSync(file, "r+");
    try {
      const journal = new Journal(file, descriptor, fstatSync(descriptor).ino);
      const changes = journal.read();
      if (journal.#header === undefined)
        throw new DataFileError(
          file,
          "its first line is missing.",
          "It may be no emulator data file: move it away or name another with --data.",
        );
      return { journal, changes };
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Writes a whole new file and puts it in the place of the old one. The caller holds the lock. */
  static replace(file: string, header: Header, records: Iterable<Change>): void {
    const draft = `${file}.new`;
    const lines = [JSON.stringify(header)];
    let changes: Change[] = [];
    for (const change of records) {
      changes.push(change);
      if (changes.length < RECORDS_A_LINE) continue;
      lines.push(JSON.stringify(changes));
      changes = [];
    }
    if (changes.length > 0) lines.push(JSON.stringify(changes));
    const descriptor = openSync(draft, "w", 0o600);
    try {
      writeAll(descriptor, Buffer.from(`${lines.join("\n")}\n`), 0);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
    // Windows cannot open a folder, and flushes renames by itself.
    if (process.platform === "win32") return;
    const folder = openSync(dirname(file), "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** Whether the path still leads to this file; false after another process compacted. Throws when it is gone. */
  get isCurrent(): boolean {
    return statSync(this.file).ino === this.inode;
  }

  /** The first line; a loaded journal has it. */
  get header(): Header {
    if (this.#header === undefined) throw new Error("The journal was not loaded.");
    return this.#header;
  }

  /** Reads the complete lines that were appended since the last call. A last line without its newline is left alone. */
  read(): Change[] {
    const { size } = fstatSync(this.descriptor);
    if (size < this.#offset)
      throw new DataFileError(this.file, "it became shorter while the emulator used it.", "Restart the emulator.");
    if (size === this.#offset) return [];
    const bytes = Buffer.alloc(size - this.#offset);
    const length = readSync(this.descriptor, bytes, 0, bytes.length, this.#offset);
    const end = bytes.subarray(0, length).lastIndexOf(NEWLINE) + 1;
    const changes: Change[] = [];
    let line = this.#line;
    let header = this.#header;
    for (let start = 0; start < end;) {
      const stop = bytes.indexOf(NEWLINE, start);
      line += 1;
      const text = bytes.toString("utf8", start, stop);
      if (header === undefined) header = parseHeader(this.file, text);
      else for (const change of parseChanges(this.file, line, text)) changes.push(change);
      start = stop + 1;
    }
    this.#header = header;
    this.#line = line;
    this.#offset += end;
    return changes;
  }

  /** Appends one line after cutting off a torn one. The caller holds the lock and has just read. */
  append(changes: readonly Change[]): void {
    const bytes = Buffer.from(`${JSON.stringify(changes)}\n`);
    if (fstatSync(this.descriptor).size > this.#offset) ftruncateSync(this.descriptor, this.#offset);
    try {
      writeAll(this.descriptor, bytes, this.#offset);
    } catch (error) {
      ftruncateSync(this.descriptor, this.#offset);
      throw error;
    }
    this.#offset += bytes.length;
    this.#line += 1;
  }

  /** Resolves once everything appended so far is on the disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) =>
      fdatasync(this.descriptor, (error) => (error === null ? resolve() : reject(error))),
    );
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
