import { existsSync } from "node:fs";
import { configError } from "../../provider/model/error";

/** One line for a person beside the answer, which standard output keeps to itself. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A value as the text of an answer in JSON. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Refuses to overwrite what nobody has asked to lose.
 * @param flags how to name other files: `--out`
 * @throws RollcallError ERR_CONFIG when one of the files is there already.
 */
export function requireNew(files: readonly string[], flags: string): void {
  const taken = files.find((file) => existsSync(file));
  if (taken !== undefined)
    throw configError(`${taken} exists already`, `Choose another name with ${flags}, or overwrite with --force.`);
}

/** A stream that may have lost its reader. */
interface Stream {
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** The process, as far as its answer concerns it; tests bring their own. */
export interface Answering {
  readonly stdout: Stream;
  readonly stderr: Stream & { write(text: string): unknown };
  readonly exitCode?: number | string | null | undefined;
  exit(code: number | string): void;
}

/**
 * Ends the command where its answer can be written no further, without a stack. A reader that has seen enough, such as `head`, is no failure and
 * hides none: the code is what the command has found by then. A full disk is a failure, because what is left of the answer looks like a whole
 * one. A command goes on where nobody reads what it says beside its answer.
 */
export function endOnUnwritable(process: Answering): void {
  process.stdout.on("error", (error) => {
    if (error.code === "EPIPE") return process.exit(process.exitCode ?? 0);
    process.stderr.write(`error: the answer cannot be written: ${error.message}\n`);
    process.exit(1);
  });
  process.stderr.on("error", () => undefined);
}
