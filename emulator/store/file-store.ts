import { statSync } from "node:fs";
import { resolve as resolvePath } from "node:path";

import type { Identity } from "../service";
import { asDataFileError, DataFileError, systemCode } from "./data-file-error";
import { FileLock } from "./file-lock";
import { makeFolderOf } from "./folder";
import { Journal } from "./journal";
import { newHeader } from "./lines";
import type { Store } from "./store";
import type { Tables } from "./tables";
import { Transaction, World, type Change } from "./world";

/** Entries a journal may hold beyond twice its live records before it is rewritten. */
const SPARE_ENTRIES = 5000;

/** How to open a data file. */
export interface FileStoreOptions {
  /** Keys and parents of a world that does not exist yet. */
  readonly newIdentity: () => Identity;
  /** How long to wait for another process's lock; 10 seconds unless given. */
  readonly lockWaitMs?: number;
}

/**
 * A world in an append-only file that several processes may use at once. Every write takes the lock, replays what others
 * appended, appends one line, and answers after the line is on the disk; reads replay too, without the lock.
 */
export class FileStore implements Store {
  readonly #world = new World();
  readonly #lock: FileLock;
  #journal: Journal | undefined;
  #entries = 0;
  #closed = false;
  #runningSync: Promise<void> = Promise.resolve();
  #nextSync: Promise<void> | undefined;

  private constructor(
    private readonly file: string,
    private readonly lockWaitMs: number,
  ) {
    this.#lock = new FileLock(`${file}.lock`);
  }

  /** Opens or creates the file. Throws {@link DataFileError} when it is corrupt, locked for too long, or not accessible. */
  static async open(file: string, options: FileStoreOptions): Promise<FileStore> {
    const path = resolvePath(file);
    const store = new FileStore(path, options.lockWaitMs ?? 10_000);
    try {
      makeFolderOf(path);
    } catch (error) {
      throw asDataFileError(path, error);
    }
    await store.#exclusively(() => {
      if (isAbsent(path)) Journal.replace(path, newHeader(options.newIdentity()), []);
      store.#catchUp();
      store.#compactIfLarge();
    });
    return store;
  }

  get identity(): Identity {
    return this.#current.header.identity;
  }

  async read<R>(use: (tables: Tables) => R): Promise<R> {
    try {
      this.#catchUp();
    } catch {
      // Without the lock a line may be seen while another process is still cutting off a torn one: look again with it.
      await this.#exclusively(() => this.#reload());
    }
    return use(new Transaction(this.#world, true));
  }

  async write<R>(use: (tables: Tables) => R): Promise<R> {
    const { result, changed } = await this.#exclusively(() => {
      this.#catchUp();
      const transaction = new Transaction(this.#world, false);
      const outcome = use(transaction);
      return { result: outcome, changed: this.#commit(transaction.changes()) };
    });
    if (changed) await this.#synced();
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([this.#runningSync, this.#nextSync]);
    this.#journal?.close();
    this.#journal = undefined;
  }

  get #current(): Journal {
    if (this.#journal === undefined) throw this.#closedError();
    return this.#journal;
  }

  /** Runs a synchronous stretch under the lock, waiting for it within bounds. */
  async #exclusively<R>(use: () => R): Promise<R> {
    try {
      for (let waited = 0, pause = 1; !this.#lock.tryAcquire(); waited += pause, pause = Math.min(2 * pause, 20)) {
        if (waited > this.lockWaitMs) throw this.#lockedError();
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      try {
        return use();
      } finally {
        this.#lock.release();
      }
    } catch (error) {
      throw asDataFileError(this.file, error);
    }
  }

  #closedError(): DataFileError {
    return new DataFileError(this.file, "it is closed.", "Start the emulator again.");
  }

  #lockedError(): DataFileError {
    const owner = this.#lock.owner();
    const holder = owner === undefined ? "something unknown" : `process ${owner.pid} on ${owner.host}`;
    return new DataFileError(
      this.file,
      `it has been locked by ${holder} for ${this.lockWaitMs / 1000} seconds.`,
      `End that process, or remove ${this.#lock.file} if it no longer runs.`,
    );
  }

  #catchUp(): void {
    if (this.#journal === undefined || !this.#journal.isCurrent) return this.#reload();
    const changes = this.#journal.read();
    this.#world.apply(changes);
    this.#entries += changes.length;
  }

  #reload(): void {
    if (this.#closed) throw this.#closedError();
    const { journal, changes } = Journal.load(this.file);
    this.#retire(this.#journal);
    this.#journal = journal;
    this.#world.clear();
    this.#world.apply(changes);
    this.#entries = changes.length;
  }

  /** Appends before it applies, so that a full disk leaves the world in memory as it is on the disk. */
  #commit(changes: readonly Change[]): boolean {
    if (changes.length === 0) return false;
    this.#current.append(changes);
    this.#world.apply(changes);
    this.#entries += changes.length;
    this.#compactIfLarge();
    return true;
  }

  #compactIfLarge(): void {
    if (this.#entries <= 2 * this.#world.size + SPARE_ENTRIES) return;
    Journal.replace(this.file, this.#current.header, this.#world.snapshot());
    this.#reload();
  }

  /** Closes a journal that was replaced, after the flushes that still use it. */
  #retire(journal: Journal | undefined): void {
    if (journal === undefined) return;
    const close = (): void => journal.close();
    void Promise.allSettled([this.#runningSync, this.#nextSync]).then(close);
  }

  /** Joins the next flush to disk. Writes that arrive during one flush share the one after it. */
  #synced(): Promise<void> {
    this.#nextSync ??= this.#runningSync
      .catch(() => undefined)
      .then(() => {
        this.#runningSync = this.#nextSync ?? Promise.resolve();
        this.#nextSync = undefined;
        return this.#current.sync();
      });
    return this.#nextSync;
  }
}

/** A missing or empty file: a new world may be written there without losing anything. */
function isAbsent(file: string): boolean {
  try {
    return statSync(file).size === 0;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return true;
    throw error;
  }
}
