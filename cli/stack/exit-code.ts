import { asRollcallError, type RollcallError } from "../../provider/errors/error";

/** Exit codes as the Pulumi CLI documents them (pulumi, `sdk/go/common/util/cmdutil/exit.go`). */
export const EXIT = { ok: 0, error: 1, configuration: 2, auth: 3, differs: 7 } as const;

/** A command ends without an answer and with an exit code that is not Rollcall's own: the engine's. */
export class CommandFailed extends Error {
  constructor(message: string, readonly exitCode: number) {
    super(message);
    this.name = "CommandFailed";
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** How a command that failed ends, whatever made it fail: one line for standard error, and its exit code. */
export function endingOf(error: unknown): { readonly line: string; readonly exitCode: number } {
  if (error instanceof CommandFailed) return { line: `error: ${error.message}`, exitCode: error.exitCode };
  const failure = asRollcallError(error);
  return { line: `error: ${failure.message}`, exitCode: exitCodeOf(failure) };
}

/** The exit code that tells a script why a command ended with this error. */
export function exitCodeOf({ code, category }: RollcallError): number {
  if (code === "ERR_CONFIG") return EXIT.configuration;
  return category === "auth" || category === "forbidden" ? EXIT.auth : EXIT.error;
}
