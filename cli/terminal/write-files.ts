import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { configError, messageOf } from "../../provider/model/error";

/** A file that a command answers with. */
export interface AnswerFile {
  readonly file: string;
  readonly content: string | Uint8Array;
  /** How an error calls it: `the report`. */
  readonly what: string;
  /** Permissions of a new file. */
  readonly mode?: number;
}

/** An answer on its way to its place. */
interface Draft extends AnswerFile {
  /** Where links lead. */
  readonly target: string;
  /** Where the whole content waits; absent where only the file itself can be written to. */
  readonly draft?: string;
}

/**
 * Writes files that belong together: all of them or, where one cannot be written, none, so that nobody goes on with half a file or with a
 * new one beside an old one. What stood there stays until everything new is on the disk.
 * @param files the last one tells what to do with the others, and is never an old one beside new others
 * @throws RollcallError ERR_CONFIG when one cannot be written.
 */
export function writeFiles(files: readonly AnswerFile[]): void {
  const drafts: Draft[] = [];
  try {
    for (const file of files) drafts.push(naming(file, () => drafted(file)));
    // What has no draft may fail half-way, and goes before what cannot.
    for (const one of drafts) if (one.draft === undefined) naming(one, () => overwrite(one));
    const last = drafts.length > 1 ? drafts.at(-1) : undefined;
    if (last?.draft !== undefined) naming(last, () => rmSync(last.target, { force: true }));
    for (const one of drafts) if (one.draft !== undefined) naming(one, () => putInPlace(one));
  } finally {
    for (const { draft } of drafts) if (draft !== undefined) rmSync(draft, { force: true });
  }
}

function drafted(file: AnswerFile): Draft {
  const there = lstatSync(file.file, { throwIfNoEntry: false });
  const target = there?.isSymbolicLink() === true && existsSync(file.file) ? realpathSync(file.file) : file.file;
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined ? there !== undefined : !isPlain(stats)) return { ...file, target };
  if (stats !== undefined) accessSync(target, constants.W_OK);
  const draft = `${target}.${process.pid}.tmp`;
  const { mode } = file;
  try {
    writeFileSync(draft, file.content, { flag: "wx", flush: true, ...(mode !== undefined && { mode }) });
    if (stats !== undefined) chmodSync(draft, stats.mode & 0o777);
    return { ...file, target, draft };
  } catch (cause) {
    rmSync(draft, { force: true });
    // The folder may be closed though the file in it is not.
    if (stats !== undefined && isClosed(cause)) return { ...file, target };
    throw cause;
  }
}

/** Whether another file may take its place: not that of a device, of a folder, of a file with a second name or of somebody else's. */
function isPlain(stats: Stats): boolean {
  return stats.isFile() && stats.nlink === 1 && stats.uid === (process.getuid?.() ?? stats.uid);
}

function isClosed(cause: unknown): boolean {
  return /^(EACCES|EPERM|EROFS)$/.test(codeOf(cause));
}

function codeOf(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}

function putInPlace(one: Draft): void {
  try {
    renameSync(one.draft ?? one.target, one.target);
  } catch {
    // What is mounted there cannot be replaced, but written to.
    overwrite(one);
  }
}

function overwrite({ target, content, mode }: Draft): void {
  writeFileSync(target, content, mode === undefined ? {} : { mode });
}

/** Does something with a file, and says which it was where that fails. */
function naming<T>({ file, what }: AnswerFile, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const isFull = /^(ENOSPC|EDQUOT|EFBIG)$/.test(codeOf(cause));
    throw configError(
      `${what} cannot be written: ${messageOf(cause).replace(`${file}.${process.pid}.tmp`, file)}`,
      isFull
        ? "Make room where it stands, or name a file elsewhere, and run again."
        : "Name a file in a folder that exists and may be written to.",
      cause,
    );
  }
}
