import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";

import { systemCode } from "./data-file-error";

/** Who holds a lock, as written into the lock file. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Start of the process in the kernel's ticks, where /proc tells; a reused pid has another. */
  readonly started?: string;
}

/** Start time of a process from /proc; `undefined` where there is no /proc or no such process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses and may contain spaces; the start time is field 22.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function parseOwner(text: string): LockOwner | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || !("pid" in parsed) || !("host" in parsed)) return undefined;
    const { pid, host } = parsed;
    if (typeof pid !== "number" || typeof host !== "string") return undefined;
    return "started" in parsed && typeof parsed.started === "string"
      ? { pid, host, started: parsed.started }
      : { pid, host };
  } catch {
    return undefined;
  }
}

/** A process on another machine cannot be judged from here and counts as alive. */
function isDead(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM means that the process is there but belongs to somebody else.
    return systemCode(error) === "ESRCH";
  }
  const started = startOf(owner.pid);
  return owner.started !== undefined && started !== undefined && started !== owner.started;
}

let ownStart: string | undefined;
let attempts = 0;

/**
 * A lock between processes: a file that names its owner. Held for one synchronous stretch at a time. Taking it is one
 * hard link of a finished file, so that nobody ever sees a lock without its owner.
 */
export class FileLock {
  constructor(readonly file: string) {}

  /** Takes the lock if it is free or its owner has died. Throws system errors (folder not writable, disk full). */
  tryAcquire(): boolean {
    if (this.#link()) return true;
    const owner = this.owner();
    if (owner === undefined || !isDead(owner)) return false;
    return this.#breakDeadLock() && this.#link();
  }

  /** Gives the lock up. That somebody removed the file by hand meanwhile is no reason to fail. */
  release(): void {
    try {
      unlinkSync(this.file);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
    }
  }

  /** The current owner; `undefined` when the lock is free or its file is not one of ours. */
  owner(): LockOwner | undefined {
    try {
      return parseOwner(readFileSync(this.file, "utf8"));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  #link(): boolean {
    ownStart ??= startOf(process.pid);
    attempts += 1;
    const own: LockOwner = {
      pid: process.pid,
      host: hostname(),
      ...(ownStart === undefined ? {} : { started: ownStart }),
    };
    const draft = `${this.file}.${process.pid}.${attempts}`;
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
    try {
      linkSync(draft, this.file);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      unlinkSync(draft);
    }
  }

  /**
   * Removes a dead owner's lock. Breakers exclude each other with a lock of the same kind; under it the file cannot
   * change between look and removal, because its owner is dead and a new owner needs it to be gone.
   */
  #breakDeadLock(): boolean {
    const breaker = new FileLock(`${this.file}.break`);
    if (!breaker.tryAcquire()) return false;
    try {
      const owner = this.owner();
      if (owner !== undefined && isDead(owner)) this.release();
    } finally {
      breaker.release();
    }
    return true;
  }
}
