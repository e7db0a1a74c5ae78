import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { tell } from "../terminal/write-answer";
import { configError, messageOf, type RollcallError } from "../../provider/model/error";
import { EXIT, openEngine } from "../stack/engine";
import { loadOpenState } from "../stack/load-state";
import { csvOf, HandedOver, linesOf, type NewPassword, newPasswords } from "./new-passwords";

/** What the command line of `rollcall passwords` says. */
export interface PasswordsFlags {
  readonly stack?: string;
  readonly out?: string;
}

/** Reads the state, hands over what nobody was given yet, and remembers that. */
export async function answer({ stack, out }: PasswordsFlags): Promise<void> {
  if (out === undefined && !isTerminal())
    throw configError(
      "passwords are handed over to a new file or to a terminal, and this is neither",
      "Name a file with --out; it will be readable by you alone.",
    );
  const state = await loadOpenState(openEngine(), stack);
  const ledger = new HandedOver(process.cwd(), Date.now);
  const passwords = ledger.remaining(newPasswords(state));
  if (passwords.length === 0) return tell("Nobody has an initial password that was not handed over yet.");
  if (out !== undefined) writeNewFile(out, csvOf(passwords));
  else if (!(await show(passwords))) {
    process.exitCode = EXIT.error;
    return tell("Nothing was shown.");
  }
  ledger.remember(passwords);
  if (out !== undefined) tell(describeWritten(passwords.length, out));
}

/** What to do with a file of initial passwords. */
export function describeWritten(number: number, out: string): string {
  const [stand, them, theyAre] = number === 1 ? ["stands", "it", "It is"] : ["stand", "them", "They are"];
  return `${count(number)} ${stand} in clear in ${out}, which only you may read. Hand ${them} over by a way that only the person sees, and delete the file. ${theyAre} not written again.`;
}

function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/** Asks, and shows them only after a yes. */
async function show(passwords: readonly NewPassword[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = await terminal.question(
      `${count(passwords.length)} will be shown on this screen in clear, and not again. Is nobody looking, and nothing recorded? Type yes: `,
    );
    if (said.trim().toLowerCase() !== "yes") return false;
  } finally {
    terminal.close();
  }
  process.stdout.write(linesOf(passwords));
  return true;
}

/** Writes a file that did not exist and that nobody else may read; what is written in part is taken away again. */
function writeNewFile(file: string, text: string): void {
  let handle: number;
  try {
    handle = openSync(file, "wx", 0o600);
  } catch (cause) {
    throw unwritable(file, cause);
  }
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (cause) {
    rmSync(file, { force: true });
    throw unwritable(file, cause);
  } finally {
    closeSync(handle);
  }
}

function unwritable(file: string, cause: unknown): RollcallError {
  return configError(
    `the passwords cannot be written to ${file}: ${messageOf(cause)}`,
    "Name a file that does not exist yet, in a folder that may be written to. Nothing was handed over.",
  );
}

function count(number: number): string {
  return number === 1 ? "1 initial password" : `${number} initial passwords`;
}
