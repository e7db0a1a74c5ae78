import { errorText } from "../untyped";

/** Why the data file cannot be used: what is wrong with which file, and what to do. Nothing was overwritten. */
export class DataFileError extends Error {
  override readonly name = "DataFileError";

  constructor(
    readonly file: string,
    readonly reason: string,
    readonly remedy: string,
  ) {
    super(`emulator data file ${file}: ${reason} ${remedy}`);
  }
}

/** The `code` of a Node system error (`ENOENT`, `EACCES`); `undefined` for anything else. */
export function systemCode(error: unknown): string | undefined {
  const code = errorText(error, "code");
  return code !== undefined && /^E[A-Z]+$/.test(code) ? code : undefined;
}

/** Turns a system error into a {@link DataFileError}; any other error is passed on as it is. */
export function asDataFileError(file: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "it may not be read and written by this user (EACCES).",
    EPERM: "it may not be read and written by this user (EPERM).",
    EROFS: "it is on a read-only file system (EROFS).",
    EISDIR: "it is a folder (EISDIR).",
    ENOTDIR: "a part of its path is not a folder (ENOTDIR).",
    ENOSPC: "the disk is full (ENOSPC).",
    ENOENT: "it cannot be made there, or was removed while the emulator used it (ENOENT).",
  };
  return new DataFileError(
    file,
    reasons[code] ?? `the system refused (${code}).`,
    "Correct that, or name another file with --data.",
  );
}
